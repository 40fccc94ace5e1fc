"""What is stored of pledges."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Pledge(SQLModel, table=True):
    """A year's pledge; adopted once it names the meeting that adopted it."""

    __tablename__ = "pledge"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
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
