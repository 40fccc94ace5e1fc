"""How a signed pledge is amended: by a new version with its own adoption; the old one stays as it was signed."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.writing import Writer
from emulation_cli.pledges import queries

CONTENT: dict[str, tuple[str, ...]] = {
    "pledge_movement": (),
    "pledge_item": ("pledge_item_unit", "pledge_item_basis"),
    "target": ("target_unit", "target_basis", "target_goal"),
}
"""The tables of what a pledge says, each with those that it owns by `owner_id`."""


def amend(writer: Writer, year: blocks.YearRow) -> int:
    """Begin a new version of a signed pledge, with the writer's reason: a draft with the same content. Its number.

    Results follow to the targets of the new version; signatures and adoption stay with the old one.
    """
    row = queries.pledge_row(writer.connection, year)
    _refuse_unsigned(writer.connection, year, row)
    writer.execute("UPDATE pledge SET current = 0 WHERE id = ?", (row["id"],))
    made = writer.execute(
        "INSERT INTO pledge (year_id, version, current, title, reason) VALUES (?, ?, 1, ?, ?)",
        (year.id, row["version"] + 1, row["title"], writer.reason),
    )
    for table, owned in CONTENT.items():
        _copy(writer, table, owned, row["id"], int(made.lastrowid or 0))
    _take_results(writer, row["id"], int(made.lastrowid or 0))
    after = queries.pledge_row(writer.connection, year)
    writer.changed(f"pledge {year.code}@{after['version']}", None, {"amends": row["version"], "title": row["title"]})
    return int(after["version"])


def _refuse_unsigned(connection: sqlite3.Connection, year: blocks.YearRow, row: sqlite3.Row) -> None:
    if row["meeting_id"] is None:
        raise Refused(
            _("the pledge {year} is a draft; its content can be corrected").format(year=year.code),
            _("See it with: emulation pledge show {year}").format(year=year.code),
        )
    if connection.execute("SELECT 1 FROM signature WHERE pledge_id = ?", (row["id"],)).fetchone() is None:
        raise Refused(
            _("nobody has signed the pledge {year} yet").format(year=year.code),
            _("Correct it after: emulation pledge withdraw {year} --reason …").format(year=year.code),
        )


def _columns(connection: sqlite3.Connection, table: str, *besides: str) -> str:
    names = [row["name"] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    return ", ".join(f'"{name}"' for name in names if name not in besides)


def _copy(writer: Writer, table: str, owned: tuple[str, ...], source: int, target: int) -> None:
    """Copy the rows of a table from one version to another, each with what it owns."""
    columns = _columns(writer.connection, table, "id", "pledge_id")
    rows = writer.execute(f'SELECT id FROM "{table}" WHERE pledge_id = ? ORDER BY id', (source,)).fetchall()
    for row in rows:
        made = writer.execute(
            f'INSERT INTO "{table}" (pledge_id, {columns}) SELECT ?, {columns} FROM "{table}" WHERE id = ?',
            (target, row["id"]),
        )
        for part in owned:
            names = _columns(writer.connection, part, "id", "owner_id")
            writer.execute(
                f'INSERT INTO "{part}" (owner_id, {names}) SELECT ?, {names} FROM "{part}" WHERE owner_id = ?',
                (made.lastrowid, row["id"]),
            )


def _take_results(writer: Writer, source: int, target: int) -> None:
    """Let the results of one version's targets be of another's, by their codes."""
    writer.execute(
        "UPDATE result SET target_id = (SELECT n.id FROM target o JOIN target n ON n.key = o.key"
        " WHERE o.id = result.target_id AND n.pledge_id = :target)"
        " WHERE target_id IN (SELECT id FROM target WHERE pledge_id = :source)",
        {"source": source, "target": target},
    )


def drop(writer: Writer, year: blocks.YearRow) -> int:
    """Give up an amendment that is still a draft, with the writer's reason: the version before it holds. Its number."""
    row = queries.pledge_row(writer.connection, year)
    _refuse_no_draft(year, row)
    before = queries.pledge_row(writer.connection, year, row["version"] - 1)
    _refuse_new_results(writer.connection, row["id"], before["id"])
    record = queries.pledge_record(writer.connection, year)
    _take_results(writer, row["id"], before["id"])
    for table, owned in CONTENT.items():
        for part in owned:
            writer.execute(
                f'DELETE FROM "{part}" WHERE owner_id IN (SELECT id FROM "{table}" WHERE pledge_id = ?)', (row["id"],)
            )
        writer.execute(f'DELETE FROM "{table}" WHERE pledge_id = ?', (row["id"],))
    writer.execute("DELETE FROM pledge WHERE id = ?", (row["id"],))
    writer.execute("UPDATE pledge SET current = 1 WHERE id = ?", (before["id"],))
    writer.changed(f"pledge {year.code}@{row['version']}", record, None)
    return int(before["version"])


def _refuse_no_draft(year: blocks.YearRow, row: sqlite3.Row) -> None:
    if row["version"] == 1:
        raise Refused(
            _("the pledge {year} was never amended").format(year=year.code),
            _("A draft is taken out with: emulation pledge remove {year}").format(year=year.code),
        )
    if row["meeting_id"] is not None:
        raise Refused(
            _("version {version} of the pledge {year} is adopted").format(version=row["version"], year=year.code),
            _("Before anybody signs: emulation pledge withdraw {year} --reason …").format(year=year.code),
        )


def _refuse_new_results(connection: sqlite3.Connection, draft: int, before: int) -> None:
    """Refuse where results were entered of targets that the version before does not have."""
    rows = connection.execute(
        "SELECT DISTINCT g.code FROM target g JOIN result r ON r.target_id = g.id WHERE g.pledge_id = ?"
        " AND g.key NOT IN (SELECT key FROM target WHERE pledge_id = ?) ORDER BY g.key",
        (draft, before),
    ).fetchall()
    if rows:
        raise Refused(
            _("results of new targets were entered: {codes}").format(codes=", ".join(row["code"] for row in rows)),
            _("Take them out first: emulation pledge strike YEAR result TARGET UNIT PERIOD"),
        )
