"""The pass line against exact fractions: every base up to 200, every number of votes, both comparators."""

from __future__ import annotations

from fractions import Fraction

import pytest

from emulation_cli.ballots import rules
from emulation_cli.ballots.rules import NOT_PASSED, PASSED, Line, Paper, Votes

THRESHOLDS = [(1, 2), (2, 3), (7, 10), (4, 5), (9, 10), (1, 1)]
COMPARISONS = ["at-least", "more-than"]
MOST = 200
"""Every base up to this many is tried with every number of agreeing votes."""
BASES = {"members": "entitled", "present": "present", "issued": "issued", "returned": "returned", "valid": "valid"}
"""What a line is reckoned of → the number of the paper that it means."""


def reaches(line, comparison, agree, base):
    """Whether a share reaches a line, reckoned in fractions; of nobody nothing does."""
    if base == 0:
        return False
    return Fraction(agree, base) >= line if comparison == "at-least" else Fraction(agree, base) > line


def paper_with(name, number):
    """A paper on which one number is `number` and the others differ from it and from each other."""
    given = dict.fromkeys(("present", "written", "issued", "returned"), number + 7) | {"entitled": number + 9}
    if name == "valid":
        return Paper(**given | {"returned": number + 3}, invalid=3)
    return Paper(**given | {name: number}, invalid=1)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_outcomes_are_those_of_exact_fractions_of_whichever_number_is_the_base(
    numerator, denominator, comparison, base
):
    line = Line(numerator, denominator, comparison, base)
    for number in range(MOST + 1):
        paper = paper_with(BASES[base], number)
        votes = [Votes(agree, 0, 0) for agree in range(number + 1)]
        expected = [reaches(Fraction(numerator, denominator), comparison, vote.agree, number) for vote in votes]
        found = rules.outcomes(line, paper, votes, seats=None, quorum=None)
        assert [outcome == PASSED for outcome in found] == expected, number
        assert set(found) <= {PASSED, NOT_PASSED}


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_what_is_needed_is_the_least_that_passes(numerator, denominator, comparison):
    line, share = Line(numerator, denominator, comparison, "valid"), Fraction(numerator, denominator)
    for base in range(1, MOST + 1):
        enough = (agree for agree in range(base + 2) if reaches(share, comparison, agree, base))
        assert rules.needed(line, base) == next(enough), base
