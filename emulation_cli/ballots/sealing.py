"""How a ballot ends: sealed for good, void before that, superseded after it, or followed by a second round."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from emulation_cli.ballots import count_queries, queries, rules
from emulation_cli.ballots.counting import paper_of
from emulation_cli.ballots.records import BALLOTS, NOMINEES, add_tellers, set_entitled
from emulation_cli.ballots.rules import Paper, Votes
from emulation_cli.ballots.states import no_nominee, require
from emulation_cli.blocks.queries import open_year
from emulation_cli.kernel import listing, references, register
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import EmulationError, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import raise_for
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.writing import Writer


def seal(writer: Writer, ballot: sqlite3.Row) -> bool:
    """Fix the outcome for good and enter the sums into the audit; False where it is sealed already."""
    if ballot["state"] == "sealed":
        return False
    open_year(writer.connection, ballot["year"])
    require(ballot, "counted")
    connection = writer.connection
    count, note = _agreed_count(connection, ballot)
    paper = paper_of(ballot, count)
    again = _('Count again: emulation ballot count {ballot} --entry N --printed N --spoiled N --reason "…" …')
    hint = again.format(ballot=ballot["code"])
    raise_for([replaced(one, hint=hint) for one in rules.check_paper(paper)])
    frozen = json.loads(ballot["frozen"])
    numbers = [one["number"] for one in frozen["nominees"]]
    results = count_queries.expected_outcomes(frozen, paper, [count.votes[number] for number in numbers if count.votes])
    lines = [_line(number, count.votes.get(number), result) for number, result in zip(numbers, results, strict=True)]
    for number, agree, disagree, blank, outcome in lines:
        writer.execute(
            "UPDATE nominee SET agree = ?, disagree = ?, blank = ?, outcome = ? WHERE ballot_id = ? AND number = ?",
            (agree, disagree, blank, outcome, ballot["id"], number),
        )
    totals = _totals(paper, note, counted=count.returned is not None)
    fingerprint = rules.fingerprint(ballot["frozen"], totals, lines)
    writer.execute(
        "UPDATE ballot SET state = 'sealed', returned = :returned, valid = :valid, invalid = :invalid,"
        " spoiled = :spoiled, printed = :printed, note = :note, fingerprint = :fingerprint WHERE id = :id",
        {**totals, "fingerprint": fingerprint, "id": ballot["id"]},
    )
    writer.execute("INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)", (queries.TO_CLEAN, ballot["code"]))
    after = {"state": "sealed", "fingerprint": fingerprint, **totals, "nominees": [list(line) for line in lines]}
    after["counts"] = [list(one) for one in count_queries.recounts(connection, ballot["id"])]
    if ballot["mode"] == "named":
        after["votes"] = {
            unit: list(marks.values()) for unit, marks in count_queries.named_votes(connection, ballot["id"]).items()
        }
    writer.changed(f"ballot {ballot['code']}", {"state": ballot["state"]}, after)
    return True


def _totals(paper: Paper, note: str | None, *, counted: bool) -> dict[str, object]:
    """The numbers of the paper; a consensus returned no slips."""
    return {
        "entitled": paper.entitled,
        "present": paper.present,
        "written": paper.written,
        "issued": paper.issued,
        "returned": paper.returned if counted else None,
        "valid": paper.valid if counted else None,
        "invalid": paper.invalid if counted else None,
        "printed": paper.printed,
        "spoiled": paper.spoiled,
        "note": note,
    }


def _line(number: int, votes: Votes | None, outcome: str) -> tuple[object, ...]:
    if votes is None:
        return (number, None, None, None, outcome)
    return (number, votes.agree, votes.disagree, votes.blank, outcome)


def _agreed_count(connection: sqlite3.Connection, ballot: sqlite3.Row) -> tuple[count_queries.Count, str | None]:
    """The count that holds, the newest, and what was noted; with double entry, both tellers' newest must agree."""
    counts = count_queries.wanted(connection, ballot)
    missing = next((entry for entry, count in counts.items() if count is None), None)
    if missing is not None:
        raise Refused(
            _("the second teller's count is missing") if missing == 2 else _("the first teller's count is missing"),
            f"emulation ballot count {ballot['code']} --entry {missing} …",
        )
    first, *others = [count for count in counts.values() if count is not None]
    for second in others:
        if not first.agrees_with(second):
            command = _('Count again, then: emulation ballot count {ballot} --entry N --reason "…" …')
            said = "\n".join([_("the two tellers' counts differ:"), *differences(first, second)])
            raise Refused(said, command.format(ballot=ballot["code"]))
        printed, spoiled = _either(first.printed, second.printed), _either(first.spoiled, second.spoiled)
        first = replaced(first, printed=printed, spoiled=spoiled)
    notes = dict.fromkeys(count.note for count in (first, *others) if count.note)
    return first, "; ".join(notes) or None


def _either(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def differences(first: count_queries.Count, second: count_queries.Count) -> list[str]:
    """Where two entries differ: the paper, or the nominee with both numbers."""
    found = [
        f"{what}: {one} / {other}"
        for what, one, other in (
            (_("returned"), first.returned, second.returned),
            (_("invalid"), first.invalid, second.invalid),
            (_("printed"), first.printed, second.printed),
            (_("spoiled"), first.spoiled, second.spoiled),
        )
        if one != other and None not in (one, other)
    ]
    for number in sorted(first.votes):
        one, other = first.votes[number], second.votes.get(number)
        if one != other and other is not None:
            found.append(
                _("nominee {number}").format(number=number)
                + f": {one.agree}/{one.disagree}/{one.blank} / {other.agree}/{other.disagree}/{other.blank}"
            )
    return found


def clean(path: Path, wait: float) -> None:
    """Rewrite the register without remnants after a seal; nothing to do where that is done.

    Raises Busy where another program reads meanwhile, Unreachable where there is no space: the ballot is sealed all the
    same, sealing again finishes it.
    """
    try:
        connection = register.connect(path, wait)
        try:
            if connection.execute("SELECT 1 FROM setting WHERE key = ?", (queries.TO_CLEAN,)).fetchone() is not None:
                connection.execute("VACUUM")
                connection.execute("DELETE FROM setting WHERE key = ?", (queries.TO_CLEAN,))
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        explained = register.explain(error, path)
        if not isinstance(explained, EmulationError):
            raise
        message = _("the ballot is sealed, but the register could not be cleaned of what led to it: {error}")
        raise type(explained)(message.format(error=error), _("Seal it again to finish.")) from error


def void(writer: Writer, ballot: sqlite3.Row, day: str) -> None:
    """Give a ballot up before its seal on an ISO day, with the writer's reason."""
    require(ballot, "draft", "frozen", "open", "closed", "counted")
    _end(writer, ballot, "void", day)


def _end(writer: Writer, ballot: sqlite3.Row, state: str, day: str, **more: object) -> None:
    sql = "UPDATE ballot SET state = ?, reason = ?, ended_on = ? WHERE id = ?"
    writer.execute(sql, (state, writer.reason, day, ballot["id"]))
    writer.changed(f"ballot {ballot['code']}", {"state": ballot["state"]}, {"state": state, "on": day, **more})


def refuse_supersede(connection: sqlite3.Connection, ballot: sqlite3.Row, new: str) -> None:
    """Refuse where the ballot is not sealed, the new code is taken, or a proposal of it has been granted."""
    require(ballot, "sealed")
    taken = references.find(connection, "ballot", new)
    if taken is not None:
        raise Refused(_("the ballot {ballot} is there already").format(ballot=taken[1]), _("Give NEW another code."))
    granted = connection.execute(
        "SELECT n.number FROM nominee n JOIN commendation c ON c.nominee_id = n.id WHERE n.ballot_id = ?",
        (ballot["id"],),
    ).fetchall()
    if granted:
        proposals = ", ".join(f"{ballot['code']}-{row['number']}" for row in granted)
        raise Refused(
            _("{proposals} of the ballot {ballot} has been granted").format(proposals=proposals, ballot=ballot["code"]),
            _("Take the decision back first: emulation nomination retract ID --reason …"),
        )


def supersede(writer: Writer, ballot: sqlite3.Row, new: str, day: str) -> None:
    """Replace a sealed ballot by a draft copy; what it proposed is proposed no more from an ISO day on."""
    refuse_supersede(writer.connection, ballot, new)
    if day < ballot["on"]:
        message = _("--on: the ballot {ballot} was held on {day}, which is later")
        raise Refused(message.format(ballot=ballot["code"], day=show_date(ballot["on"])))
    values = _copy(writer, ballot, new, "supersedes", None)
    _end(writer, ballot, "superseded", day, by=values["code"])


def second_round(writer: Writer, ballot: sqlite3.Row, new: str, numbers: Sequence[int]) -> Values:
    """A draft of the tied nominees of a sealed ballot, or of those named."""
    require(ballot, "sealed")
    rows = count_queries.sealed_outcomes(writer.connection, ballot)
    known = {int(str(row["number"])) for row in rows}
    for number in numbers:
        if number not in known:
            raise no_nominee(ballot, number)
    chosen = set(numbers) or {int(str(row["number"])) for row in rows if row["outcome"] == rules.TIED}
    if not chosen:
        raise Refused(_("nobody is tied in {ballot}").format(ballot=ballot["code"]), _("Name them with --nominee N,N."))
    values = _copy(writer, ballot, new, "second-round", chosen)
    passed = sum(1 for row in rows if row["outcome"] == rules.PASSED)
    if ballot["seats"] is not None and passed < ballot["seats"]:
        copy = queries.ballot_row(writer.connection, str(values["code"]))
        values = BALLOTS.edit(writer, copy["id"], {"seats": ballot["seats"] - passed})
    return values


def _copy(writer: Writer, ballot: sqlite3.Row, new: str, origin: str, chosen: set[int] | None) -> Values:
    """A draft with the meeting, mode, rule, tellers and (chosen) nominees of another ballot."""
    source = listing.by_id(writer.connection, BALLOTS.kind, ballot["id"]).values
    keys = [column.key for column in BALLOTS.kind.writable if column.key != "code"]
    values = BALLOTS.add(writer, {"code": new, **{key: source[key] for key in keys}})
    copy = queries.ballot_row(writer.connection, new)
    writer.execute(
        "UPDATE ballot SET origin_id = ?, origin = ?, entitled_number = ? WHERE id = ?",
        (ballot["id"], origin, ballot["entitled_number"], copy["id"]),
    )
    for row in listing.listed(writer.connection, NOMINEES.kind, "t.ballot_id = ?", (ballot["id"],)):
        if chosen is None or row.values["number"] in chosen:
            raw = {key: value for key, value in row.values.items() if key != "number"}
            NOMINEES.add(writer, {**raw, "ballot": values["code"]})
    add_tellers(writer, copy, queries.tellers(writer.connection, ballot["id"]))
    if ballot["entitled_chosen"]:
        set_entitled(writer, copy, [voter.unit for voter in queries.roll(writer.connection, ballot)])
    after = {"origin": origin, "of": ballot["code"], "entitled_number": ballot["entitled_number"]}
    writer.changed(f"ballot {values['code']}", dict.fromkeys(after), after)
    return values
