"""How a ballot is prepared: rule, nominees, tellers, roll; freeze, open, close."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from emulation_cli.awards.fields import BASES
from emulation_cli.ballots import count_queries, fields, queries, rule_queries, tables
from emulation_cli.ballots.counting import count_named
from emulation_cli.ballots.states import no_nominee, require
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import labels, listing, names, references
from emulation_cli.kernel.audit import canonical
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.meetings.fields import MEETINGS
from emulation_cli.meetings.queries import attending, serves
from emulation_cli.units.rules import means_everyone

# -- ballots and nominees as rows -------------------------------------------------------------------------------------


def _complete_line(_connection: sqlite3.Connection, row: Row) -> None:
    if row.values["threshold"] is not None and row.values["comparison"] is None:
        row.values["comparison"] = "at-least"


def _check_line(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A pass line is whole or absent; a consensus has none."""
    values = row.values
    line = [values["threshold"], values["comparison"], values["base"]]
    if values["double_entry"] and values["mode"] in {"consensus", "named"}:
        hint = _("Leave it out; one that is there goes with: emulation ballot edit BALLOT --double-entry 0")
        yield Finding("double", _("only slips or hands are counted twice"), "double_entry", hint=hint)
    if values["mode"] == "consensus" and any(part is not None for part in line):
        hint = _('Leave it out; one that is there goes with: emulation ballot rule BALLOT --threshold ""')
        yield Finding("consensus", _("a consensus has no pass line"), "threshold", hint=hint)
    elif values["threshold"] is not None and values["base"] is None:
        yield Finding("line", _("say of whom the pass line is reckoned"), "base", hint="--of " + "|".join(BASES))
    elif values["threshold"] is None and any(part is not None for part in line):
        yield Finding("line", _("a comparison or base without a threshold"), "threshold", hint="--threshold 80%")


def _check_meeting(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A ballot is held at a meeting of its own year."""
    meeting, year = str(row.values["meeting"]), str(row.values["year"])
    meeting_id = references.get(connection, "meeting", meeting)[0]
    if not serves(connection, meeting_id, references.get(connection, "year", year)[0]):
        message = _("the meeting {meeting} does not belong to {year}").format(meeting=meeting, year=year)
        yield Finding("meeting", message, "meeting", value=meeting, hint=f"emulation meeting list {year}")


def _only_draft(connection: sqlite3.Connection, ballot_id: int) -> Iterator[Finding]:
    try:
        require(queries.ballot_by_id(connection, ballot_id), "draft")
    except Refused as error:
        yield Finding("state", error.message, hint=error.hint)


def _check_nominee(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Nominees are entered in draft; an award for collectives goes to a unit, one for persons to a person."""
    ballot_id = references.get(connection, "ballot", str(row.values["ballot"]))[0]
    if row.changes:
        yield from _only_draft(connection, ballot_id)
    yield from check_recipient(connection, row)


def check_recipient(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """An award for collectives goes to a unit, one for persons to a person."""
    recipient, award = str(row.values["recipient"]), str(row.values["award"])
    award_id, code = references.get(connection, "award", award)
    kind = connection.execute("SELECT recipient FROM award WHERE id = ?", (award_id,)).fetchone()["recipient"]
    number, _code = references.get(connection, "recipient", recipient)
    if (number > 0) != (kind == "collective"):
        message = _("{award} is for {kinds}, {recipient} is none").format(
            award=code, kinds=_("collectives") if kind == "collective" else _("persons"), recipient=recipient
        )
        yield Finding("recipient", message, "recipient", value=recipient)


BALLOTS = Recorder(
    fields.BALLOTS,
    tables.Ballot,
    checks=(_check_line, _check_meeting),
    complete=_complete_line,
    guard=_only_draft,
    parts=("nominee", "teller", "roll"),
    describe=lambda connection, row_id: count_queries.ballot_record(
        connection, queries.ballot_by_id(connection, row_id)
    ),
)
NOMINEES = Recorder(fields.NOMINEES, tables.Nominee, checks=(_check_nominee,))


def drop(writer: Writer, ballot: sqlite3.Row, number: int) -> None:
    """Take a nominee off a draft; those after it move up, as on the slip."""
    require(ballot, "draft")
    where = "t.ballot_id = ? AND t.number = ?"
    found = next(listing.each(writer.connection, fields.NOMINEES, where, (ballot["id"], number)), None)
    if found is None:
        raise no_nominee(ballot, number)
    slip = [one.code for one in queries.nominees(writer.connection, ballot["id"])]
    NOMINEES.remove(writer, found.id)
    rows = writer.execute(
        "SELECT id, number FROM nominee WHERE ballot_id = ? AND number > ? ORDER BY number", (ballot["id"], number)
    ).fetchall()
    for row in rows:
        writer.execute("UPDATE nominee SET number = ? WHERE id = ?", (row["number"] - 1, row["id"]))
    after = [one.code for one in queries.nominees(writer.connection, ballot["id"])]
    writer.changed(f"ballot {ballot['code']}", {"slip": slip}, {"slip": after})


def set_rule(writer: Writer, ballot: sqlite3.Row, raw: Raw) -> None:
    """Set the pass line, quorum or seats of a draft."""
    require(ballot, "draft")
    BALLOTS.edit(writer, ballot["id"], raw)


def add_tellers(writer: Writer, ballot: sqlite3.Row, people: Sequence[str]) -> None:
    """Set who counts, the head of the counting board first; a second call replaces the first."""
    require(ballot, "draft")
    before = queries.tellers(writer.connection, ballot["id"])
    writer.execute("DELETE FROM teller WHERE ballot_id = ?", (ballot["id"],))
    once: dict[str, str] = {}
    for name in people:
        once.setdefault(names.fold(name), name)
    rows = [(ballot["id"], key, name, place) for place, (key, name) in enumerate(once.items(), start=1)]
    writer.connection.executemany("INSERT INTO teller (ballot_id, key, name, place) VALUES (?, ?, ?, ?)", rows)
    after = queries.tellers(writer.connection, ballot["id"])
    writer.changed(f"ballot {ballot['code']}", {"tellers": before}, {"tellers": after})


# -- the roll ---------------------------------------------------------------------------------------------------------


def set_roll(
    writer: Writer,
    ballot: sqlite3.Row,
    entitled: Sequence[str] | None,
    units: Mapping[str, Sequence[str] | None],
) -> None:
    """Set who may vote and who is there, each where it is given."""
    if entitled is not None:
        set_entitled(writer, ballot, entitled)
        ballot = queries.ballot_by_id(writer.connection, ballot["id"])
    if any(value is not None for value in units.values()):
        set_presence(writer, ballot, units)


def set_entitled(writer: Writer, ballot: sqlite3.Row, units: Sequence[str]) -> None:
    """Choose who may vote, before the freeze; presence is then entered anew."""
    require(ballot, "draft")
    year = blocks.year_by_id(writer.connection, ballot["year_id"])
    chosen = blocks.chosen_members(writer.connection, year, list(units), ballot["on"])
    _forget_numbers(writer, ballot)
    writer.execute("UPDATE ballot SET entitled_chosen = 1 WHERE id = ?", (ballot["id"],))
    before, after = {"entitled_chosen": bool(ballot["entitled_chosen"])}, {"entitled_chosen": True}
    writer.changed(f"ballot {ballot['code']}", before, after)
    _replace_roll(writer, ballot, [(member.unit_id, None, None) for member in chosen])


def _forget_numbers(writer: Writer, ballot: sqlite3.Row) -> None:
    """A roll of units takes the place of a council's numbers."""
    if ballot["entitled_number"] is None:
        return
    keys = ("entitled_number", "present_number", "written_number")
    cleared = ", ".join(f"{key} = NULL" for key in keys)
    writer.execute(f"UPDATE ballot SET {cleared} WHERE id = ?", (ballot["id"],))
    writer.changed(f"ballot {ballot['code']}", {key: ballot[key] for key in keys}, dict.fromkeys(keys))


def set_presence(writer: Writer, ballot: sqlite3.Row, given: Mapping[str, Sequence[str] | None]) -> None:
    """Set who is present, who votes in writing, who is absent, to whom slips are issued: all of it at once.

    `given` has the keys present, written, absent, issued; None where the call does not say. Present are by default
    those who attend the meeting; issued by default those present and those who vote in writing.
    """
    require(ballot, "draft", "frozen", "open")
    connection = writer.connection
    if ballot["entitled_number"] is not None:
        raise Refused(
            _("in {ballot} the {count} persons of a council vote, not units").format(
                ballot=ballot["code"], count=ballot["entitled_number"]
            ),
            _("Say how many: --present-number N; to let units vote instead: --entitled UNIT,…"),
        )
    voters = {voter.unit_id: voter for voter in queries.roll(connection, ballot)}
    sets = {key: _voter_ids(connection, ballot, voters, units) for key, units in given.items()}
    written, absent = sets["written"] or set(), sets["absent"] or set()
    attending = {references.get(connection, "unit", code)[0] for code in _attending(connection, ballot)}
    present = sets["present"] if sets["present"] is not None else (attending & set(voters)) - written - absent
    _refuse_overlap(voters, {"present": present, "written": written, "absent": absent})
    issued = sets["issued"] if sets["issued"] is not None else present | written
    for unit_id in sorted(issued - present - written):
        raise Refused(_("no slip can be issued to {unit}, which is absent").format(unit=voters[unit_id].unit))
    rows: list[tuple[int, str | None, int | None]] = [
        (
            unit_id,
            "present" if unit_id in present else "written" if unit_id in written else "absent",
            int(unit_id in issued),
        )
        for unit_id in voters
    ]
    _replace_roll(writer, ballot, rows)


def _attending(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[str]:
    return attending(connection, ballot["meeting_id"], "present")


def _voter_ids(
    connection: sqlite3.Connection,
    ballot: sqlite3.Row,
    voters: Mapping[int, queries.Voter],
    units: Sequence[str] | None,
) -> set[int] | None:
    """The ids of the units named, refused where one may not vote; `all` is everybody who may."""
    if units is None:
        return None
    if means_everyone(units):
        return set(voters)
    ids = set()
    for text in units:
        unit_id, unit = references.get(connection, "unit", text)
        if unit_id not in voters:
            raise Refused(
                _("{unit} is not entitled to vote in {ballot}").format(unit=unit, ballot=ballot["code"]),
                _("See who is with: emulation ballot roll {ballot}").format(ballot=ballot["code"]),
            )
        ids.add(unit_id)
    return ids


def _refuse_overlap(voters: Mapping[int, queries.Voter], sets: Mapping[str, set[int]]) -> None:
    for unit_id, voter in voters.items():
        found = [key for key, ids in sets.items() if unit_id in ids]
        if len(found) > 1:
            raise Refused(
                _("{unit} is given as both {states}").format(
                    unit=voter.unit, states=_(" and ").join(map(labels.label, found))
                )
            )


def _replace_roll(writer: Writer, ballot: sqlite3.Row, rows: Sequence[tuple[int, str | None, int | None]]) -> None:
    """Write the whole roll in key order, so that any order of typing leaves the same file."""
    before = _roll_body(writer.connection, ballot)
    writer.execute("DELETE FROM roll WHERE ballot_id = ?", (ballot["id"],))
    writer.connection.executemany(
        "INSERT INTO roll (ballot_id, unit_id, presence, issued) VALUES (?, ?, ?, ?)",
        [(ballot["id"], *row) for row in sorted(rows)],
    )
    writer.changed(f"ballot {ballot['code']}", before, _roll_body(writer.connection, ballot))


def _roll_body(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, object]:
    rows = connection.execute(
        "SELECT u.code, r.presence, r.issued FROM roll r JOIN unit u ON u.id = r.unit_id WHERE r.ballot_id = ?"
        " ORDER BY u.key",
        (ballot["id"],),
    )
    return {"roll": [list(row) for row in rows]}


def set_numbers(writer: Writer, ballot: sqlite3.Row, given: Mapping[str, int | None]) -> None:
    """Set the numbers of a council's persons: entitled_number (until freeze), present_number, written_number."""
    begins = given["entitled_number"] is not None or ballot["entitled_number"] is None
    require(ballot, *(("draft",) if begins else ("draft", "frozen", "open")))
    after = {key: ballot[key] if value is None else value for key, value in given.items()}
    entitled, present, written = (after[key] for key in ("entitled_number", "present_number", "written_number"))
    if entitled is None:
        raise Refused(_("say how many are entitled first"), "--entitled-number N")
    if (present or 0) + (written or 0) > entitled:
        raise Refused(
            _("{present} present and {written} in writing are more than {entitled} entitled").format(
                present=present or 0, written=written or 0, entitled=entitled
            )
        )
    if ballot["state"] == "draft":
        _replace_roll(writer, ballot, [])
    writer.execute(
        "UPDATE ballot SET entitled_chosen = 0, entitled_number = :entitled_number, present_number = :present_number,"
        " written_number = :written_number WHERE id = :id",
        {**after, "id": ballot["id"]},
    )
    writer.changed(f"ballot {ballot['code']}", {key: ballot[key] for key in after}, dict(after))


# -- freeze, open, close ----------------------------------------------------------------------------------------------


def freeze(writer: Writer, ballot: sqlite3.Row) -> None:
    """Fix nominees, roll of the entitled, tellers and rule; refused with every open issue and its command."""
    require(ballot, "draft")
    connection = writer.connection
    open_issues = rule_queries.issues(connection, ballot)
    if open_issues:
        lines = [f"{what}: {command}" for what, command in open_issues]
        raise Refused(
            _("the ballot {ballot} cannot be frozen:").format(ballot=ballot["code"]) + "\n" + "\n".join(lines)
        )
    rule = rule_queries.resolved(connection, ballot)
    if ballot["entitled_number"] is None:
        _replace_roll(writer, ballot, _roll_at_freeze(connection, ballot))
    frozen = _frozen(connection, ballot, rule)
    writer.execute("UPDATE ballot SET state = 'frozen', frozen = ? WHERE id = ?", (canonical(frozen), ballot["id"]))
    writer.changed(f"ballot {ballot['code']}", {"state": "draft"}, {"state": "frozen", **frozen})


def _roll_at_freeze(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[tuple[int, str | None, int | None]]:
    """The entitled; with their presence where any was entered."""
    entered = connection.execute(
        "SELECT 1 FROM roll WHERE ballot_id = ? AND presence IS NOT NULL LIMIT 1", (ballot["id"],)
    ).fetchone()
    if entered is None:
        return [(member.unit_id, None, None) for member in queries.entitled(connection, ballot)]
    return [(voter.unit_id, voter.presence, int(voter.issued)) for voter in queries.roll(connection, ballot)]


def _frozen(connection: sqlite3.Connection, ballot: sqlite3.Row, rule: rule_queries.Resolved) -> dict[str, object]:
    """What a freeze fixes, under the names of the day; the fingerprint is taken over it."""
    keys = ("number", "code", "name", "award", "award_name", "movement", "movement_name", "period", "about")
    block = blocks.block_of_year(connection, ballot["year_id"])
    meeting = listing.by_id(connection, MEETINGS, ballot["meeting_id"]).values
    voters: object = ballot["entitled_number"]
    if voters is None:
        voters = [
            {"id": one.unit_id, "code": one.unit, "name": one.name} for one in queries.entitled(connection, ballot)
        ]
    return {
        "ballot": ballot["code"],
        "year": ballot["year"],
        "meeting": ballot["meeting"],
        "on": ballot["on"],
        "block": {key: block[key] for key in ("name", "authority")},
        "conference": {key: meeting[key] for key in ("kinds", "place", "chair")},
        "mode": ballot["mode"],
        "rule": rule.line.record() if rule.line else None,
        "clause": rule.clause,
        "basis": ballot["basis"],
        "quorum": rule.quorum,
        "self_voting": rule.self_voting,
        "rule_mode": rule.mode,
        "certainty": rule.certainty,
        "set_aside": rule.set_aside,
        "seats": ballot["seats"],
        "double_entry": bool(ballot["double_entry"]),
        **queries.fixed(connection, ballot),
        "entitled": voters,
        "nominees": [{key: getattr(one, key) for key in keys} for one in queries.nominees(connection, ballot["id"])],
    }


def unfreeze(writer: Writer, ballot: sqlite3.Row) -> None:
    """Back to draft while nothing is issued; a rule taken from the awards is looked up anew."""
    require(ballot, "frozen")
    writer.execute("UPDATE ballot SET state = 'draft', frozen = NULL WHERE id = ?", (ballot["id"],))
    writer.changed(f"ballot {ballot['code']}", {"state": "frozen"}, {"state": "draft"})


def open_(writer: Writer, ballot: sqlite3.Row) -> None:
    """Begin to issue slips."""
    require(ballot, "frozen")
    writer.execute("UPDATE ballot SET state = 'open' WHERE id = ?", (ballot["id"],))
    writer.changed(f"ballot {ballot['code']}", {"state": "frozen"}, {"state": "open"})


def close(writer: Writer, ballot: sqlite3.Row) -> None:
    """End the voting on every channel: the roll and its numbers are fixed; a named ballot is counted at once."""
    require(ballot, "open")
    connection = writer.connection
    numbers = queries.numbers_now(connection, ballot)
    if ballot["entitled_number"] is None:
        voters = queries.roll(connection, ballot)
        _refuse_absent_votes(connection, ballot, voters)
        _replace_roll(writer, ballot, [(one.unit_id, one.presence, int(one.issued)) for one in voters])
    writer.execute(
        "UPDATE ballot SET state = 'closed', entitled = :entitled, present = :present, written = :written,"
        " issued = :issued WHERE id = :id",
        {**numbers, "id": ballot["id"]},
    )
    writer.changed(f"ballot {ballot['code']}", {"state": "open"}, {"state": "closed", **numbers})
    if ballot["mode"] == "named":
        count_named(writer, queries.ballot_by_id(connection, ballot["id"]))


def _refuse_absent_votes(connection: sqlite3.Connection, ballot: sqlite3.Row, voters: Sequence[queries.Voter]) -> None:
    """A named vote of a unit that the roll no longer has as voting stops the close."""
    issued = {voter.unit for voter in voters if voter.issued}
    for unit in count_queries.named_votes(connection, ballot["id"]):
        if unit not in issued:
            raise Refused(
                _("{unit} has voted but stands as absent").format(unit=unit),
                _("Mend the roll: emulation ballot roll {ballot} --present …").format(ballot=ballot["code"]),
            )
