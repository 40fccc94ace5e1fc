"""How blocks, years, members and leadership are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from emulation_cli.blocks import queries, rules
from emulation_cli.blocks.fields import BLOCKS as BLOCKS_KIND
from emulation_cli.blocks.fields import EXCLUSIONS as EXCLUSIONS_KIND
from emulation_cli.blocks.fields import MEMBERS as MEMBERS_KIND
from emulation_cli.blocks.fields import YEARS as YEARS_KIND
from emulation_cli.blocks.tables import Block, Exclusion, Leadership, Member, Year
from emulation_cli.kernel import listing, references, standing, terms
from emulation_cli.kernel.closed import kept
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.units import queries as units
from emulation_cli.units.records import still_there
from emulation_cli.units.reorganisation import seats_kept


def year_of(connection: sqlite3.Connection, row: Row) -> queries.YearRow:
    """The year that a row belongs to."""
    return queries.year_row(connection, str(row.values["year"]))


# -- years ------------------------------------------------------------------------------------------------------------


def _complete_year(connection: sqlite3.Connection, row: Row) -> None:
    if row.values["year"] is not None and row.values["block"] is not None:
        begins = queries.year_begins(connection, str(row.values["block"]))
        first, last = rules.work_year(int(str(row.values["year"])), begins)
        row.values["from"] = row.values["from"] or first
        row.values["to"] = row.values["to"] or last


def _check_year(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """The days of a year hold every membership that began in it."""
    yield from rules.check_year(row.values)
    yield from rules.check_number(row.values)
    if row.stored is None:
        return
    outside = connection.execute(
        'SELECT u.code, m."from" FROM member m JOIN unit u ON u.id = m.unit_id WHERE m.year_id = ?'
        ' AND m."from" NOT BETWEEN ? AND ? ORDER BY m."order"',
        (row.stored.id, row.values["from"], row.values["to"]),
    )
    for member in outside:
        message = _("{unit} is a member from {day}, outside these days").format(
            unit=member["code"], day=show_date(member["from"])
        )
        yield Finding("range", message, "to" if member["from"] > str(row.values["to"]) else "from")


# -- members ----------------------------------------------------------------------------------------------------------


def _complete_member(connection: sqlite3.Connection, row: Row) -> None:
    if row.values["year"] is None:
        return
    year = year_of(connection, row)
    row.values["from"] = row.values["from"] or year.first
    unit_id = row.ids.get("unit")
    row.values["order"] = row.values["order"] or queries.next_order(connection, year.id, unit_id)


def _check_member(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    values = row.values
    year = year_of(connection, row)
    unit_id, unit = references.get(connection, "unit", str(values["unit"]))
    if "excluded" in row.given and "excluded" in row.changes and values["excluded"] is not None:
        message = _("who is not considered in a year is not entered with its members")
        hint = _("Enter it with: emulation year exclude {year} {unit} --reason …").format(year=year.code, unit=unit)
        yield Finding("excluded", message, "excluded", value=str(values["excluded"]), hint=hint)
    yield from rules.check_membership(values, year.first, year.last)
    stored = connection.execute("SELECT parent_id, valid_to FROM unit WHERE id = ?", (unit_id,)).fetchone()
    if stored["parent_id"] is not None:
        yield Finding("department", _("{unit} is a department, not a member of blocks").format(unit=unit), "unit")
    if stored["valid_to"] is not None and stored["valid_to"] <= str(values["from"]):
        message = _("{unit} was closed on {day}").format(unit=unit, day=show_date(stored["valid_to"]))
        yield Finding("validity", message, "unit")
    voted = connection.execute(
        'SELECT b.code, m."on" FROM roll r JOIN ballot b ON b.id = r.ballot_id JOIN meeting m ON m.id = b.meeting_id'
        " WHERE b.year_id = ? AND r.unit_id = ? AND b.state NOT IN ('draft', 'void')"
        ' AND m."on" NOT BETWEEN ? AND coalesce(date(?, \'-1 day\'), m."on")',
        (year.id, unit_id, values["from"], values["to"]),
    ).fetchone()
    if voted is not None:
        message = _("{unit} is on the roll of the ballot {ballot} of {day}").format(
            unit=unit, ballot=voted["code"], day=show_date(voted["on"])
        )
        yield Finding("official", message, "to", value=str(values["to"] or ""))
    span = (str(values["from"]), None if values["to"] is None else str(values["to"]))
    if queries.overlapping(connection, year.id, unit_id, span, row.stored.id if row.stored else None):
        message = _("{unit} is already a member of {year}").format(unit=unit, year=year.code)
        hint = _("To leave it there: emulation year leave {year} {unit} --on DATE").format(unit=unit, year=year.code)
        yield Finding("duplicate", message, "unit", value=unit, hint=hint)


def strangers(
    connection: sqlite3.Connection, year: queries.YearRow, units: Iterable[object], key: str
) -> Iterator[Finding]:
    """The units, given in the field `key`, that are no members of a year at any time of it."""
    known = {member.unit for member in queries.ever_members(connection, year)}
    for unit in units:
        if unit not in known:
            message = _("{unit} is not a member of {year}").format(unit=unit or "–", year=year.code)
            hint = _("See the members with: emulation year show {year}").format(year=year.code)
            yield Finding("member", message, key, value=str(unit or ""), hint=hint)


def _check_exclusion(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from strangers(connection, year_of(connection, row), [row.values["unit"]], "unit")


BLOCKS = Recorder(BLOCKS_KIND, Block, checks=(kept("block", "name", "authority"),))
YEARS = Recorder(
    YEARS_KIND,
    Year,
    checks=(_check_year,),
    complete=_complete_year,
    parts=("member", "leadership", "handover", "exclusion"),
    weighty=("block", "year", "from", "to"),
    describe=lambda connection, row_id: queries.year_record(connection, queries.year_by_id(connection, row_id)),
)
MEMBERS = Recorder(
    MEMBERS_KIND,
    Member,
    checks=(_check_member,),
    complete=_complete_member,
    weighty=("year", "unit"),
)
EXCLUSIONS = Recorder(EXCLUSIONS_KIND, Exclusion, checks=(_check_exclusion,))


def open_year(writer: Writer, raw: Raw, like: str | None) -> Values:
    """Open a block's year, with the members that another year had on its last day, or who has taken over from them."""
    values = YEARS.add(writer, raw)
    if like is not None:
        code = f"{values['block']}/{values['year']}"
        source = queries.year_row(writer.connection, like)
        opened = queries.year_row(writer.connection, code)
        for member in queries.successors(writer.connection, source, opened.first):
            MEMBERS.add(writer, {"year": code, "unit": member.unit, "order": str(member.order)})
    return values


def set_state(writer: Writer, year: queries.YearRow, state: str, day: str | None = None) -> bool:
    """Close a year on an ISO day, or reopen it; False where it is in that state already."""
    if year.state == state:
        if day not in (None, year.closed_on):
            raise Refused(*standing.year_is_closed(year.code))
        return False
    row = writer.session.get_one(Year, year.id)
    row.state, row.closed_on = state, day or (today_iso() if state == "closed" else None)
    writer.session.add(row)
    writer.changed(f"year {year.code}", {"state": year.state}, {"state": state})
    return True


def join(
    writer: Writer, year: queries.YearRow, units: Sequence[str], day: str | None, document: str | None = None
) -> list[str]:
    """Make units members of a year in the order given; the codes of those that joined."""
    joined = []
    for unit in units:
        values = MEMBERS.add(writer, {"year": year.code, "unit": unit, "from": day, "joined_by": document})
        joined.append(str(values["unit"]))
    return joined


def _no_member(year: queries.YearRow, unit: str) -> NotFound:
    return NotFound(
        _("{unit} is not a member of {year}").format(unit=unit, year=year.code),
        _("See the members with: emulation year show {year}").format(year=year.code),
    )


def membership(connection: sqlite3.Connection, year: queries.YearRow, unit: str) -> listing.Listed:
    """The latest membership of a unit in a year; NotFound where it has none."""
    unit_id, code = references.get(connection, "unit", unit)
    rows = list(listing.each(connection, MEMBERS_KIND, "t.year_id = ? AND t.unit_id = ?", (year.id, unit_id)))
    if not rows:
        raise _no_member(year, code)
    return max(rows, key=lambda row: str(row.values["from"]))


def leave(writer: Writer, year: queries.YearRow, unit: str, day: str, document: str | None = None) -> str:
    """End a unit's membership, its own and what it took over from others; `day` is the first day without. Its code.

    A membership that would end on the day it begins never was: it is taken out.
    """
    unit_id, code = references.get(writer.connection, "unit", unit)
    if (said := units.gone(writer.connection, code, day)) is not None:
        raise Refused(said, _("See who sits there with: emulation year show {year}").format(year=year.code))
    seats = queries.seats(writer.connection, year, unit_id)
    with seats_kept(writer, "year_id", [year.id]):
        if not seats or any(seat.unit_id == unit_id for seat in seats):
            own = membership(writer.connection, year, unit)
            if own.values["from"] == day:
                strike_member(writer, year, unit)
            else:
                MEMBERS.edit(writer, own.id, {"to": day, "left_by": document})
            seats = [seat for seat in seats if seat.id != own.id]
        for seat in seats:
            _end_seat(writer, year, seat, unit_id, day, document)
    return code


def stay(writer: Writer, year: queries.YearRow, unit: str) -> str:
    """Take back that a unit has left; its code. Refused where it has not."""
    row = membership(writer.connection, year, unit)
    if row.values["to"] is None:
        raise Refused(_("{unit} has not left {year}").format(unit=row.values["unit"], year=year.code))
    return str(MEMBERS.edit(writer, row.id, {"to": "", "left_by": ""})["unit"])


def _end_seat(
    writer: Writer, year: queries.YearRow, seat: queries.Seat, leaving: int, day: str, document: str | None
) -> None:
    """End a seat that was taken over; who else sits in it has one of its own from then on."""
    if seat.end is not None and seat.end <= day:
        return
    staying = [one for one in queries.members(writer.connection, year, day) if one.unit_id != leaving]
    MEMBERS.edit(writer, seat.id, {"to": day, "left_by": document})
    left = {one.unit_id for one in queries.members(writer.connection, year, day)}
    for one in staying:
        if one.unit_id not in left:
            raw = {"year": year.code, "unit": one.unit, "from": day, "order": str(seat.order)}
            MEMBERS.add(writer, raw)


def move(
    writer: Writer,
    source: queries.YearRow,
    target: queries.YearRow,
    units: Sequence[str],
    day: str,
    document: str | None,
) -> list[str]:
    """Let units leave one block's year and join another's on the same day, by one document; their codes."""
    there = {member.unit_id for member in queries.members(writer.connection, target, target.clamp(day))}
    for unit in units:
        unit_id, code = references.get(writer.connection, "unit", unit)
        if unit_id in there:
            raise Refused(
                _("{unit} is a member of {year} already").format(unit=code, year=target.code),
                _("To leave the other one: emulation year leave {year} {unit} --on {day}").format(
                    year=source.code, unit=code, day=show_date(day)
                ),
            )
        leave(writer, source, unit, day, document)
    return join(writer, target, units, day, document)


def exclude(writer: Writer, year: queries.YearRow, unit: str, why: str) -> Values:
    """Note that a unit is not considered for emulation in a year, and why; an empty text takes that back."""
    unit_id, code = references.get(writer.connection, "unit", unit)
    if why.strip():
        return EXCLUSIONS.put(writer, {"year": year.code, "unit": code, "excluded": why})
    where = "t.year_id = ? AND t.unit_id = ?"
    for row in list(listing.each(writer.connection, EXCLUSIONS_KIND, where, (year.id, unit_id))):
        EXCLUSIONS.remove(writer, row.id)
    return {"year": year.code, "unit": code, "excluded": None}


def strike_member(writer: Writer, year: queries.YearRow, unit: str) -> Values:
    """Take out a unit that was entered by mistake; refused where it leads the year, or anything rests on its seat."""
    row = membership(writer.connection, year, unit)
    for leader in queries.leadership(writer.connection, year.id):
        if leader["unit"] == row.values["unit"]:
            raise Refused(
                _("{unit} is {role} of {year}").format(
                    unit=leader["unit"], role=terms.spoken(leader["role"], "role"), year=year.code
                ),
                _("Choose the leadership anew first: emulation year lead {year} --head UNIT").format(year=year.code),
            )
    with seats_kept(writer, "year_id", [year.id]):
        return MEMBERS.remove(writer, row.id)


@dataclass(frozen=True)
class Chosen:
    """A leadership as it is chosen.

    Attributes:
        units: the head, then the deputies in their order.
        method: how they were chosen.
        people: who exercises the posts, in the same order.
        document: by which decision.
    """

    units: Sequence[str]
    method: str
    people: Sequence[str | None] = ()
    document: str | None = None


def lead(writer: Writer, year: queries.YearRow, chosen: Chosen, day: str | None) -> None:
    """Set the leadership of a year from an ISO day on, all of them members then.

    Without a day the one that holds last is replaced; the first one holds from the year's first day.
    """
    connection = writer.connection
    before = queries.leadership(connection, year.id)
    begins = day or max((str(row["from"]) for row in before), default=year.first)
    _refuse_outside(year, begins)
    there = queries.members(connection, year, begins) if day else queries.ever_members(connection, year)
    ids = [references.get(connection, "unit", unit)[0] for unit in chosen.units]
    for unit_id, unit in zip(ids, chosen.units, strict=True):
        if unit_id not in {member.unit_id for member in there}:
            raise _no_member(year, unit)
        if ids.count(unit_id) > 1:
            raise Refused(_("{unit} is named twice in the leadership").format(unit=unit))
    writer.execute('DELETE FROM leadership WHERE year_id = ? AND "from" = ?', (year.id, begins))
    for place, unit_id in enumerate(ids):
        person = chosen.people[place] if place < len(chosen.people) else None
        writer.session.add(
            Leadership(
                year_id=year.id,
                from_=begins,
                unit_id=unit_id,
                role="deputy" if place else "head",
                order=place,
                method=chosen.method,
                person=person,
                document=chosen.document,
            )
        )
    writer.session.flush()
    after = queries.leadership(connection, year.id)
    writer.changed(f"year {year.code}", {"leadership": before}, {"leadership": after})


def _refuse_outside(year: queries.YearRow, day: str) -> None:
    if not year.first <= day <= year.last:
        raise Refused(
            _("{day} lies outside the year, {first} to {last}").format(
                day=show_date(day), first=show_date(year.first), last=show_date(year.last)
            )
        )


@dataclass(frozen=True)
class Handing:
    """How a year's rotating flag and file pass on: to which unit, at which meeting, from whose hands into whose."""

    to: str | None
    meeting: str | None
    giver: str | None
    receiver: str | None


def hand_over(writer: Writer, year: queries.YearRow, day: str, how: Handing) -> None:
    """Record that a year's rotating flag and file passed on; a second time corrects the first."""
    connection = writer.connection
    before = queries.handover_record(connection, year.id)
    to_id, to = references.get(connection, "unit", how.to) if how.to else (None, None)
    raise_for(list(still_there(connection, [to], day, "to")))
    meeting_id = references.get(connection, "meeting", how.meeting)[0] if how.meeting else None
    writer.execute("DELETE FROM handover WHERE year_id = ?", (year.id,))
    writer.execute(
        'INSERT INTO handover (year_id, to_id, "on", meeting_id, giver, receiver) VALUES (?, ?, ?, ?, ?, ?)',
        (year.id, to_id, day, meeting_id, how.giver, how.receiver),
    )
    after = queries.handover_record(connection, year.id)
    writer.changed(f"year {year.code}", {"handover": before}, {"handover": after})
