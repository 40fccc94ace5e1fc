"""Named reads over the rule of a ballot: which one holds, what it needs, what it does not say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import BASES
from emulation_cli.ballots import rules
from emulation_cli.ballots.queries import PRESENT, nominees, numbers_now, roll, tellers
from emulation_cli.ballots.rules import Line
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import terms
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.meetings.queries import attending
from emulation_cli.units import queries as units


@frozen
class Resolved:
    """The rule that holds for a ballot; what it does not state is None.

    Attributes:
        line: the pass line; None for a consensus, or where there is a problem.
        quorum: share of the entitled that must be present, "2/3".
        clause: where the rule stands.
        mode: how the rule wants to be voted.
        self_voting: "allowed" or "barred": whether a unit votes on itself.
        certainty: how sure the rule is.
        problem: why there is no line, in words.
        set_aside: the rules in force in whose place the ballot's own line, or its consensus, stands.
    """

    line: Line | None
    quorum: str | None = None
    clause: str | None = None
    mode: str | None = None
    self_voting: str | None = None
    certainty: str = "confirmed"
    problem: str = ""
    set_aside: Sequence[dict[str, Any]] = ()

    @property
    def self_barred(self) -> bool:
        """Whether a unit may not vote on itself."""
        return self.self_voting == "barred"


def resolved(connection: sqlite3.Connection, ballot: sqlite3.Row) -> Resolved:
    """What was frozen; before, the ballot's own line, else that of every nominee's award on the meeting's day."""
    if ballot["frozen"] is not None:
        import json

        frozen = json.loads(ballot["frozen"])
        line = Line(**frozen["rule"]) if frozen["rule"] else None
        stated = {key: frozen[key] for key in ("self_voting", "certainty", "set_aside") if key in frozen}
        return Resolved(line, frozen["quorum"], frozen["clause"], frozen.get("rule_mode"), **stated)
    own: dict[str, Any] = {"quorum": ballot["quorum"], "self_voting": ballot["self_voting"]}
    typed = ballot["threshold"]
    if typed is None and ballot["mode"] != "consensus":
        return _of_awards(connection, ballot, own)
    line = None if typed is None else Line.parse(typed, ballot["comparison"], ballot["base"])
    return Resolved(line, **own, set_aside=_set_aside(connection, ballot, line))


def _set_aside(connection: sqlite3.Connection, ballot: sqlite3.Row, line: Line | None) -> list[dict[str, Any]]:
    """The verified rules in force that say something else than `line`: each line with its clause."""
    found = {}
    for rule in _rules_in_force(connection, ballot).values():
        if rule is not None and rule["certainty"] != "unverified" and _line_of(rule) != line:
            found[_source(rule)] = {"rule": _line_of(rule).record(), "clause": _source(rule)}
    return list(found.values())


def _of_awards(connection: sqlite3.Connection, ballot: sqlite3.Row, own: dict[str, Any]) -> Resolved:
    """The one rule of all the awards; the ballot's own quorum and self-voting go before the rule's."""
    found = _rules_in_force(connection, ballot)
    without = sorted(award for award, rule in found.items() if rule is None or rule["certainty"] == "unverified")
    if not found:
        return Resolved(None, **own, problem=_("no pass line, and no nominee whose award could give one"))
    if without:
        doubtful = [rule for award in without if (rule := found[award]) is not None]
        return Resolved(None, **own, problem=_no_line(", ".join(without), doubtful))
    rules_found = [{**rule, **_stated(own)} for rule in found.values() if rule is not None]
    keys = ("numerator", "denominator", "comparison", "base", "quorum", "self_voting")
    if len({tuple(rule[key] for key in keys) for rule in rules_found}) > 1:
        message = _("{awards} have different pass lines: give each a ballot").format(awards=", ".join(sorted(found)))
        return Resolved(None, **own, problem=message)
    rule, *_equal = rules_found
    certainties = {str(one["certainty"]) for one in rules_found}
    return Resolved(
        line=_line_of(rule),
        quorum=_text(rule["quorum"]),
        clause="; ".join(dict.fromkeys(part for one in rules_found for part in _source(one).split("; "))),
        mode=next((str(one["mode"]) for one in rules_found if one["mode"]), None),
        self_voting=_text(rule["self_voting"]),
        certainty="partial" if "partial" in certainties else "confirmed",
    )


def _stated(own: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in own.items() if value is not None}


def _source(rule: awards.Rule) -> str:
    """The clause of a rule, with the document of a block's own regulation."""
    clause, document = str(rule["clause"]), rule["basis"]
    return clause if document is None or str(document) in clause else f"{clause} ({document})"


def _rules_in_force(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, awards.Rule | None]:
    """The rule that holds for each nominated award, None where none is known."""
    return {award: known[0] if known else None for award, known in _known_rules(connection, ballot).items()}


def _known_rules(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, list[awards.Rule]]:
    """Every rule for each nominated award in this ballot's body on the meeting's day, the one that holds first."""
    block = blocks.block_of_year(connection, ballot["year_id"])
    nominated = {one.award_id: one.award for one in nominees(connection, ballot["id"])}
    body = "block" if ballot["entitled_number"] is None else "council"
    return {
        award: awards.rules_on(connection, award_id, ballot["on"], body, block) for award_id, award in nominated.items()
    }


def _no_line(codes: str, doubtful: list[awards.Rule]) -> str:
    message = _("no pass line is known for {awards} on that day").format(awards=codes)
    heard = [rules.in_words(_line_of(rule), None, str(rule["clause"])) for rule in doubtful]
    return message + "".join(_("; not verified: {rule}").format(rule=rule) for rule in heard)


def _line_of(rule: awards.Rule) -> Line:
    return Line(int(str(rule["numerator"])), int(str(rule["denominator"])), str(rule["comparison"]), str(rule["base"]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def unstated(ballot: sqlite3.Row, rule: Resolved) -> list[str]:
    """What the rule of a ballot does not say, which its minutes print as “not stated”."""
    says = {
        _("whether a unit votes on itself"): rule.self_voting,
        _("how a tie is broken"): None,
        _("a quorum"): rule.quorum,
        _("the clause it rests on"): rule.clause or ballot["basis"] or (None if rule.line else "–"),
    }
    return [what for what, said in says.items() if said is None]


def cautions(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[str]:
    """What an officer should know of the rule before anybody votes by it; nothing here stops her."""
    rule = resolved(connection, ballot)
    found = []
    count = numbers_now(connection, ballot)["entitled"]
    found += _never_met(connection, ballot, rule, count) if count else []
    for other in rule.set_aside:
        words = rules.in_words(Line(**other["rule"]), None, str(other["clause"]))
        found.append(_("This ballot does not go by the rule in force: {rule}.").format(rule=words))
    found += _passed_over(connection, ballot)
    if rule.line is not None and rule.line.base == "present" and numbers_now(connection, ballot)["written"]:
        found.append(_("Votes in writing count above a line of those present, not below it: --of issued has both."))
    if rule.mode is not None and rule.mode != ballot["mode"]:
        edit = f"emulation ballot edit {ballot['code']} --mode {rule.mode}"
        ways = {"draft": f": {edit}", "frozen": f": emulation ballot unfreeze {ballot['code']} --reason …; {edit}"}
        message = _("The rule wants a {asked} ballot, this one is {mode}{way}")
        way = ways.get(ballot["state"], ".")
        found.append(message.format(asked=terms.spoken(rule.mode), mode=terms.spoken(ballot["mode"]), way=way))
    if rule.certainty == "partial":
        found.append(
            _("This rule was read only in part: check it before you rely on it ({clause}).").format(clause=rule.clause)
        )
    silent = ", ".join(unstated(ballot, rule))
    return [*found, _("The rule does not state {what}; the minutes will say so.").format(what=silent)]


def _never_met(connection: sqlite3.Connection, ballot: sqlite3.Row, rule: Resolved, count: int) -> list[str]:
    """For whom the pass line lies beyond everybody who may vote."""
    own = self_voters(connection, ballot) if rule.self_barred else set()
    numbers = {one.number for one in nominees(connection, ballot["id"])}
    message = _("This rule can never be met for {numbers}: {rule}; of {count} at most {most} can agree.")
    found = []
    for some, barred in ((numbers - own, False), (own, True)):
        if some and rule.line is not None and not rules.reachable(rule.line, count, self_barred=barred):
            named = ", ".join(str(number) for number in sorted(some))
            words = rules.in_words(rule.line, count, rule.clause)
            found.append(message.format(numbers=named, rule=words, count=count, most=count - barred))
    return found


def _passed_over(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[str]:
    """A block's own rules that nobody has verified, so that they were not taken."""
    if ballot["state"] not in ("draft", "frozen"):
        return []
    message = _("The block's own rule {code} is not verified, so it was not taken.")
    found = dict.fromkeys(
        str(rule["code"])
        for known in _known_rules(connection, ballot).values()
        for rule in known
        if rule["block"] is not None and rule["certainty"] == "unverified"
    )
    return [message.format(code=code) for code in found]


def issues(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[tuple[str, str]]:
    """Everything that stands in the way of a freeze: (what, the command that mends it)."""
    code = ballot["code"]
    found: list[tuple[str, str]] = []
    given = {"ballot": code, "year": ballot["year"]}
    if not nominees(connection, ballot["id"]):
        found.append((_("no nominee"), command_line("emulation ballot nominate {ballot} UNIT --award CODE", given)))
    if ballot["mode"] == "secret" and not tellers(connection, ballot["id"]):
        found.append((_("no teller"), command_line('emulation ballot teller {ballot} "NAME" "NAME"', given)))
    if numbers_now(connection, ballot)["entitled"] == 0:
        found.append((_("nobody is entitled to vote"), command_line("emulation year join {year} UNIT…", given)))
    found += _of_gone_units(connection, ballot)
    problem = resolved(connection, ballot).problem
    if problem:
        line = f"emulation ballot rule {{ballot}} --threshold N% --of {'|'.join(BASES)}"
        found.append((problem, command_line(line, given)))
    return found


def _of_gone_units(connection: sqlite3.Connection, ballot: sqlite3.Row) -> Iterator[tuple[str, str]]:
    """Nominees and units entered as present that are not there any more on the day of the meeting."""
    for one in nominees(connection, ballot["id"]):
        if (said := units.gone(connection, one.code, ballot["on"])) is not None:
            what = _("nominee {number}: {said}").format(number=one.number, said=said)
            yield what, f"emulation ballot drop {ballot['code']} {one.number}"
    for unit in attending(connection, ballot["meeting_id"], PRESENT):
        if (said := units.gone(connection, unit, ballot["on"])) is not None:
            what = _("present at {meeting}: {said}").format(meeting=ballot["meeting"], said=said)
            yield what, f"emulation meeting strike {ballot['meeting']} attendance {unit}"


def self_voters(connection: sqlite3.Connection, ballot: sqlite3.Row) -> set[int]:
    """The numbers of the nominees that are themselves voters: who was given a slip, or before the close, may be."""
    if ballot["entitled_number"] is not None:  # persons of a council, not units
        return set()
    closed = ballot["issued"] is not None
    voters = {voter.unit_id for voter in roll(connection, ballot) if voter.issued or not closed}
    return {one.number for one in nominees(connection, ballot["id"]) if one.recipient_id in voters}


def rule_record(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, object]:
    """The rule that holds, explained: how many votes are needed as the roll stands now, and why."""
    rule = resolved(connection, ballot)
    line, now = rule.line, numbers_now(connection, ballot)
    numbers = {**now, "members": now["entitled"], "returned": ballot["returned"], "valid": ballot["valid"]}
    known = None if line is None else numbers[line.base]
    clause = rule.clause or ballot["basis"]
    return {
        "ballot": ballot["code"],
        "words": rules.in_words(line, known, clause) if line else None,
        "rule": line.record() if line else None,
        "clause": clause,
        "certainty": rule.certainty if line and rule.clause else None,
        "mode": rule.mode,
        "quorum": rule.quorum,
        "self_voting": rule.self_voting,
        "seats": ballot["seats"],
        "base": known,
        "needed": rules.needed(line, known) if line and known is not None else None,
        "problem": rule.problem or None,
        "not_stated": unstated(ballot, rule) if not rule.problem else [],
        "cautions": cautions(connection, ballot) if not rule.problem else [],
    }
