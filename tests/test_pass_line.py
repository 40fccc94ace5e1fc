"""Pass lines, outcomes, quorum and the identities of a count, against an oracle of exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.ballots import rules
from emulation_cli.ballots.rules import NO_QUORUM, NOT_PASSED, PASSED, TIED, Line, Paper, Votes
from emulation_cli.kernel.numbers import parse_fraction

THRESHOLDS = [(1, 2), (2, 3), (7, 10), (4, 5), (9, 10), (1, 1)]
COMPARISONS = ["at-least", "more-than"]


def by_fraction(numerator, denominator, comparison, agree, base):
    """Whether a share reaches a line, reckoned another way."""
    if base == 0:
        return False
    share, line = Fraction(agree, base), Fraction(numerator, denominator)
    return share >= line if comparison == "at-least" else share > line


def whole(valid, *, invalid=0):
    """A paper on which everybody was present and everything came back."""
    returned = valid + invalid
    return Paper(returned, returned, 0, returned, returned, invalid)


def decided(line, agreeing, *, valid=10, seats=None, quorum=None):
    votes = [Votes(agree, valid - agree, 0) for agree in agreeing]
    return rules.outcomes(line, whole(valid), votes, seats=seats, quorum=quorum)


# -- the line ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_a_vote_passes_exactly_where_its_share_as_a_fraction_does(numerator, denominator, comparison):
    line = Line(numerator, denominator, comparison, "valid")
    for base in range(61):
        for agree in range(base + 1):
            expected = by_fraction(numerator, denominator, comparison, agree, base)
            assert rules.passes(line, agree, base) is expected, (agree, base)


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_what_is_needed_is_the_least_that_passes(numerator, denominator, comparison):
    line = Line(numerator, denominator, comparison, "valid")
    for base in range(1, 61):
        enough = (agree for agree in range(base + 2) if by_fraction(numerator, denominator, comparison, agree, base))
        assert rules.needed(line, base) == next(enough), base


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_of_nobody_nothing_passes_and_nothing_is_needed(comparison):
    line = Line(1, 2, comparison, "valid")
    for nobody in (0, -1):
        assert rules.passes(line, 0, nobody) is False
        assert rules.needed(line, nobody) is None
        assert rules.share_cut(0, nobody) is None
        assert rules.quorum_met((1, 2), 0, nobody) is False
    assert rules.outcomes(line, whole(0, invalid=5), [Votes(0, 0, 0)], seats=None, quorum=None) == [NOT_PASSED]


@pytest.mark.parametrize(
    ("threshold", "comparison", "agree", "base", "expected"),
    [
        ("1/2", "more-than", 3, 5, True),  # the narrowest majority
        ("1/2", "more-than", 2, 5, False),
        ("1/2", "more-than", 10, 18, True),  # more than half of the 18 returned
        ("1/2", "more-than", 9, 18, False),
        ("1/2", "at-least", 9, 18, True),
        ("4/5", "at-least", 12, 15, True),  # exactly on the line
        ("4/5", "more-than", 12, 15, False),
        ("9/10", "at-least", 13, 14, True),
        ("9/10", "at-least", 12, 14, False),
        ("9/10", "at-least", 26, 29, False),  # 89.66 % is not 90 %
        ("9/10", "at-least", 27, 29, True),
        ("9/10", "at-least", 27, 30, True),
        ("9/10", "more-than", 27, 30, False),
        ("1/1", "at-least", 6, 6, True),
        ("1/1", "more-than", 6, 6, False),
    ],
)
def test_known_counts_fall_on_the_right_side_of_the_line(threshold, comparison, agree, base, expected):
    line = Line.parse(threshold, comparison, "valid")
    assert rules.passes(line, agree, base) is expected
    assert (agree >= rules.needed(line, base)) is expected


def test_twenty_members_of_whom_eighteen_returned_need_ten():
    paper = Paper(entitled=20, present=19, written=0, issued=19, returned=18, invalid=2)
    line = Line(1, 2, "more-than", "returned")
    assert (paper.valid, paper.base("returned"), rules.needed(line, paper.base("returned"))) == (16, 18, 10)
    votes = [Votes(10, 6, 0), Votes(9, 7, 0)]
    assert rules.outcomes(line, paper, votes, seats=None, quorum=None) == [PASSED, NOT_PASSED]


@pytest.mark.parametrize(
    ("base", "expected"), [("members", 20), ("present", 17), ("issued", 19), ("returned", 18), ("valid", 16)]
)
def test_a_line_is_reckoned_of_the_number_it_names(base, expected):
    assert Paper(entitled=20, present=17, written=2, issued=19, returned=18, invalid=2).base(base) == expected


# -- seats and ties ---------------------------------------------------------------------------------------------------

HALF = Line(1, 2, "at-least", "valid")


@pytest.mark.parametrize(
    ("agreeing", "seats", "expected"),
    [
        ([9, 8, 7], 2, [PASSED, PASSED, NOT_PASSED]),
        ([9, 8, 8], 2, [PASSED, TIED, TIED]),  # equal across the last seat
        ([8, 8, 9], 2, [TIED, TIED, PASSED]),
        ([9, 9, 7], 2, [PASSED, PASSED, NOT_PASSED]),  # equal, but both have a seat
        ([8, 8, 8], 2, [TIED, TIED, TIED]),
        ([8, 8, 8], 3, [PASSED, PASSED, PASSED]),
        ([9, 4, 4], 2, [PASSED, NOT_PASSED, NOT_PASSED]),  # equal below the line is no tie
        ([4, 4], 1, [NOT_PASSED, NOT_PASSED]),
        ([9, 8, 7], None, [PASSED, PASSED, PASSED]),
        ([9, 8, 7, 7, 5], 4, [PASSED, PASSED, PASSED, PASSED, NOT_PASSED]),
    ],
)
def test_seats_go_to_the_most_votes_and_a_tie_for_the_last_is_told(agreeing, seats, expected):
    assert decided(HALF, agreeing, seats=seats) == expected


@given(
    agreeing=st.lists(st.integers(0, 10), min_size=1, max_size=8),
    seats=st.integers(1, 8),
    line=st.sampled_from([Line(*one, comparison, "valid") for one in THRESHOLDS for comparison in COMPARISONS]),
    data=st.data(),
)
def test_outcomes_do_not_depend_on_the_order_of_the_nominees(agreeing, seats, line, data):
    order = data.draw(st.permutations(range(len(agreeing))))
    straight = decided(line, agreeing, seats=seats)
    assert decided(line, [agreeing[place] for place in order], seats=seats) == [straight[place] for place in order]


@given(agreeing=st.lists(st.integers(0, 10), min_size=1, max_size=8), seats=st.integers(1, 8))
def test_a_seat_passes_exactly_who_fewer_than_the_seats_equal_or_outdo(agreeing, seats):
    for agree, outcome in zip(agreeing, decided(HALF, agreeing, seats=seats), strict=True):
        reached = [other for other in agreeing if other >= 5]
        more, as_many = sum(other > agree for other in reached), sum(other >= agree for other in reached)
        if agree < 5 or more >= seats:
            assert outcome == NOT_PASSED
        else:
            assert outcome == (PASSED if as_many <= seats else TIED)


# -- quorum -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_a_quorum_is_met_by_at_least_its_share_of_the_entitled(numerator, denominator):
    for entitled in range(61):
        for present in range(entitled + 1):
            expected = entitled > 0 and Fraction(present, entitled) >= Fraction(numerator, denominator)
            assert rules.quorum_met((numerator, denominator), present, entitled) is expected, (present, entitled)


def test_an_unstated_quorum_is_neither_met_nor_missed():
    assert rules.quorum_met(None, 0, 6) is None
    assert decided(HALF, [10, 0], quorum=None) == [PASSED, NOT_PASSED]


def test_without_a_quorum_met_nobody_has_passed_and_nobody_has_not():
    assert decided(HALF, [10, 0], quorum=False) == [NO_QUORUM, NO_QUORUM]
    assert decided(HALF, [10, 0], quorum=True) == [PASSED, NOT_PASSED]


# -- identities -------------------------------------------------------------------------------------------------------


def test_the_paper_is_sound_exactly_where_each_number_fits_in_the_one_before():
    for entitled, issued, returned, invalid in product(range(4), repeat=4):
        found = [one.rule for one in rules.check_paper(Paper(entitled, 0, 0, issued, returned, invalid))]
        wrong = {"issued": issued > entitled, "returned": returned > issued, "invalid": invalid > returned}
        assert found == [rule for rule, is_wrong in wrong.items() if is_wrong]


def test_votes_of_a_nominee_are_sound_exactly_where_they_add_up_to_the_valid():
    for agree, disagree, blank in product(range(6), repeat=3):
        found = list(rules.check_votes(whole(5, invalid=2), {1: Votes(agree, disagree, blank)}, [1]))
        assert bool(found) is (agree + disagree + blank != 5), (agree, disagree, blank)


def test_a_wrong_sum_is_told_with_its_arithmetic():
    (finding,) = rules.check_votes(whole(5, invalid=2), {1: Votes(3, 1, 0)}, [1])
    for part in ("nominee 1", "3 + 1 + 0 = 4", "7 returned", "2 invalid", "5 valid"):
        assert part in finding.message


def test_a_missing_and_an_unknown_nominee_are_both_told():
    messages = [one.message for one in rules.check_votes(whole(2), {1: Votes(2, 0, 0), 9: Votes(2, 0, 0)}, [1, 2])]
    assert len(messages) == 2
    assert "9" in messages[0]
    assert "2" in messages[1]


def test_slips_printed_are_those_issued_spoiled_and_spare():
    for issued, printed, spoiled in product(range(3), (None, *range(6)), (None, 0, 1, 2)):
        paper = Paper(9, 9, 0, issued, 0, 0, printed, spoiled)
        spare = None if printed is None else printed - issued - (spoiled or 0)
        assert paper.spare == spare
        found = [one.rule for one in rules.check_paper(paper)]
        assert found == (["printed"] if spare is not None and spare < 0 else [])


def test_too_few_printed_are_told_with_the_arithmetic():
    for spoiled, words in ((2, ("2 spoiled", "= 7")), (None, ("0 spoiled", "= 5"))):
        (finding,) = rules.check_paper(Paper(9, 9, 0, 5, 5, 0, 4, spoiled))
        for part in ("4 slips printed", "5 issued", *words):
            assert part in finding.message


def test_where_a_unit_may_not_vote_on_itself_one_slip_says_nothing_on_it():
    for issued, agree, disagree in product(range(1, 5), range(5), range(5)):
        paper = Paper(5, 5, 0, issued, issued, 0)
        votes = {1: Votes(agree, disagree, 0), 2: Votes(5, 5, 0)}
        found = list(rules.check_own_votes(paper, votes, {1, 7}))
        assert bool(found) is (agree + disagree >= issued), (issued, agree, disagree)
    (finding,) = rules.check_own_votes(Paper(5, 5, 0, 5, 5, 0), {3: Votes(3, 2, 0)}, [3])
    assert "nominee 3: 3 + 2 = 5 of 5 slips" in finding.message


# -- what can be reached, and how it is written -----------------------------------------------------------------------


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize(("numerator", "denominator"), THRESHOLDS)
def test_of_the_members_a_line_is_reachable_where_all_who_may_vote_on_somebody_pass_it(
    numerator, denominator, comparison
):
    line = Line(numerator, denominator, comparison, "members")
    for entitled, barred in product(range(31), (False, True)):
        most = entitled - 1 if barred else entitled
        expected = entitled > 0 and by_fraction(numerator, denominator, comparison, most, entitled)
        assert rules.reachable(line, entitled, self_barred=barred) is expected, (entitled, barred)


@pytest.mark.parametrize("base", ["present", "issued", "returned", "valid"])
@pytest.mark.parametrize("barred", [False, True])
def test_of_those_who_vote_everything_but_more_than_all_is_reachable(base, barred):
    assert rules.reachable(Line(1, 1, "at-least", base), 4, self_barred=barred)
    assert rules.reachable(Line(1, 2, "more-than", base), 4, self_barred=barred)
    assert not rules.reachable(Line(1, 1, "more-than", base), 4, self_barred=barred)


def test_a_share_is_cut_never_rounded_up_and_of_nobody_is_none():
    for base in range(1, 31):
        for agree in range(base + 1):
            shown = rules.share_cut(agree, base)
            assert isinstance(shown, int)
            assert Fraction(shown, 10_000) <= Fraction(agree, base) < Fraction(shown + 1, 10_000)
    assert rules.share_cut(26, 29) == 8965
    assert rules.share_cut(0, 0) is None


@pytest.mark.parametrize(
    ("share", "text"), [((4, 5), "80 %"), ((1, 2), "50 %"), ((1, 1), "100 %"), ((2, 3), "2/3"), ((1, 8), "1/8")]
)
def test_a_share_is_written_as_a_whole_percent_or_as_the_fraction_it_is(share, text):
    assert rules.share_text(*share) == text


@pytest.mark.parametrize(
    ("line", "base", "clause", "words"),
    [
        (Line(4, 5, "at-least", "members"), 6, "Điều 20", "5 of 6 members (at least 80 %, Điều 20)"),
        (Line(1, 2, "more-than", "issued"), 6, None, "4 of 6 issued (more than 50 %)"),
        (Line(2, 3, "at-least", "valid"), None, None, "at least 2/3 of valid"),
        (
            Line(2, 3, "at-least", "members"),
            0,
            "Điều 5",
            "at least 2/3 of members (Điều 5)",
        ),
    ],
)
def test_a_rule_is_said_in_words(line, base, clause, words):
    assert rules.in_words(line, base, clause) == words


def test_a_fingerprint_is_of_everything_that_is_stated():
    numbers = {"entitled": 6, "note": None}
    print_of = rules.fingerprint
    first = print_of("{}", numbers, [(1, 5, 1, 0, PASSED)])
    assert len(first) == 32
    assert first == print_of("{}", {**numbers, "printed": None, "spoiled": None}, [(1, 5, 1, 0, PASSED)])
    others = [
        print_of("[]", numbers, [(1, 5, 1, 0, PASSED)]),
        print_of("{}", {**numbers, "entitled": 7}, [(1, 5, 1, 0, PASSED)]),
        print_of("{}", {**numbers, "note": "thiếu"}, [(1, 5, 1, 0, PASSED)]),
        print_of("{}", {**numbers, "printed": 6}, [(1, 5, 1, 0, PASSED)]),
        print_of("{}", {**numbers, "spoiled": 6}, [(1, 5, 1, 0, PASSED)]),
        print_of("{}", numbers, [(1, 1, 5, 0, PASSED)]),
        print_of("{}", numbers, [(1, 5, 1, 0, NOT_PASSED)]),
    ]
    assert len({first, *others}) == len(others) + 1


# -- reading a fraction -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80%", (4, 5)),
        (" 80 % ", (4, 5)),
        ("8/10", (4, 5)),
        ("4 / 5", (4, 5)),
        ("100%", (1, 1)),
        ("1%", (1, 100)),
        ("6667/10000", (6667, 10000)),
    ],
)
def test_a_share_is_read_as_a_fraction_in_lowest_terms(text, expected):
    assert parse_fraction(text) == expected


@pytest.mark.parametrize(
    "text",
    ["0%", "0/5", "101%", "6/5", "1/0", "0.8", "80", "66,7%", "66.7%", "-1/2", "", "4/5/6", "a/b", "²/5", "４/5"],
)
def test_what_is_no_exact_share_between_nothing_and_all_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_fraction(text)


@given(numerator=st.integers(1, 1000), more=st.integers(0, 1000))
def test_a_read_fraction_equals_what_was_typed(numerator, more):
    denominator = numerator + more
    assert Fraction(*parse_fraction(f"{numerator}/{denominator}")) == Fraction(numerator, denominator)
