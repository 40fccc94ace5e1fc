"""What is stored of the papers."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Paper(SQLModel, table=True):
    """A template in Word in the place of the product's own: the name of its file, its SHA-256, the file."""

    __tablename__ = "paper"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    file: str
    digest: str
    content: bytes
