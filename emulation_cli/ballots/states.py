"""The states of a ballot and the verbs between them; which refusal names which verb."""

from __future__ import annotations

import sqlite3

from emulation_cli.ballots.fields import STATES
from emulation_cli.ballots.queries import ballot_row
from emulation_cli.blocks.queries import open_year
from emulation_cli.kernel import terms
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line

_FORWARD = {
    "draft": "freeze {ballot}",
    "frozen": "open {ballot}",
    "open": "close {ballot}",
    "closed": "count {ballot} --returned N --invalid N --votes 1=AGREE/DISAGREE/BLANK",
    "counted": "seal {ballot}",
}
_BACK = {
    "frozen": "unfreeze {ballot} --reason …",
    "open": "void {ballot} --reason …",
    "closed": "void {ballot} --reason …",
    "counted": "void {ballot} --reason …",
    "sealed": "supersede {ballot} NEW --reason …",
}


def next_command(ballot: str, state: str, mode: str = "", missing_entry: int | None = None) -> str:
    """The command that usually comes next, or ""; `missing_entry` is the teller whose count is still to come."""
    verb = _FORWARD.get(state)
    if state == "counted" and missing_entry is not None:
        verb = f"count {{ballot}} --entry {missing_entry} …"
    if state == "closed" and mode == "consensus":
        verb = "count {ballot} --consensus"
    if state == "open" and mode == "named":
        verb = "vote {ballot} UNIT 1=agree,…"
    return command_line(f"emulation ballot {verb}", ballot=ballot) if verb else ""


def following(connection: sqlite3.Connection, ballot: sqlite3.Row) -> str:
    """The command that usually comes next for a ballot as it stands, or ""."""
    code, state, mode = ballot["code"], ballot["state"], ballot["mode"]
    missing = None
    if state == "draft":
        from emulation_cli.ballots.rule_queries import issues

        if wanting := [way for _what, way in issues(connection, ballot) if way]:
            return wanting[0]
    if state == "open" and mode == "named":
        from emulation_cli.ballots.count_queries import without_vote

        mode = mode if without_vote(connection, ballot) else ""  # who was to vote has: it is closed like any other
    if state == "counted":
        from emulation_cli.ballots.count_queries import wanted

        missing = next((entry for entry, count in wanted(connection, ballot).items() if count is None), None)
    return next_command(code, state, mode, missing)


def require(ballot: sqlite3.Row, *allowed: str) -> None:
    """Refuse in any other state, naming the verb that comes first or leads back."""
    state = ballot["state"]
    if state in allowed:
        return
    early = STATES.index(state) < STATES.index(allowed[0])
    verb = (_FORWARD if early else _BACK).get(state)
    hint = ""
    if verb:
        way = command_line(f"emulation ballot {verb}", ballot=ballot["code"])
        hint = (_("First: {command}") if early else _("Way back: {command}")).format(command=way)
    raise Refused(
        _("the ballot {ballot} is {state}; this needs one that is {allowed}").format(
            ballot=ballot["code"], state=terms.spoken(state), allowed=_(" or ").join(map(terms.spoken, allowed))
        ),
        hint,
    )


def no_nominee(ballot: sqlite3.Row, number: int) -> NotFound:
    """The error of a number that is not on the slip."""
    return NotFound(
        _("the ballot {ballot} has no nominee {number}").format(ballot=ballot["code"], number=number),
        _("See who is on the slip with: emulation ballot show {ballot}").format(ballot=ballot["code"]),
    )


def open_ballot(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The stored ballot that a code names, refused where its year is closed."""
    ballot = ballot_row(connection, text)
    open_year(connection, ballot["year"])
    return ballot
