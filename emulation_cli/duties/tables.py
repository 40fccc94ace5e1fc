"""What is stored of duties, of reports received and of questions."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Duty(SQLModel, table=True):
    """What is due in every year: a step that the register itself knows of, or a report received by hand."""

    __tablename__ = "duty"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    step: str
    owed_by: str
    authority: str | None = None
    due: str
    basis: str | None = None
    certainty: str
    since: int | None = None
    until: int | None = None


class Receipt(SQLModel, table=True):
    """A report that came in from a unit, or that the block itself has handed in."""

    __tablename__ = "receipt"

    id: int | None = Field(default=None, primary_key=True)
    duty_id: int
    year_id: int
    unit_id: int | None = None
    on: str
    note: str | None = None


class Question(SQLModel, table=True):
    """A question (vướng mắc) of a unit, and its answer."""

    __tablename__ = "question"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    number: int
    unit_id: int
    asked_on: str
    text: str
    key: str
    answered_on: str | None = None
    answered_by: str | None = None
    answer: str | None = None
