"""What is stored of documents."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Document(SQLModel, table=True):
    """A legal basis, plan or regulation; number and day tell one from another."""

    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    number: str
    key: str
    kind: str
    on: str
    issuer: str | None = None
    subject: str | None = None
    year_id: int | None = None
