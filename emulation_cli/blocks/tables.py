"""What is stored of blocks, their years, members and leadership."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel


class Block(SQLModel, table=True):
    """An emulation block: a cluster (cụm, by geography) or a block (khối, by function)."""

    __tablename__ = "block"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    kind: str
    authority: str | None = None
    follower: str | None = None
    sector: str | None = None
    year_begins: str | None = None


class Year(SQLModel, table=True):
    """One emulation year of a block; `to` is its last day."""

    __tablename__ = "year"

    id: int | None = Field(default=None, primary_key=True)
    block_id: int
    year: int
    theme: str | None = None
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str
    state: str = "open"
    closed_on: str | None = None


class Member(SQLModel, table=True):
    """A unit's membership in a year; `to` is the first day without."""

    __tablename__ = "member"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    unit_id: int
    order: int
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str | None = None
    joined_by: str | None = None
    left_by: str | None = None


class Exclusion(SQLModel, table=True):
    """A unit that is not considered for emulation in a year, whoever's seat it has."""

    __tablename__ = "exclusion"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    unit_id: int
    reason: str


class Leadership(SQLModel, table=True):
    """Who leads the block from a day on, until another leadership of the year: a unit, exercised by a person."""

    __tablename__ = "leadership"

    year_id: int = Field(sa_column=Column(Integer, primary_key=True))
    from_: str = Field(sa_column=Column("from", Text, primary_key=True))
    unit_id: int = Field(sa_column=Column(Integer, primary_key=True))
    role: str
    order: int
    method: str
    person: str | None = None
    document: str | None = None


class Handover(SQLModel, table=True):
    """The rotating flag and the block's file passing on; the receiver may be unknown."""

    __tablename__ = "handover"

    year_id: int = Field(sa_column=Column(Integer, primary_key=True))
    to_id: int | None = None
    on: str
    meeting_id: int | None = None
    giver: str | None = None
    receiver: str | None = None
