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
    level: str
    authority: str | None = None
    recipient: str


class VotingRule(SQLModel, table=True):
    """How an award is voted from one day to another, with the clause that says so."""

    __tablename__ = "voting_rule"

    id: int | None = Field(default=None, primary_key=True)
    award_id: int
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str | None = None
    threshold: str
    comparison: str
    base: str
    quorum: str | None = None
    clause: str
    sector: str | None = None
