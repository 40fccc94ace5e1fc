"""How a pledge is adopted, and how a signed one is amended: by a new version, the old one stays as it was signed."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.listing import Listed
from emulation_cli.kernel.writing import Writer
from emulation_cli.meetings import queries as meetings
from emulation_cli.meetings.rules import carried
from emulation_cli.pledges import queries, tables

CONTENT: dict[str, tuple[str, ...]] = {
    "pledge_movement": (),
    "pledge_item": ("pledge_item_unit", "pledge_item_basis"),
    "target": ("target_unit", "target_basis", "target_goal"),
}
"""The tables of what a pledge says, each with those that it owns by `owner_id`."""


def adopt(
    writer: Writer,
    year: blocks.YearRow,
    meeting: str,
    *,
    consensus: bool,
    counts: tuple[int, int, int] | None,
) -> None:
    """Adopt a pledge at a meeting of its year, by consensus or with (agree, disagree, abstain).

    Raises Refused where the meeting does not serve the year, the vote does not carry it, or units have signed.
    """
    connection = writer.connection
    row = queries.pledge_row(connection, year)
    held = meetings.meeting_row(connection, meeting)
    if row["version"] > 1:
        _refuse_same(connection, year, row["version"], held)
    if not meetings.serves(connection, held.id, year.id):
        raise Refused(
            _("the meeting {meeting} does not belong to {year}").format(meeting=held.values["code"], year=year.code),
            _("See the meetings with: emulation meeting list {year}").format(year=year.code),
        )
    _refuse_signed(connection, year, row["id"])
    _refuse_before(connection, year, row["version"], held)
    agree, disagree, abstain = counts or (None, None, None)
    _refuse_not_carried(consensus, agree, disagree, abstain)
    pledge = writer.session.get_one(tables.Pledge, row["id"])
    before = _adoption_of(pledge)
    pledge.meeting_id, pledge.consensus = held.id, int(consensus)
    pledge.agree, pledge.disagree, pledge.abstain = agree, disagree, abstain
    after = _adoption_of(pledge) | {"meeting": held.values["code"]}
    writer.session.add(pledge)
    writer.session.flush()
    writer.changed(
        f"pledge {year.code}", before if row["meeting"] is None else {**before, "meeting": row["meeting"]}, after
    )


def _refuse_not_carried(consensus: bool, agree: int | None, disagree: int | None, abstain: int | None) -> None:
    if not carried(consensus, agree, disagree, abstain):
        raise Refused(
            _("not carried: {agree} for it, {disagree} against, {abstain} abstaining").format(
                agree=agree, disagree=disagree, abstain=abstain
            ),
            _("A pledge is adopted with more for it than against it and abstaining together."),
        )


def _refuse_same(connection: sqlite3.Connection, year: blocks.YearRow, version: int, held: Listed) -> None:
    before = queries.pledge_row(connection, year, version - 1)
    if before["meeting_id"] == held.id:
        message = _("the meeting {meeting} adopted version {version} of the pledge {year}; an amendment has its own")
        raise Refused(
            message.format(meeting=before["meeting"], version=version - 1, year=year.code),
            _("See the meetings with: emulation meeting list {year}").format(year=year.code),
        )


def _refuse_before(connection: sqlite3.Connection, year: blocks.YearRow, version: int, held: Listed) -> None:
    """An amendment is not adopted before what it amends was adopted and last signed."""
    last = connection.execute(
        "SELECT max(m.\"on\", coalesce((SELECT max(s.signed_on) FROM signature s WHERE s.pledge_id = p.id), ''))"
        " FROM pledge p JOIN meeting m ON m.id = p.meeting_id WHERE p.year_id = ? AND p.version = ?",
        (year.id, version - 1),
    ).fetchone()
    day = str(held.values["on"])
    if last is not None and day < last[0]:
        message = _(
            "version {version} of the pledge {year} was adopted and signed up to {day}; {meeting} was on {held}"
        )
        told = {"day": show_date(last[0]), "meeting": held.values["code"], "held": show_date(day)}
        raise Refused(
            message.format(version=version - 1, year=year.code, **told),
            _("See the meetings with: emulation meeting list {year}").format(year=year.code),
        )


def withdraw(writer: Writer, year: blocks.YearRow) -> None:
    """Take a pledge's adoption back while nobody has signed, so that its content can be corrected."""
    row = queries.pledge_row(writer.connection, year)
    if row["meeting_id"] is None:
        raise Refused(_("the pledge {year} is a draft already").format(year=year.code))
    _refuse_signed(writer.connection, year, row["id"])
    pledge = writer.session.get_one(tables.Pledge, row["id"])
    before = _adoption_of(pledge) | {"meeting": row["meeting"]}
    pledge.meeting_id = pledge.consensus = pledge.agree = pledge.disagree = pledge.abstain = None
    writer.session.add(pledge)
    writer.session.flush()
    writer.changed(f"pledge {year.code}", before, _adoption_of(pledge))


def _refuse_signed(connection: sqlite3.Connection, year: blocks.YearRow, pledge_id: int) -> None:
    signed = connection.execute(
        "SELECT u.code FROM signature s JOIN unit u ON u.id = s.unit_id WHERE s.pledge_id = ? ORDER BY s.id",
        (pledge_id,),
    ).fetchall()
    if signed:
        raise Refused(
            _("the pledge {year} is signed by {units}").format(
                year=year.code, units=", ".join(row["code"] for row in signed)
            ),
            _("A signature entered by mistake: emulation pledge strike {year} signature UNIT").format(year=year.code),
        )


def _adoption_of(pledge: tables.Pledge) -> dict[str, object]:
    return {
        "meeting": None,
        "consensus": None if pledge.consensus is None else bool(pledge.consensus),
        "agree": pledge.agree,
        "disagree": pledge.disagree,
        "abstain": pledge.abstain,
    }


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
    _refuse_new_results(writer.connection, year, row["id"], before["id"])
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


def _refuse_new_results(connection: sqlite3.Connection, year: blocks.YearRow, draft: int, before: int) -> None:
    """Refuse where results were entered of targets that the version before does not have."""
    rows = connection.execute(
        "SELECT DISTINCT g.code FROM target g JOIN result r ON r.target_id = g.id WHERE g.pledge_id = ?"
        " AND g.key NOT IN (SELECT key FROM target WHERE pledge_id = ?) ORDER BY g.key",
        (draft, before),
    ).fetchall()
    if rows:
        raise Refused(
            _("results of new targets were entered: {codes}").format(codes=", ".join(row["code"] for row in rows)),
            _("Take them out first: emulation pledge strike {year} result TARGET UNIT PERIOD").format(year=year.code),
        )
