"""What is stored of ballots: sums only; no slip, no order, no time."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel


class Ballot(SQLModel, table=True):
    """A ballot; the numbers of its paper stand here only once it is sealed."""

    __tablename__ = "ballot"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    year_id: int
    meeting_id: int
    mode: str
    state: str = "draft"
    threshold: str | None = None
    comparison: str | None = None
    base: str | None = None
    quorum: str | None = None
    self_voting: str | None = None
    basis_id: int | None = None
    seats: int | None = None
    double_entry: int = 0
    entitled_chosen: int = 0
    entitled_number: int | None = None
    present_number: int | None = None
    written_number: int | None = None
    frozen: str | None = None
    entitled: int | None = None
    present: int | None = None
    written: int | None = None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    spoiled: int | None = None
    printed: int | None = None
    note: str | None = None
    fingerprint: str | None = None
    reason: str | None = None
    ended_on: str | None = None
    origin_id: int | None = None
    origin: str | None = None


class Nominee(SQLModel, table=True):
    """Who is voted on for which award, under the number on the slip."""

    __tablename__ = "nominee"

    id: int | None = Field(default=None, primary_key=True)
    ballot_id: int
    number: int
    unit_id: int | None = None
    person_id: int | None = None
    award_id: int
    movement_id: int | None = None
    period: str | None = None
    agree: int | None = None
    disagree: int | None = None
    blank: int | None = None
    outcome: str | None = None


class Teller(SQLModel, table=True):
    """Somebody who counts; the first heads the counting board (ban kiểm phiếu)."""

    __tablename__ = "teller"

    ballot_id: int = Field(sa_column=Column(Integer, primary_key=True))
    name: str
    key: str = Field(sa_column=Column(Text, primary_key=True))
    place: int = 1


class Roll(SQLModel, table=True):
    """A unit that may vote; its presence and whether a slip was issued to it, once known."""

    __tablename__ = "roll"

    ballot_id: int = Field(sa_column=Column(Integer, primary_key=True))
    unit_id: int = Field(sa_column=Column(Integer, primary_key=True))
    presence: str | None = None
    issued: int | None = None


class BallotCount(SQLModel, table=True):
    """The sums that one teller entered, in one version."""

    __tablename__ = "ballot_count"

    id: int | None = Field(default=None, primary_key=True)
    ballot_id: int
    entry: int
    version: int
    returned: int | None = None
    invalid: int | None = None
    spoiled: int | None = None
    printed: int | None = None
    note: str | None = None
    reason: str | None = None


class BallotSum(SQLModel, table=True):
    """The sums of one nominee in one count."""

    __tablename__ = "ballot_sum"

    count_id: int = Field(sa_column=Column(Integer, primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True))
    agree: int
    disagree: int
    blank: int


class NamedVote(SQLModel, table=True):
    """How a unit voted on one nominee of a named ballot."""

    __tablename__ = "named_vote"

    ballot_id: int = Field(sa_column=Column(Integer, primary_key=True))
    unit_id: int = Field(sa_column=Column(Integer, primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True))
    choice: str
