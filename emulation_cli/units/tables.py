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
    short: str | None = None
    kind: str | None = None
    order: int | None = None
    parent_id: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None


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
    unit_id: int | None = None
    post: str | None = None
    born: int | None = None
