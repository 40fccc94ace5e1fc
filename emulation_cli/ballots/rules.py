"""Pass lines, outcomes and the identities of a count: pure decisions over whole numbers.

A vote passes by `agree * denominator >= numerator * base` (or `>`), never by a percentage. A tie is an outcome, never a
sort order.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from emulation_cli.kernel import terms
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import fraction_of

PASSED, NOT_PASSED, TIED, NO_QUORUM = "passed", "not-passed", "tied", "no-quorum"
CHOICES = ("agree", "disagree", "blank")
"""What a slip can say of a nominee: đồng ý, không đồng ý, không có ý kiến."""
FINGERPRINT_LETTERS = 32
"""Hexadecimal letters of a fingerprint: 128 bits of a SHA-256."""


@frozen
class Line:
    """A pass line: `numerator`/`denominator`, "at-least" or "more-than", of a base."""

    numerator: int
    denominator: int
    comparison: str
    base: str

    @classmethod
    def parse(cls, threshold: str, comparison: str, base: str) -> Line:
        """A line from the stored fraction "4/5"."""
        return cls(*fraction_of(threshold), comparison, base)

    def record(self) -> dict[str, object]:
        """The line as JSON shows it."""
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "comparison": self.comparison,
            "base": self.base,
        }


@frozen
class Paper:
    """The numbers of one ballot's paper, whole and not negative."""

    entitled: int
    present: int
    written: int
    issued: int
    returned: int
    invalid: int
    printed: int | None = None
    spoiled: int | None = None

    @property
    def valid(self) -> int:
        """Slips that count for and against."""
        return self.returned - self.invalid

    @property
    def spare(self) -> int | None:
        """Slips printed that nobody was given, or None where it is not stated how many were printed."""
        return None if self.printed is None else self.printed - self.issued - (self.spoiled or 0)

    def base(self, name: str) -> int:
        """The number that a pass line is reckoned of."""
        return self.entitled if name == "members" else int(getattr(self, name))


@frozen
class Votes:
    """What one nominee received."""

    agree: int
    disagree: int
    blank: int

    @property
    def total(self) -> int:
        """All slips that say something, or nothing, about the nominee."""
        return self.agree + self.disagree + self.blank


_REACHES: dict[str, Callable[[int, int], bool]] = {"at-least": operator.ge, "more-than": operator.gt}
_FEWEST: dict[str, Callable[[int, int], int]] = {
    "at-least": lambda share, whole: -(-share // whole),
    "more-than": lambda share, whole: share // whole + 1,
}


def passes(line: Line, agree: int, base: int) -> bool:
    """Whether `agree` of `base` reaches the line; of nobody, nothing passes."""
    if base <= 0:
        return False
    return _REACHES[line.comparison](agree * line.denominator, line.numerator * base)


def needed(line: Line, base: int) -> int | None:
    """The fewest agreeing votes of `base` that pass, or None where the base is nobody."""
    if base <= 0:
        return None
    return _FEWEST[line.comparison](line.numerator * base, line.denominator)


def reachable(line: Line, entitled: int, *, self_barred: bool) -> bool:
    """Whether a nominee can ever reach the line, with everybody there and agreeing.

    Where a unit may not vote on itself it is still one of the members: 4 of 4 are needed of 4, and 3 can agree.
    """
    if line.base == "members":
        least = needed(line, entitled)
        return least is not None and least <= entitled - self_barred
    return passes(line, 1, 1)


def share_cut(agree: int, base: int) -> int | None:
    """The share in hundredths of a percent, cut and never rounded up: 26 of 29 is 8965; None of nobody.

    It is shown, never compared.
    """
    return agree * 10_000 // base if base > 0 else None


def quorum_met(quorum: tuple[int, int] | None, present: int, entitled: int) -> bool | None:
    """Whether at least the quorum's share of those entitled was present; None where no quorum is stated."""
    if quorum is None:
        return None
    return entitled > 0 and present * quorum[1] >= quorum[0] * entitled


def outcomes(line: Line, paper: Paper, votes: Sequence[Votes], *, seats: int | None, quorum: bool | None) -> list[str]:
    """The outcome of each nominee, in the order given.

    With seats, at most that many pass, those with most agreeing votes first; who is equal across the last seat is tied.
    """
    if quorum is False:
        return [NO_QUORUM] * len(votes)
    base = paper.base(line.base)
    reached = [vote.agree for vote in votes if passes(line, vote.agree, base)]
    return [_among(vote.agree, reached, seats) if passes(line, vote.agree, base) else NOT_PASSED for vote in votes]


def _among(agree: int, reached: Sequence[int], seats: int | None) -> str:
    """The outcome of one who reaches the line among all who do, itself included."""
    if seats is None or sum(1 for other in reached if other >= agree) <= seats:
        return PASSED
    return TIED if sum(1 for other in reached if other > agree) < seats else NOT_PASSED


def check_paper(paper: Paper) -> Iterator[Finding]:
    """Issued ≤ entitled; returned ≤ issued; invalid ≤ returned."""
    if paper.issued > paper.entitled:
        message = _("{issued} slips issued to {entitled} entitled").format(issued=paper.issued, entitled=paper.entitled)
        yield Finding("issued", message)
    if paper.returned > paper.issued:
        message = _("{returned} slips returned of {issued} issued").format(returned=paper.returned, issued=paper.issued)
        yield Finding("returned", message)
    if paper.invalid > paper.returned:
        message = _("{invalid} invalid of {returned} returned").format(invalid=paper.invalid, returned=paper.returned)
        yield Finding("invalid", message)

    if paper.spare is not None and paper.spare < 0:
        message = _("{printed} slips printed, but {issued} issued + {spoiled} spoiled = {total}")
        spoiled = paper.spoiled or 0
        total = paper.issued + spoiled
        given = message.format(printed=paper.printed, issued=paper.issued, spoiled=spoiled, total=total)
        yield Finding("printed", given)


def check_own_votes(paper: Paper, votes: Mapping[int, Votes], own: Collection[int]) -> Iterator[Finding]:
    """Where a unit may not vote on itself, one slip at least says nothing on it.

    `own` are the numbers of the nominees to whose unit a slip was issued.
    """
    for number in sorted(set(votes) & set(own)):
        said = votes[number].agree + votes[number].disagree
        if said > paper.issued - 1:
            message = _(
                "nominee {number}: {agree} + {disagree} = {said} of {issued} slips, but its own may not vote on it"
            )
            vote = votes[number]
            message = message.format(
                number=number, agree=vote.agree, disagree=vote.disagree, said=said, issued=paper.issued
            )
            yield Finding("self-voting", message)


def check_votes(paper: Paper, votes: Mapping[int, Votes], numbers: Sequence[int]) -> Iterator[Finding]:
    """Every nominee has its votes once, and for each agree + disagree + blank = valid, where that can be reckoned."""
    for number in sorted(set(votes) - set(numbers)):
        yield Finding("nominee", _("there is no nominee {number}").format(number=number))
    for number in numbers:
        if number not in votes:
            yield Finding("nominee", _("the votes of nominee {number} are missing").format(number=number))
        elif paper.valid >= 0 and votes[number].total != paper.valid:
            vote = votes[number]
            message = _(
                "nominee {number}: {agree} + {disagree} + {blank} = {total}, but {returned} returned"
                " - {invalid} invalid = {valid} valid"
            )
            yield Finding(
                "valid",
                message.format(
                    number=number,
                    agree=vote.agree,
                    disagree=vote.disagree,
                    blank=vote.blank,
                    total=vote.total,
                    returned=paper.returned,
                    invalid=paper.invalid,
                    valid=paper.valid,
                ),
            )


LATER = ("printed", "spoiled")
"""Numbers that a fingerprint holds only where they are stated: older ones were taken without them."""


def fingerprint(frozen: str, numbers: Mapping[str, object], nominees: Sequence[tuple[object, ...]]) -> str:
    """The first letters of SHA-256 over what was frozen and what was counted.

    Args:
        frozen: the canonical JSON written at freeze, so later renames change nothing.
        numbers: entitled, present, written, issued, returned, valid, invalid, note; printed and spoiled if stated.
        nominees: (number, agree, disagree, blank, outcome) of each.
    """
    import hashlib

    from emulation_cli.kernel.audit import canonical

    stated = {key: value for key, value in numbers.items() if key not in LATER or value is not None}
    whole = canonical({"frozen": frozen, **stated, "nominees": [list(line) for line in nominees]})
    return hashlib.sha256(whole.encode()).hexdigest()[:FINGERPRINT_LETTERS]


def share_text(numerator: int, denominator: int) -> str:
    """A share as people write it: "80 %", or "2/3" where it is no whole percent."""
    whole, rest = divmod(100 * numerator, denominator)
    return f"{numerator}/{denominator}" if rest else f"{whole} %"


def in_words(line: Line, base: int | None, clause: str | None) -> str:
    """The rule in words: “5 of 6 members (at least 80 %, TT 01/2019/TT-VKSTC, Điều 20)”.

    Where `base`, the number that the line is reckoned of, is None or nobody: “at least 80 % of members (TT …)”.
    """
    said = {"at-least": _("at least {share}"), "more-than": _("more than {share}")}[line.comparison]
    why = said.format(share=share_text(line.numerator, line.denominator))
    source = f"{why}, {clause}" if clause else why
    least = None if base is None else needed(line, base)
    if least is None:
        return f"{why} {_('of')} {terms.spoken(line.base, 'of')}" + (f" ({clause})" if clause else "")
    return _("{needed} of {base} {what} ({source})").format(
        needed=least, base=base, what=terms.spoken(line.base, "of"), source=source
    )
