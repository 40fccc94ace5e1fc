"""How units, people and councils are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from emulation_cli.kernel import listing, numbering, references, standing, terms
from emulation_cli.kernel.closed import kept
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key, fold
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.units import fields, queries, rules, tables


def _check_unit(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A unit's own values; a code that is nobody's alias and no person's; a department that is no member."""
    yield from rules.check_unit(row.values)
    code = str(row.values["code"])
    own = row.stored.id if row.stored else None
    taken = connection.execute(
        "SELECT 'unit' AS noun, u.code FROM unit_alias a CROSS JOIN unit u ON u.id = a.owner_id"
        " WHERE a.key IN (:code, :folded) AND u.id IS NOT :own"
        " UNION SELECT 'person', code FROM person WHERE key = :code",
        {"code": code_key(code), "folded": fold(code), "own": own},
    ).fetchone()
    if taken is not None:
        message = _("{code} already names the {noun} {other}").format(
            code=code, noun=terms.spoken(taken["noun"], "noun"), other=taken["code"]
        )
        yield Finding("taken", message, "code", value=code)
    if own is not None and row.values["parent"] is not None:
        yield from _check_department(connection, own, row)
    if own is not None:
        yield from _check_validity(connection, own, row)


def _check_validity(connection: sqlite3.Connection, unit_id: int, row: Row) -> Iterator[Finding]:
    """A unit is there on the days of what is official of it; one with heirs was closed by what made them so."""
    first, end = row.values["valid_from"], row.values["valid_to"]
    needed = connection.execute(
        "SELECT day, what FROM seat_need WHERE unit_id = ? AND (day < ? OR ? <= day) ORDER BY day LIMIT 1",
        (unit_id, first, end),
    ).fetchone()
    if needed is not None and {"valid_from", "valid_to"} & set(row.changes):
        message = _("{unit} is needed on {day}: {what} rests on it").format(
            unit=row.values["code"], day=show_date(needed["day"]), what=standing.in_words(needed["what"])
        )
        key = "valid_from" if first is not None and needed["day"] < str(first) else "valid_to"
        yield Finding("official", message, key, value=str(row.values[key]))


def still_there(connection: sqlite3.Connection, units: Iterable[object], day: object, key: str) -> Iterator[Finding]:
    """The units, given in the field `key`, that were closed by an ISO day; nothing without a day."""
    for unit in units:
        said = queries.gone(connection, unit, str(day)) if day is not None else None
        if said is not None:
            yield Finding("validity", said, key, value=str(unit))


def _check_name(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A name that a closed year knows a unit by is not corrected; a new one has its day."""
    if row.stored is None or "name" not in row.changes:
        return
    borne = connection.execute("SELECT max(valid_to) FROM former_name WHERE unit_id = ?", (row.stored.id,)).fetchone()
    year = queries.closed_year_of(connection, row.stored.id, borne[0] or "")
    if year is not None:
        code = row.values["code"]
        message = _("the closed year {year} knows {unit} by this name").format(year=year, unit=code)
        hint = _("A new name from a day on: emulation unit rename {unit} NAME --on DATE").format(unit=code)
        yield Finding("closed", message, "name", value=str(row.values["name"]), hint=hint)


def _check_department(connection: sqlite3.Connection, unit_id: int, row: Row) -> Iterator[Finding]:
    """A department is no member of blocks, and no unit is part of itself by way of others."""
    code = str(row.values["code"])
    year = connection.execute(
        "SELECT n.code FROM member m JOIN named_year n ON n.id = m.year_id WHERE m.unit_id = ? LIMIT 1",
        (unit_id,),
    ).fetchone()
    if year is not None:
        message = _("{unit} is a member of {year}, so it is no department").format(unit=code, year=year["code"])
        yield Finding("department", message, "parent")
    above, _code = references.get(connection, "unit", str(row.values["parent"]))
    if above == unit_id:  # the unit's own values say so
        return
    circle = connection.execute(
        "WITH RECURSIVE up (id) AS (SELECT :above UNION SELECT u.parent_id FROM unit u JOIN up ON u.id = up.id)"
        " SELECT 1 FROM up WHERE id = :unit",
        {"above": above, "unit": unit_id},
    ).fetchone()
    if circle is not None:
        yield Finding("parent", _("{unit} would be part of itself").format(unit=code), "parent", value=code)


def _check_person(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Units and people can both be commended, so they share no code."""
    found = references.by_key(connection, "unit", str(row.values["code"]))
    if found is not None:
        message = _("{code} names the unit {unit}").format(code=row.values["code"], unit=found[1])
        yield Finding("taken", message, "code", value=str(row.values["code"]))


def _check_service(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Nobody is in a post before being recruited, nor before being born."""
    since, recruited, born = row.values["from"], row.values["recruited"], row.values["born"]
    if since is not None and recruited is not None and str(since) < str(recruited):
        yield Finding("order", _("the post would begin before the recruitment"), "from", value=str(since))
    for key in ("recruited", "from"):
        day = row.values[key]
        if born is not None and day is not None and int(str(day)[:4]) <= int(str(born)):
            message = _("{day} does not lie after the year of birth, {year}")
            yield Finding("order", message.format(day=show_date(str(day)), year=born), key, value=str(day))
    if row.stored is not None and "from" in row.changes:
        person = row.stored.id, str(row.values["code"])
        yield from _check_spans(connection, person, None, (since, None), "from")


def _check_former(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A former post has a unit or a name, ends after it began, and lies beside the others."""
    yield from rules.check_days(row.values, "from", "to")
    if row.values["unit"] is None and row.values["post"] is None:
        yield Finding("required", _("a former post names its unit or what it was"), "unit")
    person = references.get(connection, "person", str(row.values["person"]))
    own = "" if row.stored is None else str(row.stored.values["to"])
    yield from _check_spans(connection, person, own, (row.values["from"], row.values["to"]), "to")


def _check_spans(
    connection: sqlite3.Connection, person: tuple[int, str], own: str | None, span: tuple[object, object], key: str
) -> Iterator[Finding]:
    """The posts of a person, given as (id, code), follow one another; `own` is the end of the one `span` replaces.

    The present one ends at None.
    """
    spans = [(one["from"], one["to"]) for one in queries.posts(connection, person[0]) if one["to"] != own]
    new = (None if span[0] is None else str(span[0]), None if span[1] is None else str(span[1]))
    if rules.overlapping([new, *spans]):
        message = _("one post of a person ends before the next begins")
        hint = _("See them with: emulation person show {person}").format(person=person[1])
        yield Finding("overlap", message, key, value=str(span[1] or span[0]), hint=hint)


def _check_aliases(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """An alias names one unit only, and never one by its code."""
    aliases = row.values["aliases"]
    for alias in aliases if isinstance(aliases, list) else []:
        found = references.find(connection, "recipient", alias)
        if found is not None and (row.stored is None or found[0] != row.stored.id):
            message = _("{alias} already names {code}").format(alias=alias, code=found[1])
            yield Finding("taken", message, "aliases", value=alias)
        elif code_key(alias) == code_key(str(row.values["code"])):
            yield Finding("taken", _("{alias} is the unit's own code").format(alias=alias), "aliases", value=alias)


def _check_heirs(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A unit is there on the day it took over; the closing day of one with heirs is the day on which they did."""
    if row.stored is None or not {"valid_from", "valid_to"} & set(row.changes):
        return
    taken = connection.execute(
        'SELECT u.code, s."on" FROM succession s JOIN unit u ON u.id = s.unit_id'
        ' WHERE s.successor_id = ? AND (s."on" < ? OR ? < s."on") ORDER BY s."on"',
        (row.stored.id, row.values["valid_from"], row.values["valid_to"]),
    ).fetchone()
    if taken is not None:
        message = _("{unit} took over from {other} on {day}").format(
            unit=row.values["code"], other=taken["code"], day=show_date(taken["on"])
        )
        yield Finding("succession", message, "valid_to" if "valid_to" in row.changes else "valid_from")
    if "valid_to" not in row.changes or row.stored.values["valid_to"] is None:
        return
    heir = connection.execute(
        'SELECT u.code, s."on" FROM succession s JOIN unit u ON u.id = s.successor_id'
        ' WHERE s.unit_id = ? AND s."on" = ?',
        (row.stored.id, row.stored.values["valid_to"]),
    ).fetchone()
    if heir is not None:
        message = _("{heir} took over on {day}").format(heir=heir["code"], day=show_date(heir["on"]))
        hint = _("Take it back with: emulation unit restore {unit} --on {day} --reason …")
        yield Finding(
            "succession",
            message,
            "valid_to",
            value=str(row.values["valid_to"] or ""),
            hint=hint.format(unit=row.values["code"], day=show_date(heir["on"])),
        )


def _check_council(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_days(row.values, "from", "to")
    if row.values["unit"] is not None:
        yield from still_there(connection, [row.values["unit"]], row.values["from"], "unit")


UNITS = Recorder(
    fields.UNITS, tables.Unit, checks=(_check_unit, _check_name, _check_aliases, _check_heirs), parts=("former_name",)
)
PEOPLE = Recorder(
    fields.PEOPLE, tables.Person, checks=(_check_person, _check_service, kept("person", "name")), parts=("former_post",)
)
FORMER_POSTS = Recorder(fields.FORMER_POSTS, tables.FormerPost, checks=(_check_former,))
COUNCILS = Recorder(
    fields.COUNCILS,
    tables.Council,
    checks=(_check_council,),
    parts=("council_member", "council_decision"),
    describe=lambda connection, row_id: queries.council_record(
        connection, listing.by_id(connection, fields.COUNCILS, row_id)
    ),
)
COUNCIL_MEMBERS = Recorder(fields.COUNCIL_MEMBERS, tables.CouncilMember)
COUNCIL_DECISIONS = Recorder(fields.COUNCIL_DECISIONS, tables.CouncilDecision)

_PARTS = {"member": COUNCIL_MEMBERS, "decision": COUNCIL_DECISIONS}


def enter(writer: Writer, part: str, council: listing.Listed, raw: Raw, number: int | None) -> Values:
    """Enter a member or a decision of a council, or correct entry `number` of its kind."""
    recorder = _PARTS[part]
    if number is None:
        return recorder.put(writer, {"council": council.values["code"], **raw})
    return recorder.edit(writer, numbering.entry(writer.connection, recorder.kind, council, number).id, raw)


def strike(writer: Writer, part: str, council: listing.Listed, number: int) -> None:
    """Take out one entry of a council."""
    recorder = _PARTS[part]
    recorder.remove(writer, numbering.entry(writer.connection, recorder.kind, council, number).id)


def call_also(writer: Writer, unit: str, names: Sequence[str]) -> Values:
    """Give a unit further aliases; refused where one of them names another unit."""
    unit_id, _code = references.get(writer.connection, "unit", unit)
    known = listing.by_id(writer.connection, fields.UNITS, unit_id).values["aliases"]
    return UNITS.edit(writer, unit_id, {"aliases": [*(known if isinstance(known, list) else []), *names]})


def move(writer: Writer, text: str, raw: Raw, day: str, document: str | None) -> Values:
    """Put a person into another unit or post from an ISO day on; the present one becomes a former post."""
    person_id, code = references.get(writer.connection, "person", text)
    now = listing.by_id(writer.connection, fields.PEOPLE, person_id).values
    if now["from"] is not None and day <= str(now["from"]):
        message = _("{person} is in the present post only from {day}")
        hint = _("Correct it with: emulation person edit {person} --from DATE").format(person=code)
        raise Refused(message.format(person=code, day=show_date(str(now["from"]))), hint)
    if now["unit"] is not None or now["post"] is not None:
        held = queries.posts(writer.connection, person_id)[-1]
        was = {key: held[key] for key in ("unit", "post", "from")}
        PEOPLE.edit(writer, person_id, {**raw, "from": day})
        FORMER_POSTS.add(writer, {"person": code, **was, "to": day, "document": document})
    else:
        PEOPLE.edit(writer, person_id, {**raw, "from": day})
    return listing.by_id(writer.connection, fields.PEOPLE, person_id).values


def unpost(writer: Writer, text: str, day: str) -> Values:
    """Take out the former post of a person that ended on an ISO day."""
    person_id, code = references.get(writer.connection, "person", text)
    found = queries.former_post(writer.connection, person_id, day)
    if found is None:
        message = _("{person} has no former post that ended on {day}").format(person=code, day=show_date(day))
        raise NotFound(message, _("See them with: emulation person show {person}").format(person=code))
    return FORMER_POSTS.remove(writer, found.id)
