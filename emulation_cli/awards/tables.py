"""What is stored of awards."""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel


class Award(SQLModel, table=True):
    """A title of emulation or a form of commendation."""

    __tablename__ = "award"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    level: str
    authority: str | None = None
    recipient: str
    sector: str | None = None
    form: str | None = None


class VotingRule(SQLModel, table=True):
    """How an award is voted from one day to another, with the clause that says so."""

    __tablename__ = "rule"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    award_id: int | None = None
    body: str
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str | None = None
    threshold: str
    comparison: str
    base: str
    mode: str | None = None
    quorum: str | None = None
    self_voting: str | None = None
    clause: str
    block_id: int | None = None
    basis_id: int | None = None
    sector: str | None = None
    certainty: str = "confirmed"


class Provision(SQLModel, table=True):
    """What the law says of one award from one day to another."""

    __tablename__ = "provision"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    award_id: int
    about: str
    authority: str | None = None
    factor: int | None = None
    due: str | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
    clause: str
    certainty: str = "confirmed"


class Condition(SQLModel, table=True):
    """What must hold of who is proposed for an award of its scope."""

    __tablename__ = "condition"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    award_id: int | None = None
    form: str | None = None
    level: str | None = None
    recipient: str | None = None
    sector: str | None = None
    test: str
    needs_id: int | None = None
    count: int | None = None
    latest: int | None = None
    earliest: int | None = None
    share: str | None = None
    measure: str | None = None
    choice: str | None = None
    text: str | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
    clause: str
    certainty: str = "confirmed"


class Quota(SQLModel, table=True):
    """How many may be proposed for an award: a share by law, or the block's own number."""

    __tablename__ = "quota"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    award_id: int
    sector: str | None = None
    block_id: int | None = None
    year: int | None = None
    number: int | None = None
    share: str | None = None
    of_id: int | None = None
    per: str
    least: int | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
    clause: str | None = None
    basis_id: int | None = None
    certainty: str = "confirmed"


class DossierPaper(SQLModel, table=True):
    """A paper that the dossier for an award of its scope contains."""

    __tablename__ = "dossier"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    award_id: int | None = None
    form: str | None = None
    level: str | None = None
    recipient: str | None = None
    sector: str | None = None
    copies: int | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
    clause: str
    certainty: str = "confirmed"


class BaseSalary(SQLModel, table=True):
    """The base salary from a day on, in đồng."""

    __tablename__ = "salary"

    id: int | None = Field(default=None, primary_key=True)
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    amount: int
    document: str
