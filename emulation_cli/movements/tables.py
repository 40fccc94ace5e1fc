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
    scope: str
    kind: str
    from_: str | None = Field(default=None, sa_column=Column("from", Text))
    to: str | None = None
