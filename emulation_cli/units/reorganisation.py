"""What becomes of units: renamed, closed, merged, split; and how an entry made by mistake is taken back.

Nothing that stands of a unit is rewritten: names have their days, and who took over is found through `succession`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from emulation_cli.kernel import listing, references, standing
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.language import _
from emulation_cli.kernel.writing import Writer
from emulation_cli.units import queries
from emulation_cli.units.fields import UNITS as UNITS_KIND
from emulation_cli.units.records import UNITS


def _unit(writer: Writer, text: str) -> tuple[int, Values]:
    unit_id, _code = references.get(writer.connection, "unit", text)
    return unit_id, listing.by_id(writer.connection, UNITS_KIND, unit_id).values


def _refuse_absent(values: Values, day: str, *, new: bool = False) -> None:
    """Refuse where a unit is not there on the day, nor before it: what becomes of it has a before and an after.

    A new one, that takes over, may begin on the day.
    """
    first, end = values["valid_from"], values["valid_to"]
    if first is not None and (day < str(first) if new else day <= str(first)):
        message = _("{unit} exists only from {day}").format(unit=values["code"], day=show_date(str(first)))
        raise Refused(message, _("Correct it with: emulation unit edit {unit} --from DATE").format(unit=values["code"]))
    if end is not None and day >= str(end):
        message = _("{unit} was closed on {day}").format(unit=values["code"], day=show_date(str(end)))
        hint = _("Entered by mistake: emulation unit restore {unit} --on {day} --reason …")
        raise Refused(message, hint.format(unit=values["code"], day=show_date(str(end))))


def _refuse_closed(writer: Writer, unit_id: int, day: str) -> None:
    """Refuse what would change how a closed year looks from an ISO day on."""
    year = queries.closed_year_of(writer.connection, unit_id, day)
    if year is not None:
        raise Refused(*standing.year_is_closed(year))


@contextmanager
def seats_kept(writer: Writer, column: str, ids: Collection[int]) -> Iterator[None]:
    """Refuse what takes the seat from a unit that needs it: view `seat_need`.

    What is done may touch the seats in the years, or of the units, with these ids, as `column` says: "year_id",
    "unit_id".
    """
    before = queries.unseated(writer.connection, column, ids)
    yield
    writer.session.flush()
    lost = [place for place in queries.unseated(writer.connection, column, ids) if place not in before]
    if not lost:
        return
    unit, year, day, _what = lost[0]
    rests = ", ".join(standing.in_words(what) for *place, what in lost if place == [unit, year, day])
    if day is None:
        message = _("{unit} would have no seat in {year} at all, and this rests on it: {what}")
    else:
        message = _("{unit} would have no seat in {year} on {day}, and {what} rests on it")
    raise Refused(message.format(unit=unit, year=year, day=show_date(day or ""), what=rests))


# -- names ------------------------------------------------------------------------------------------------------------


def rename(writer: Writer, text: str, name: str, day: str, document: str | None) -> bool:
    """Give a unit a new name from an ISO day on; False where it bears it then. The same day again corrects the name.

    A name that came later stays: this one holds until its day.
    """
    unit_id, values = _unit(writer, text)
    _refuse_absent(values, day)
    if queries.name_on(writer.connection, unit_id, day) == name:
        return False
    _refuse_closed(writer, unit_id, day)
    before = queries.names_of(writer.connection, unit_id)
    span = ("unit_id = ? AND valid_to > ? ORDER BY valid_to LIMIT 1", (unit_id, day))
    later = writer.execute(f"SELECT valid_to, name FROM former_name WHERE {span[0]}", span[1]).fetchone()
    writer.execute(
        "INSERT INTO former_name (unit_id, valid_to, name, document) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (unit_id, valid_to) DO UPDATE SET document = coalesce(excluded.document, document)",
        (unit_id, day, later["name"] if later else values["name"], document),
    )
    if later:
        sql = "UPDATE former_name SET name = ? WHERE unit_id = ? AND valid_to = ?"
        writer.execute(sql, (name, unit_id, later["valid_to"]))
    else:
        UNITS.edit(writer, unit_id, {"name": name})
    writer.changed(f"unit {values['code']}", {"names": before}, {"names": queries.names_of(writer.connection, unit_id)})
    return True


# -- closing, merging, splitting --------------------------------------------------------------------------------------


def close(writer: Writer, text: str, day: str, document: str | None) -> bool:
    """Close a unit: `day` is the first without it. False where it is closed on that day already."""
    unit_id, values = _unit(writer, text)
    if values["valid_to"] == day and document in (None, values["closed_by"]):
        return False
    if values["valid_to"] != day:
        _refuse_absent(values, day)
        _refuse_closed(writer, unit_id, day)
    given = {"valid_to": day, "closed_by": document}
    UNITS.edit(writer, unit_id, {key: value for key, value in given.items() if value is not None})
    return True


def merge(writer: Writer, units: Sequence[str], into: str, day: str, document: str | None) -> list[str]:
    """Let one unit take over from others, which are closed; it may be one of them. The codes of those that went."""
    heir_id, heir = _unit(writer, into)
    gone = []
    for text in units:
        unit_id, values = _unit(writer, text)
        if unit_id == heir_id:
            continue
        if _succeed(writer, (unit_id, str(values["code"])), (heir_id, str(heir["code"])), day, document):
            _refuse_absent(values, day)
        _refuse_absent(heir, day, new=True)
        close(writer, text, day, document)
        gone.append(str(values["code"]))
    if not gone:
        raise Refused(_("nothing is merged into {unit}").format(unit=heir["code"]), _("Name the units that go."))
    return gone


def split(writer: Writer, text: str, into: Sequence[str], day: str, document: str | None) -> list[str]:
    """Let several units take over from one, which is closed unless it is one of them. The codes of the new ones."""
    unit_id, values = _unit(writer, text)
    heirs = dict(_unit(writer, heir) for heir in into)
    new = {heir_id: str(heir["code"]) for heir_id, heir in heirs.items() if heir_id != unit_id}
    if not new or len(heirs) < 2:
        raise Refused(
            _("a split needs two units or more, {unit} may be one of them").format(unit=values["code"]),
            _("A unit that goes into one other is merged: emulation unit merge {unit} --into UNIT --on DATE").format(
                unit=values["code"]
            ),
        )
    for heir_id, code in new.items():
        _refuse_absent(heirs[heir_id], day, new=True)
        if _succeed(writer, (unit_id, str(values["code"])), (heir_id, code), day, document):
            _refuse_absent(values, day)
    if unit_id not in heirs:
        close(writer, text, day, document)
    return list(new.values())


def _succeed(writer: Writer, old: tuple[int, str], heir: tuple[int, str], day: str, document: str | None) -> bool:
    """Enter that `heir` takes over from `old`, each (id, code); False where that stands already."""
    stored = writer.execute(
        'SELECT "on", document FROM succession WHERE unit_id = ? AND successor_id = ?', (old[0], heir[0])
    ).fetchone()
    if stored is not None and stored["on"] == day:
        return False
    if stored is not None:
        message = _("{heir} took over from {unit} on {day}")
        raise Refused(
            message.format(heir=heir[1], unit=old[1], day=show_date(stored["on"])),
            _("Entered by mistake: emulation unit restore {unit} --on {day} --reason …").format(
                unit=old[1], day=show_date(stored["on"])
            ),
        )
    _refuse_closed(writer, old[0], day)
    if old[0] in queries.heirs(writer.connection, heir[0]):
        raise Refused(
            _("{heir} has itself gone into {unit}").format(heir=heir[1], unit=old[1]),
            _("See it with: emulation unit show {unit}").format(unit=heir[1]),
        )
    writer.execute(
        'INSERT INTO succession (unit_id, successor_id, "on", document) VALUES (?, ?, ?, ?)',
        (old[0], heir[0], day, document),
    )
    writer.changed(f"unit {old[1]}", None, {"successor": heir[1], "on": day, "document": document})
    return True


# -- taking back ------------------------------------------------------------------------------------------------------


def restore(writer: Writer, text: str, day: str) -> list[dict[str, object]]:
    """Take back what was entered by mistake as becoming of a unit on a day: its new name, its closing, its heirs.

    What that was, each by itself.
    """
    unit_id, values = _unit(writer, text)
    _refuse_closed(writer, unit_id, day)
    done = [_unname(writer, unit_id, day), _unlink(writer, unit_id, day)]
    if values["valid_to"] == day:
        UNITS.edit(writer, unit_id, {"valid_to": "", "closed_by": ""})
        done.append({"closed": day})
    if not any(done):
        raise NotFound(
            _("nothing became of {unit} on {day}").format(unit=values["code"], day=show_date(day)),
            _("See it with: emulation unit show {unit}").format(unit=values["code"]),
        )
    for body in done[:2]:
        writer.changed(f"unit {values['code']}", body, None)
    return [body for body in done if body]


def _unname(writer: Writer, unit_id: int, day: str) -> dict[str, object] | None:
    """Let the name before a day go on where the one of the day was."""
    where = "FROM former_name WHERE unit_id = ? AND valid_to"
    row = writer.execute(f"SELECT name, document {where} = ?", (unit_id, day)).fetchone()
    if row is None:
        return None
    writer.execute(f"DELETE {where} = ?", (unit_id, day))
    later = writer.execute(f"SELECT valid_to {where} > ? ORDER BY valid_to LIMIT 1", (unit_id, day)).fetchone()
    if later:
        sql = "UPDATE former_name SET name = ? WHERE unit_id = ? AND valid_to = ?"
        writer.execute(sql, (row["name"], unit_id, later["valid_to"]))
    else:
        UNITS.edit(writer, unit_id, {"name": row["name"]})
    return {"renamed": day, "from": row["name"], "document": row["document"]}


def _unlink(writer: Writer, unit_id: int, day: str) -> dict[str, object] | None:
    """Take out who took over on a day."""
    rows = writer.execute(
        'SELECT u.code FROM succession s JOIN unit u ON u.id = s.successor_id WHERE s.unit_id = ? AND s."on" = ?'
        " ORDER BY u.key",
        (unit_id, day),
    ).fetchall()
    writer.execute('DELETE FROM succession WHERE unit_id = ? AND "on" = ?', (unit_id, day))
    return {"successors": [row["code"] for row in rows], "on": day} if rows else None
