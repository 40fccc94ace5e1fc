"""What is stored of nominations and commendations."""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel


class Nomination(SQLModel, table=True):
    """A direct proposal; those of a ballot are derived from its sealed outcome."""

    __tablename__ = "nomination"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    year_id: int
    unit_id: int | None = None
    person_id: int | None = None
    award_id: int
    kind: str
    for_: str | None = Field(default=None, sa_column=Column("for", Text))
    document: str | None = None
    on: str | None = None
    movement_id: int | None = None
    agree: int | None = None
    base: int | None = None


class Registration(SQLModel, table=True):
    """A title that a unit aims at in a year: for itself, for so many of its people, or for one of them by name."""

    __tablename__ = "registration"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    number: int
    unit_id: int
    award_id: int
    person_id: int | None = None
    count: int
    on: str
    document: str | None = None


class NominationStep(SQLModel, table=True):
    """A step on a proposal's path; its grant is a commendation."""

    __tablename__ = "nomination_step"

    id: int | None = Field(default=None, primary_key=True)
    nominee_id: int | None = None
    nomination_id: int | None = None
    step: str
    on: str
    document: str | None = None
    reason: str | None = None
    award_id: int | None = None


class NominationPaper(SQLModel, table=True):
    """A paper of its dossier that a proposal has."""

    __tablename__ = "nomination_paper"

    id: int | None = Field(default=None, primary_key=True)
    nominee_id: int | None = None
    nomination_id: int | None = None
    dossier_id: int
    on: str


class NominationFinding(SQLModel, table=True):
    """What was found of a proposal: a condition proved by papers, or one set aside with a reason."""

    __tablename__ = "nomination_finding"

    id: int | None = Field(default=None, primary_key=True)
    nominee_id: int | None = None
    nomination_id: int | None = None
    condition_id: int | None = None
    quota_id: int | None = None
    verdict: str
    on: str
    document: str | None = None
    reason: str | None = None


class Commendation(SQLModel, table=True):
    """A title or form of commendation granted by a decision."""

    __tablename__ = "commendation"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int | None = None
    person_id: int | None = None
    award_id: int
    on: str
    document: str
    document_key: str
    kind: str
    for_: str | None = Field(default=None, sa_column=Column("for", Text))
    for_key: str | None = None
    of_year: int
    factor: int | None = None
    base_salary: int | None = None
    handed_on: str | None = None
    handed_by: str | None = None
    cancelled_on: str | None = None
    cancelled_by: str | None = None
    nominee_id: int | None = None
    nomination_id: int | None = None
    movement_id: int | None = None


class Discipline(SQLModel, table=True):
    """A disciplinary measure in force, or an inquiry open, against a unit or a person."""

    __tablename__ = "discipline"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    unit_id: int | None = None
    person_id: int | None = None
    kind: str
    measure: str | None = None
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str | None = None
    document: str
    note: str | None = None
