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
    sector: str | None = None


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
