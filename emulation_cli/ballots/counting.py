"""How votes are entered: sums typed by the tellers, slips added up in memory, named votes.

Nothing here is entered into the audit but that it happened; the sums follow with the seal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from emulation_cli.ballots import count_queries, queries, rule_queries, rules
from emulation_cli.ballots.count_queries import Count
from emulation_cli.ballots.rules import CHOICES, Paper, Votes
from emulation_cli.ballots.states import next_command, require
from emulation_cli.exchange.readers import Sheet
from emulation_cli.exchange.streams import Repeated
from emulation_cli.kernel import names, references, terms
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.writing import Writer

INVALID = "invalid"
_WORDS = {
    "agree": "agree",
    "dong y": "agree",
    "disagree": "disagree",
    "khong dong y": "disagree",
    "blank": "blank",
    "trang": "blank",
    "invalid": INVALID,
    "khong hop le": INVALID,
}
SHOWN = 20


def choice(text: str) -> str | None:
    """The choice that a word means, in either language; None for any other word."""
    return _WORDS.get(names.fold(text))


def paper_of(ballot: sqlite3.Row, count: Count) -> Paper:
    """The paper of a closed ballot with what came out of the box."""
    fixed = {key: ballot[key] for key in ("entitled", "present", "written", "issued")}
    box = {"returned": count.returned or 0, "invalid": count.invalid or 0}
    return Paper(**fixed, **box, printed=count.printed, spoiled=count.spoiled)


def enter_count(writer: Writer, ballot: sqlite3.Row, count: Count, *, slips: bool = False) -> None:
    """Enter the sums of one teller. Those of `slips` are never told, nor why.

    Other numbers than before are a new version and need the writer's reason.
    """
    require(ballot, "closed", "counted")
    connection, paper = writer.connection, paper_of(ballot, count)
    _refuse_misplaced(connection, ballot, count)
    numbers = [one.number for one in queries.nominees(connection, ballot["id"])]
    found = [*rules.check_paper(paper), *rules.check_votes(paper, count.votes, numbers)]
    if rule_queries.resolved(connection, ballot).self_barred:
        own = list(rules.check_own_votes(paper, count.votes, rule_queries.self_voters(connection, ballot)))
        secret = _("every slip says something on a nominee whose own unit may not vote on it")
        found += [replaced(one, message=secret) for one in own[:1]] if slips else own
    raise_for([replaced(one, hint=_look_again(ballot, one)) for one in found])
    if paper.returned < paper.issued and count.note is None and ballot["mode"] != "named":
        message = _("{returned} slips returned of {issued} issued: say why")
        raise Refused(
            message.format(returned=paper.returned, issued=paper.issued),
            _('Add --note "…"; it will stand in the minutes.'),
        )
    _store(writer, ballot, count)


def _look_again(ballot: sqlite3.Row, wrong: Finding) -> str:
    """Where to look for what is wrong: who is on the slip, or the slips themselves."""
    of_slip = _("See who is on the slip with: emulation ballot show {ballot}")
    of_box = _("Look at the slips again; what was issued: emulation ballot roll {ballot}")
    return (of_slip if wrong.rule == "nominee" else of_box).format(ballot=ballot["code"])


def _refuse_misplaced(connection: sqlite3.Connection, ballot: sqlite3.Row, count: Count) -> None:
    """Refuse numbers of a consensus, other sums than the named votes, a second entry unasked for, slips of no paper."""
    code = ballot["code"]
    if ballot["mode"] == "consensus":
        raise Refused(
            _("the ballot {ballot} is a consensus, it has no numbers").format(ballot=code),
            f"emulation ballot count {code} --consensus",
        )
    if ballot["mode"] == "named" and not count.same_numbers(_named_count(connection, ballot)):
        raise Refused(
            _("the ballot {ballot} is named: its votes by name are its count").format(ballot=code),
            _("It was counted at its close; next: emulation ballot seal {ballot}").format(ballot=code),
        )
    if count.entry == 2 and not ballot["double_entry"]:
        raise Refused(
            _("the ballot {ballot} takes the count of one teller only").format(ballot=code), _("Leave out --entry 2.")
        )
    if ballot["mode"] != "secret" and (count.printed is not None or count.spoiled is not None):
        message = _("the mode of the ballot {ballot} is {mode}; it has no slips").format(
            ballot=code, mode=terms.spoken(ballot["mode"])
        )
        raise Refused(message, _("Leave out --printed and --spoiled."))


def enter_consensus(writer: Writer, ballot: sqlite3.Row) -> None:
    """Enter that everybody agreed."""
    require(ballot, "closed", "counted")
    if ballot["mode"] != "consensus":
        raise Refused(
            _("the mode of the ballot {ballot} is {mode}, not consensus").format(
                ballot=ballot["code"], mode=terms.spoken(ballot["mode"])
            ),
            "" if ballot["mode"] == "named" else next_command(ballot["code"], "closed"),
        )
    _store(writer, ballot, Count(1))


def _store(writer: Writer, ballot: sqlite3.Row, count: Count) -> None:
    """Write one entry as its next version, in one go, nominees in their order; nothing where it stands so already."""
    before = count_queries.latest_count(writer.connection, ballot["id"], count.entry)
    if before is not None and before.same_numbers(count) and before.note == count.note:
        return
    if before is not None and not writer.reason:
        raise Refused(
            _("the ballot {ballot} has been counted with other numbers or another note").format(ballot=ballot["code"]),
            _('A recount needs its reason: --reason "…"'),
        )
    version = before.version + 1 if before else 1
    made = writer.execute(
        "INSERT INTO ballot_count (ballot_id, entry, version, returned, invalid, spoiled, printed, note, reason)"
        " VALUES (:ballot_id, :entry, :version, :returned, :invalid, :spoiled, :printed, :note, :reason)",
        {
            **{key: getattr(count, key) for key in ("entry", "returned", "invalid", "spoiled", "printed", "note")},
            "ballot_id": ballot["id"],
            "version": version,
            "reason": writer.reason or None,
        },
    )
    writer.connection.executemany(
        "INSERT INTO ballot_sum (count_id, number, agree, disagree, blank) VALUES (?, ?, ?, ?, ?)",
        [(made.lastrowid, number, v.agree, v.disagree, v.blank) for number, v in sorted(count.votes.items())],
    )
    writer.execute("UPDATE ballot SET state = 'counted' WHERE id = ?", (ballot["id"],))
    after = {"entry": count.entry, "version": version, "state": "counted"}
    writer.changed(f"ballot {ballot['code']}", {"state": ballot["state"]}, after)
    writer.reason = ""  # it speaks of the count, so it enters the audit with the seal


# -- slips ------------------------------------------------------------------------------------------------------------


def add_up(sheet: Sheet, numbers: Sequence[int]) -> tuple[int, int, dict[int, Votes]]:
    """Slips, one a row, as (returned, invalid, votes by nominee); nothing of a single slip is kept.

    Raises Refused naming row, column and rule, never what a slip says.
    """
    places = _columns(sheet, numbers)
    sums = {number: dict.fromkeys(CHOICES, 0) for number in numbers}
    invalid = 0
    wrong = _strange_rows(sheet, places)
    for row, cells in sheet.rows:
        marks = {
            number: choice(str(cells[place] or "")) if place < len(cells) else None for number, place in places.items()
        }
        if all(mark == INVALID for mark in marks.values()):
            invalid += 1
            continue
        faults = [_fault(row, number, mark) for number, mark in marks.items() if mark in (None, INVALID)]
        if faults:
            wrong += faults
            continue
        for number, mark in marks.items():
            sums[number][str(mark)] += 1
    if wrong:
        raise Refused("\n".join(_told(wrong)), _("Mend the file; nothing was counted."))
    return len(sheet.rows), invalid, {number: Votes(**counts) for number, counts in sums.items()}


def add_up_repeated(slips: Repeated, numbers: Sequence[int]) -> tuple[int, int, dict[int, Votes]] | None:
    """Slips of which each different one was counted, as `add_up` tells them; None where one has a fault to be told."""
    expected = {str(number): number for number in numbers}
    if sorted(slips.headings) != sorted(expected):
        return None
    sums = {number: dict.fromkeys(CHOICES, 0) for number in numbers}
    invalid = 0
    for cells, count in slips.rows:
        marks = [choice(cell) for cell in cells]
        if len(marks) != len(numbers) or None in marks or (INVALID in marks and set(marks) != {INVALID}):
            return None
        invalid += count if INVALID in marks else 0
        for heading, mark in zip(slips.headings, marks, strict=True):
            if mark != INVALID:
                sums[expected[heading]][str(mark)] += count
    returned = sum(count for _cells, count in slips.rows)
    return returned, invalid, {number: Votes(**counts) for number, counts in sums.items()}


def _told(wrong: Sequence[Finding]) -> Iterator[str]:
    yield from (finding.sentence() for finding in wrong[:SHOWN])
    if len(wrong) > SHOWN:
        yield _("… and {count} more").format(count=len(wrong) - SHOWN)


def _columns(sheet: Sheet, numbers: Sequence[int]) -> dict[int, int]:
    """The place of each nominee's column; any other column could tell slips apart and is refused."""
    expected = {str(number): number for number in numbers}
    if not expected.keys() & set(sheet.headings):  # a slip in its place, which nobody is told
        raise Refused(
            _("row {row} does not hold the numbers of the nominees").format(row=sheet.heading_row),
            _("The first row is: {numbers}").format(numbers=",".join(expected)),
        )
    strange = [heading for heading in sheet.headings if heading and heading not in expected]
    if strange:
        raise Refused(
            _("slips have no column {columns}").format(columns=", ".join(strange)),
            _("The columns are the numbers of the nominees: {numbers}").format(numbers=", ".join(expected)),
        )
    odd = [heading for heading in expected if sheet.headings.count(heading) != 1]
    if odd:
        message = _("each nominee has one column; missing or double: {columns}")
        raise Refused(message.format(columns=", ".join(odd)))
    return {expected[heading]: place for place, heading in enumerate(sheet.headings) if heading}


def _strange_rows(sheet: Sheet, places: Mapping[int, int]) -> list[Finding]:
    """Rows without anything between the slips, and cells beside the columns of the nominees."""
    found = []
    expected = sheet.heading_row + 1
    for row, cells in sheet.rows:
        found += [Finding("slip", _("the row is empty"), row=gap) for gap in range(expected, row)]
        expected = row + 1
        beside = [place for place, cell in enumerate(cells) if place not in places.values() and cell not in (None, "")]
        columns = [_("column {number}").format(number=place + 1) for place in beside]
        found += [Finding("slip", _("a cell beside the nominees' columns"), column, row) for column in columns]
    return found


def _fault(row: int, number: int, mark: str | None) -> Finding:
    message = _("neither agree, disagree nor blank") if mark is None else _("invalid in one column but not in all")
    return Finding("slip", message, _("nominee {number}").format(number=number), row)


# -- named votes ------------------------------------------------------------------------------------------------------


def vote(writer: Writer, ballot: sqlite3.Row, text: str, choices: Mapping[int, str], *, correct: bool) -> str:
    """Enter how a unit votes in an open, named ballot; the unit's code. A second vote only corrects where asked."""
    require(ballot, "open")
    if ballot["mode"] != "named":
        raise Refused(
            _("the mode of the ballot {ballot} is {mode}, not named").format(
                ballot=ballot["code"], mode=terms.spoken(ballot["mode"])
            ),
            _("It is counted once it is closed: emulation ballot close {ballot}").format(ballot=ballot["code"]),
        )
    unit_id, unit = references.get(writer.connection, "unit", text)
    voters = {voter.unit_id: voter for voter in queries.roll(writer.connection, ballot)}
    if unit_id not in voters or not voters[unit_id].issued:
        raise Refused(
            _("{unit} does not vote in {ballot}").format(unit=unit, ballot=ballot["code"]),
            _("See the roll with: emulation ballot roll {ballot}").format(ballot=ballot["code"]),
        )
    numbers = {one.number for one in queries.nominees(writer.connection, ballot["id"])}
    if set(choices) != numbers:
        odd = ", ".join(str(number) for number in sorted(numbers ^ set(choices)))
        raise Refused(_("a vote says something on every nominee; missing or unknown: {numbers}").format(numbers=odd))
    _refuse_own_vote(writer.connection, ballot, unit_id, unit, choices)
    voted = unit in count_queries.named_votes(writer.connection, ballot["id"])
    if voted and not correct:
        raise Refused(_("{unit} has voted already").format(unit=unit), _("To correct it add --correct."))
    writer.execute("DELETE FROM named_vote WHERE ballot_id = ? AND unit_id = ?", (ballot["id"], unit_id))
    for number, mark in sorted(choices.items()):
        row = (ballot["id"], unit_id, number, mark)
        writer.execute("INSERT INTO named_vote (ballot_id, unit_id, number, choice) VALUES (?, ?, ?, ?)", row)
    writer.changed(f"ballot {ballot['code']}", {"voted": unit} if voted else None, {"voted": unit, "corrected": voted})
    return unit


def _refuse_own_vote(
    connection: sqlite3.Connection, ballot: sqlite3.Row, unit_id: int, unit: str, choices: Mapping[int, str]
) -> None:
    """Where a unit may not vote on itself, its own line stays blank."""
    if not rule_queries.resolved(connection, ballot).self_barred:
        return
    for one in queries.nominees(connection, ballot["id"]):
        if one.recipient_id == unit_id and choices[one.number] != "blank":
            raise Refused(
                _("{unit} may not vote on itself, nominee {number}").format(unit=unit, number=one.number),
                _("Enter {number}=blank.").format(number=one.number),
            )


def count_named(writer: Writer, ballot: sqlite3.Row) -> None:
    """Count a named ballot that has just been closed."""
    enter_count(writer, ballot, _named_count(writer.connection, ballot))


def _named_count(connection: sqlite3.Connection, ballot: sqlite3.Row) -> Count:
    """The sums of the votes by name."""
    votes = count_queries.named_votes(connection, ballot["id"])
    sums = {}
    for one in queries.nominees(connection, ballot["id"]):
        marks = [choices[one.number] for choices in votes.values()]
        sums[one.number] = Votes(*(marks.count(mark) for mark in CHOICES))
    return Count(1, len(votes), 0, sums)
