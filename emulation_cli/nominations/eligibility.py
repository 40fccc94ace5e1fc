"""Who may be proposed: each condition of the law over what the register knows of a candidate. Pure decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from emulation_cli.awards import fields
from emulation_cli.awards import rules as norms
from emulation_cli.awards.fields import CONFIRMED, MEASURES
from emulation_cli.ballots.rules import Line, passes
from emulation_cli.kernel import terms
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import fraction_of

MET, NOT_MET, UNKNOWN, OVERRIDDEN = "met", "not-met", "unknown", "overridden"
ENFORCED = CONFIRMED
"""How sure a rule must be for it to bar anybody; one that was read in part or not at all warns."""


@frozen
class Merit:
    """An award that somebody holds or is proposed for.

    Attributes:
        award: the award, as its field list has it.
        year: the year whose merits it is for.
        source: the decision or the proposal that says so, as it is told.
        achievement: the comparing key of what it is for, "" where nothing was said.
        movement: code, or None.
    """

    award: Values
    year: int
    source: str
    achievement: str = ""
    movement: str | None = None


@frozen
class Candidate:
    """What the register knows of who is or may be proposed, for one award and one year.

    Attributes:
        award: the award aimed at.
        year, first, last, day: the block's year, its first and last ISO day, the ISO day asked for.
        held: what was granted and not cancelled, but for this proposal's own.
        pending: what else the candidate is proposed for and nobody has decided.
        since: ISO day of the first day in service known, None where none is; `perhaps_longer`: of a post, not of
            the recruitment.
        matters: discipline and inquiries of the candidate; of a collective, its people's discipline, too.
        people: award code → (its people who hold it for the year, those proposed for it besides, its people).
        registered: codes of the awards registered for; None where nobody of the block registered any.
        excluded: why the unit is not considered for emulation in the year, or None.
        achievement, movement: what this proposal is for.
    """

    award: Values
    year: int
    first: str
    last: str
    day: str
    held: Sequence[Merit] = ()
    pending: Sequence[Merit] = ()
    since: str | None = None
    perhaps_longer: bool = False
    matters: Sequence[Values] = ()
    people: Mapping[str, tuple[int, int, int]] = MappingProxyType({})
    registered: frozenset[str] | None = None
    excluded: str | None = None
    achievement: str = ""
    movement: str | None = None


Verdict = tuple[str, str]
"""met, not-met or unknown, and why, in words."""


def months_between(first: str, last: str) -> int:
    """Whole months from one ISO day to another, both counted."""
    start, end = date.fromisoformat(first), date.fromordinal(date.fromisoformat(last).toordinal() + 1)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _number(value: object, default: int) -> int:
    return default if value is None else int(str(value))


def _titles(rule: Values, who: Candidate) -> Verdict:
    """So many times in consecutive years, the last of them as long before the year as the rule says."""
    needs, count = rule["needs"], _number(rule["count"], 1)
    held = {one.year for one in who.held if one.award["code"] == needs}
    hoped = held | {one.year for one in who.pending if one.award["code"] == needs}
    nearest, farthest = _number(rule["latest"], 0), _number(rule["earliest"], 99)
    for known, verdict in ((held, MET), (hoped, UNKNOWN)):
        for last in range(who.year - nearest, who.year - farthest - 1, -1):
            run = [last - back for back in reversed(range(count))]
            if known.issuperset(run):
                words = _("{award} of {years}") if verdict == MET else _("{award} of {years}, not all decided yet")
                return verdict, words.format(award=needs, years=", ".join(map(str, run)))
    if held:
        return NOT_MET, _("holds {award} of {years} only").format(award=needs, years=", ".join(map(str, sorted(held))))
    return NOT_MET, _("the register holds no {award}").format(award=needs)


def _share(rule: Values, who: Candidate) -> Verdict:
    """So much of the unit's people hold the title for the year."""
    holders, hoped, people = who.people.get(str(rule["needs"]), (0, 0, 0))
    if not people:
        return UNKNOWN, _("the register knows nobody of the unit")
    num, den = fraction_of(str(rule["share"]))
    said = _("{holders} of {people} hold {award}").format(holders=holders, people=people, award=rule["needs"])
    if holders * den >= num * people:
        return MET, said
    if (holders + hoped) * den >= num * people:
        return UNKNOWN, said + _(", {count} more are proposed").format(count=hoped)
    return NOT_MET, said


def _service(rule: Values, who: Candidate) -> Verdict:
    """So many months in service by the year's last day."""
    if who.since is None:
        return UNKNOWN, _("the register does not know since when in service")
    months, needed = max(0, months_between(who.since, who.last)), _number(rule["count"], 0)
    said = _("{months} months by {day}, {needed} needed")
    words = said.format(months=months, day=show_date(who.last), needed=needed)
    if months >= needed:
        return MET, words
    if who.perhaps_longer:
        return UNKNOWN, words + _("; counted from the first post known, enter the recruitment: --recruited")
    return NOT_MET, words


def _no_discipline(rule: Values, who: Candidate) -> Verdict:
    """No measure imposed in the year, from the one the rule names up; each counts in one year only."""
    least = MEASURES.index(str(rule["measure"])) if rule["measure"] else 0
    for one in who.matters:
        if one["kind"] != "discipline" or not who.first <= str(one["from"]) <= min(who.last, who.day):
            continue
        said = f"{one['recipient']}: {one['document']} ({show_date(str(one['from']))})"
        if one["measure"] is None and least:
            return UNKNOWN, said + _(", by which measure is not entered")
        if one["measure"] is None or MEASURES.index(str(one["measure"])) >= least:
            return NOT_MET, said
    return MET, _("none in the register")


def _no_inquiry(_rule: Values, who: Candidate) -> Verdict:
    """Nothing under examination on the day."""
    for one in who.matters:
        open_ = str(one["from"]) <= who.day and (one["to"] is None or who.day < str(one["to"]))
        if one["kind"] == "inquiry" and open_:
            return NOT_MET, f"{one['recipient']}: {one['document']} ({show_date(str(one['from']))})"
    return MET, _("none open in the register")


def _once(_rule: Values, who: Candidate) -> Verdict:
    """Never granted before."""
    before = [one for one in who.held if one.award["code"] == who.award["code"]]
    return (NOT_MET, _told(before)) if before else (MET, _("none in the register"))


def _not_again(_rule: Values, who: Candidate) -> Verdict:
    """The achievement was not rewarded already, nor is it proposed for another award."""
    others = [*who.held, *who.pending]
    same = [one for one in others if _same(one, who)]
    if same:
        return NOT_MET, _told(same)
    doubtful = [one for one in others if one.year == who.year and one.award["form"] == who.award["form"]]
    if doubtful and not (who.achievement or who.movement):
        return UNKNOWN, _("what it is for is not said; beside {others}").format(others=_told(doubtful))
    return MET, _("none for the same in the register")


def _same(one: Merit, who: Candidate) -> bool:
    """Whether a merit is for what a proposal is for: the same words, or the same movement in the same year."""
    if who.achievement and one.achievement == who.achievement:
        return True
    unsaid = not (who.achievement and one.achievement)
    return unsaid and who.movement is not None and (one.movement, one.year) == (who.movement, who.year)


def _interval(rule: Values, who: Candidate) -> Verdict:
    """No other award of the rule's scope for one of the last years, this one included."""
    years = range(who.year - _number(rule["count"], 1) + 1, who.year + 1)
    near = [one for one in (*who.held, *who.pending) if one.year in years and norms.concerns(rule, one.award)]
    return (NOT_MET, _told(near)) if near else (MET, _("none in the register"))


def _registered(_rule: Values, who: Candidate) -> Verdict:
    """The title was registered for in the year."""
    if who.registered is None:
        return UNKNOWN, _("nobody of the block registered titles")
    return (MET if who.award["code"] in who.registered else NOT_MET), _("by the year's registrations")


def _considered(_rule: Values, who: Candidate) -> Verdict:
    """The unit is considered for emulation in the year."""
    return (NOT_MET, who.excluded) if who.excluded is not None else (MET, _("not excluded"))


def _judged(_rule: Values, _who: Candidate) -> Verdict:
    """What the register cannot know: papers prove it."""
    return UNKNOWN, _("proved by papers; enter it with: emulation nomination attest")


TESTS: Mapping[str, Callable[[Values, Candidate], Verdict]] = {
    fields.TITLES_HELD: _titles,
    fields.SHARE: _share,
    fields.SERVICE: _service,
    fields.NO_DISCIPLINE: _no_discipline,
    fields.NO_INQUIRY: _no_inquiry,
    fields.ONCE: _once,
    fields.NOT_AGAIN: _not_again,
    fields.INTERVAL: _interval,
    fields.REGISTERED: _registered,
    fields.CONSIDERED: _considered,
    fields.JUDGED: _judged,
}


def _told(merits: Iterable[Merit]) -> str:
    return "; ".join(f"{one.award['code']} {one.year} ({one.source})" for one in merits)


def repeated(who: Candidate) -> str:
    """What the candidate was granted of the same award before, "" where nothing."""
    return _told(one for one in who.held if one.award["code"] == who.award["code"])


@frozen
class Check:
    """What became of one rule: which, by which text and how sure it is, its verdict and why, what was found of it."""

    check: str
    test: str
    what: str
    clause: str
    certainty: str
    verdict: str
    said: str
    choice: str | None = None
    reason: str | None = None

    @property
    def bars(self) -> bool:
        """Whether it keeps a proposal from being submitted."""
        return self.verdict == NOT_MET and self.certainty == ENFORCED


def check(rule: Values, who: Candidate) -> Check:
    """One condition over one candidate."""
    verdict, said = TESTS[str(rule["test"])](rule, who)
    choice = None if rule["choice"] is None else str(rule["choice"])
    code, test, what, clause, sure = (str(rule[key] or "") for key in ("code", "test", "text", "clause", "certainty"))
    return Check(code, test, what, clause, sure, verdict, said, choice)


def settle(checks: Sequence[Check]) -> list[Check]:
    """Of alternatives one is enough: the others are met by it, or stay open while one of them is."""
    best: dict[str, Check] = {}
    for one in checks:
        if one.choice is not None:
            best[one.choice] = min(best.get(one.choice, one), one, key=lambda known: _ORDER.index(known.verdict))
    return [_beside(one, best[one.choice]) if one.choice in best else one for one in checks]


_ORDER = (MET, OVERRIDDEN, UNKNOWN, NOT_MET)
"""Verdicts, the one that settles a choice first."""


def _beside(one: Check, best: Check) -> Check:
    if best is one or _ORDER.index(best.verdict) >= _ORDER.index(one.verdict):
        return one
    said = _("{said}; {check} stands for it").format(said=one.said, check=best.check)
    return replaced(one, verdict=MET if best.verdict == OVERRIDDEN else best.verdict, said=said)


def outcome(checks: Sequence[Check], *, known: bool) -> str:
    """What it comes to: barred by a rule that was read, open, or eligible.

    Open while such a rule is, while one that was not read is not met, or where nothing is `known` of what the award
    itself asks for.
    """
    firm = {one.verdict for one in checks if one.certainty == ENFORCED}
    if NOT_MET in firm:
        return NOT_MET
    doubtful = any(one.verdict == NOT_MET for one in checks)
    return UNKNOWN if UNKNOWN in firm or doubtful or not known else MET


def check_vote(rule: Mapping[str, object], vote: tuple[int, int] | None) -> Check:
    """A vote (how many agreed, of how many) against a dated voting rule; without one it is not known."""
    line = Line(int(str(rule["numerator"])), int(str(rule["denominator"])), str(rule["comparison"]), str(rule["base"]))
    what = _("at least {share} of {base}") if line.comparison == "at-least" else _("more than {share} of {base}")
    verdict, said = UNKNOWN, _("no vote is entered: --agree N --of N")
    if vote is not None:
        verdict = MET if passes(line, *vote) else NOT_MET
        said = _("{agree} of {base} agreed").format(agree=vote[0], base=vote[1])
    share = f"{line.numerator}/{line.denominator}"
    words = (str(rule["code"]), "vote", what.format(share=share, base=terms.spoken(line.base, "of")))
    return Check(*words, str(rule["clause"]), str(rule["certainty"]), verdict, said)


def most(share: str, least: int | None, holders: int) -> int:
    """How many a share allows: rounded down, but at least so many where the rule says so."""
    num, den = fraction_of(share)
    return max(holders * num // den, least or 0)
