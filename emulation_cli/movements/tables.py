"""What is stored of movements."""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel


class Movement(SQLModel, table=True):
    """An emulation movement (phong trào thi đua): who launched it, of what kind, from when to when."""

    __tablename__ = "movement"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    name: str
    name_key: str
    alike_key: str
    scope: str
    kind: str
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
    launcher: str | None = None
    parent_id: int | None = None
    aim: str | None = None
    occasion: str | None = None
    opened_at_id: int | None = None
    closed_at_id: int | None = None
    outcome: str | None = None


class MovementUnit(SQLModel, table=True):
    """A unit that takes part in a movement, under a theme of its own, and what came of it there."""

    __tablename__ = "movement_unit"

    id: int | None = Field(default=None, primary_key=True)
    movement_id: int
    unit_id: int
    theme: str | None = None
    launched_on: str | None = None
    outcome: str | None = None


class Exemplar(SQLModel, table=True):
    """An exemplar or a model of a unit; `count` is how many it stands for where only a number is known."""

    __tablename__ = "exemplar"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int
    number: int
    kind: str
    name: str
    key: str
    bearer: str
    who: str | None = None
    movement_id: int | None = None
    field: str | None = None
    since: str
    until: str | None = None
    publicised: str | None = None
    count: int
