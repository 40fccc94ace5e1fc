"""Changes: one SQLModel session in one `BEGIN IMMEDIATE` transaction, with its audit entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from emulation_cli.kernel import audit, schema
from emulation_cli.kernel.audit import Change, Piece
from emulation_cli.kernel.register import connect, explained


@dataclass
class Writer:
    """An open write transaction.

    Attributes:
        session: for changes through the SQLModel classes.
        connection: the session's own driver connection, for queries inside the same transaction.
        verb: the command that changes, as the audit names it ("unit add").
        changes: what has changed so far; entered into the audit at the end.
        behind: what is to be said where the clock stands before the last entry, or "".
    """

    session: Session
    connection: sqlite3.Connection
    verb: str
    changes: list[Change | Piece] = field(default_factory=list)
    reason: str = ""
    counts: audit.Body = None
    behind: str = ""

    def changed(self, entity: str, before: audit.Body, after: audit.Body) -> None:
        """Note one change for the audit; nothing where before and after are the same."""
        if before != after:
            self.changes.append(Change(entity, before, after))

    def entered(self, rows: audit.Rows) -> None:
        """Note many new rows for the audit."""
        self.changes.append(audit.enter(self.connection, self.changes, rows))

    def discard(self) -> None:
        """Take back everything written so far."""
        self.session.rollback()
        self.changes.clear()

    @contextmanager
    def attempt(self) -> Iterator[Callable[[], None]]:
        """A part of the transaction that can be taken back by itself, by calling what is yielded."""
        part, noted = self.session.begin_nested(), len(self.changes)
        self.session.connection()  # only now does the database know of it

        def take_back() -> None:
            part.rollback()
            del self.changes[noted:]

        yield take_back
        if part.is_active:
            part.commit()

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Run one statement inside the transaction, after what the session holds back is written."""
        self.session.flush()
        return self.connection.execute(sql, parameters)


@contextmanager
def writing(path: Path, wait: float, verb: str, *, create: bool = False) -> Iterator[Writer]:
    """A write transaction: all of it with its audit entry, or nothing.

    Without a change nothing is written and the file keeps its bytes.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, wait, create=create),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with explained(path), _driver_errors(), Session(engine) as session:
            driver = session.connection().connection.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise TypeError("the register is not on SQLite's own driver")
            schema.refuse_altered(driver, path)
            writer = Writer(session, driver, verb, behind=audit.clock_behind(driver) if not create else "")
            yield writer
            session.flush()
            if writer.changes:
                audit.append(driver, verb, writer.changes, reason=writer.reason, counts=writer.counts)
                session.commit()
            else:
                session.rollback()
    finally:
        engine.dispose()


@contextmanager
def _driver_errors() -> Iterator[None]:
    """Take SQLite's own error out of SQLAlchemy's wrapping."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
