"""What is stored of units and people."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """A unit of the state; `name` is the present one, earlier ones are former names."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    short: str | None = None
    short_key: str | None = None
    kind: str | None = None
    order: int | None = None
    parent_id: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    closed_by: str | None = None


class FormerName(SQLModel, table=True):
    """A name that a unit bore until the day before `valid_to`."""

    __tablename__ = "former_name"

    unit_id: int = Field(sa_column=Column(Integer, primary_key=True))
    valid_to: str = Field(sa_column=Column(Text, primary_key=True))
    name: str
    document: str | None = None


class Succession(SQLModel, table=True):
    """A unit that took over from another on a day."""

    __tablename__ = "succession"

    unit_id: int = Field(sa_column=Column(Integer, primary_key=True))
    successor_id: int = Field(sa_column=Column(Integer, primary_key=True))
    on: str
    document: str | None = None


class Person(SQLModel, table=True):
    """Somebody known beyond the name by a code."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    unit_id: int | None = None
    post: str | None = None
    born: int | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    recruited: str | None = None
    rank: str | None = None


class FormerPost(SQLModel, table=True):
    """A post that a person held until the day before `to`."""

    __tablename__ = "former_post"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int
    unit_id: int | None = None
    post: str | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str
    document: str | None = None


class Council(SQLModel, table=True):
    """A council (Hội đồng TĐKT, Hội đồng sáng kiến) of a unit; without one, of the authority above."""

    __tablename__ = "council"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    kind: str
    unit_id: int | None = None
    document: str | None = None
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None


class CouncilMember(SQLModel, table=True):
    """A person on a council."""

    __tablename__ = "council_member"

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    number: int
    person: str
    key: str
    role: str


class CouncilDecision(SQLModel, table=True):
    """What a council decided on a day."""

    __tablename__ = "council_decision"

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    number: int
    on: str
    text: str
    key: str
    document: str | None = None
