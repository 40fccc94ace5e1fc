"""What is stored of scores. Points are whole hundredths."""

from __future__ import annotations

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel


class Criterion(SQLModel, table=True):
    """A line of a year's score table: points, bonus or penalty; a group of lines; a class of the classification.

    `most` is the maximum of a line or of a group's sum; `least` the total from which a class is reached.
    """

    __tablename__ = "criterion"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    number: int
    code: str
    key: str
    kind: str
    name: str
    group_id: int | None = None
    most: int | None = None
    least: int | None = None


class Score(SQLModel, table=True):
    """The points of a unit in one line as one stage gave them; a penalty's are taken off."""

    __tablename__ = "score"

    id: int | None = Field(default=None, primary_key=True)
    criterion_id: int
    unit_id: int
    stage: str
    points: int
    reason: str | None = None


class ScoreSheet(SQLModel, table=True):
    """A unit's sheet of one stage, handed in whole."""

    __tablename__ = "score_sheet"

    id: int | None = Field(default=None, primary_key=True)
    year_id: int
    unit_id: int
    stage: str
    on: str
    by_id: int | None = None
    returned_on: str | None = None


class Ranking(SQLModel, table=True):
    """The ranking of a year, once it is published."""

    __tablename__ = "ranking"

    year_id: int | None = Field(default=None, primary_key=True)
    on: str
    document: str | None = None


class FormerScore(SQLModel, table=True):
    """The points that a score had before a correction after publication; written by the register itself."""

    __tablename__ = "former_score"

    score_id: int = Field(sa_column=Column(Integer, primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True))
    points: int
    reason: str | None = None
