"""What is stored of meetings."""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel


class Meeting(SQLModel, table=True):
    """A conference (hội nghị); its purposes stand in `MeetingPurpose`."""

    __tablename__ = "meeting"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    year_id: int
    on: str
    place: str | None = None
    host_id: int | None = None
    mode: str
    chair: str | None = None


class MeetingPurpose(SQLModel, table=True):
    """What a meeting is held for: in its own year, or in another one that it launches or closes."""

    __tablename__ = "meeting_purpose"

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int
    kind: str
    year_id: int | None = None


class Attendance(SQLModel, table=True):
    """A unit present, with at most one person a row, or absent with the reason."""

    __tablename__ = "attendance"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    unit_id: int
    state: str
    person: str | None = None
    person_key: str | None = None
    reason: str | None = None


class Guest(SQLModel, table=True):
    """Somebody invited."""

    __tablename__ = "guest"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    number: int
    person: str
    key: str


class Speech(SQLModel, table=True):
    """What somebody said."""

    __tablename__ = "speech"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    number: int
    person: str
    person_key: str
    role: str
    text: str
    key: str


class Opinion(SQLModel, table=True):
    """A unit's contribution to a draft, and what became of it; a review's shortcoming, of all where it has no unit."""

    __tablename__ = "opinion"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    number: int
    unit_id: int | None = None
    text: str
    key: str
    state: str
    kind: str


class Resolution(SQLModel, table=True):
    """What was put to the meeting, with the counts or by consensus."""

    __tablename__ = "resolution"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    number: int
    text: str
    key: str
    consensus: int
    agree: int | None = None
    disagree: int | None = None
    abstain: int | None = None


class Task(SQLModel, table=True):
    """What a unit is to do, by when."""

    __tablename__ = "task"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int
    number: int
    text: str
    key: str
    owner_id: int | None = None
    due: str | None = None
    done: int
    done_on: str | None = None


class Activity(SQLModel, table=True):
    """What units do together besides their meetings; `to` is its last day."""

    __tablename__ = "activity"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    key: str
    year_id: int
    kind: str
    name: str
    from_: str = Field(sa_column=Column("from", Text, nullable=False))
    to: str | None = None
    place: str | None = None
    outcome: str | None = None
    document: str | None = None
