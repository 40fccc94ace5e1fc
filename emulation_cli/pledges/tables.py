"""What is stored of pledges."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel


class Pledge(SQLModel, table=True):
    """A year's pledge in one version; adopted once it names the meeting that adopted it.

    The `current` one is worked on; `reason` says why it took the place of the version before.
    """

    __tablename__ = "pledge"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    version: int = 1
    current: int = 1
    reason: str | None = None
    title: str | None = None
    meeting_id: int | None = None
    consensus: int | None = None
    agree: int | None = None
    disagree: int | None = None
    abstain: int | None = None


class PledgeItem(SQLModel, table=True):
    """One line of content; without units it is for every member."""

    __tablename__ = "pledge_item"

    id: int | None = Field(default=None, primary_key=True)
    pledge_id: int
    number: int
    text: str
    key: str


class Target(SQLModel, table=True):
    """A target; `goal` is a comparison and a number, "≥ 90.5"."""

    __tablename__ = "target"

    id: int | None = Field(default=None, primary_key=True)
    pledge_id: int
    code: str
    key: str
    name: str
    goal: str
    measure: str | None = None
    note: str | None = None


class TargetGoal(SQLModel, table=True):
    """The goal of a unit whose own differs from the target's."""

    __tablename__ = "target_goal"

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int
    unit_id: int
    goal: str


class PledgeMovement(SQLModel, table=True):
    """A movement that the pledge registers: what for, from when to when."""

    __tablename__ = "pledge_movement"

    id: int | None = Field(default=None, primary_key=True)
    pledge_id: int
    number: int
    movement_id: int
    aim: str | None = None
    launched_on: str | None = None
    closed_on: str | None = None


class Period(SQLModel, table=True):
    """A period of a year for which results are returned, besides its first half and the whole of it."""

    __tablename__ = "period"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    code: str
    key: str
    name: str
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str


class Signature(SQLModel, table=True):
    """A unit's signature under the pledge."""

    __tablename__ = "signature"

    id: int | None = Field(default=None, primary_key=True)
    pledge_id: int
    unit_id: int
    signed_on: str
    by: str | None = None


class Result(SQLModel, table=True):
    """What a unit reached of a target in a period, in whole hundredths."""

    __tablename__ = "result"

    id: int | None = Field(default=None, primary_key=True)
    target_id: int
    unit_id: int
    period: str
    actual: int
    on: str | None = None


class FormerResult(SQLModel, table=True):
    """A value that a result had before it was revised; written by the register itself."""

    __tablename__ = "former_result"

    result_id: int = Field(sa_column=Column(Integer, primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True))
    actual: int
    on: str | None = None
