"""What scores come to: totals are sums of lines, places are the same whatever the order, ties are ties."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from emulation_cli.scores import rules
from emulation_cli.scores.rules import SCORED, STAGES, Line, Sums

POINTS = st.integers(0, 10_000)
stages = st.dictionaries(st.sampled_from(STAGES), POINTS)
totals = st.dictionaries(st.text("ABCDĐ", min_size=1, max_size=3), st.none() | st.integers(-50, 50), max_size=12)


def line(number, kind="points", **more):
    return Line(number, f"L{number}", kind, "x", **more)


# -- places -----------------------------------------------------------------------------------------------------------


def test_equal_totals_share_a_place_and_the_next_one_is_left_out():
    found = rules.ranks({"A": 90, "B": 97, "C": 90, "D": 1, "E": None})
    assert found == {"B": (1, False), "A": (2, True), "C": (2, True), "D": (4, False), "E": (None, False)}


@given(totals, st.randoms())
def test_places_are_the_same_in_whatever_order_the_units_come(known, random):
    shuffled = list(known.items())
    random.shuffle(shuffled)
    assert rules.ranks(dict(shuffled)) == rules.ranks(known)


@given(totals)
def test_a_place_is_one_more_than_the_units_with_a_higher_total(known):
    for unit, (place, tied) in rules.ranks(known).items():
        total, scored = known[unit], [one for one in known.values() if one is not None]
        if total is None:
            assert (place, tied) == (None, False)
        else:
            assert place == 1 + sum(one > total for one in scored)
            assert tied == (scored.count(total) > 1)


# -- sums -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from([*SCORED, "group", "class"]), stages), max_size=12))
def test_a_total_is_the_sum_of_its_lines(made):
    table = [line(number, kind) for number, (kind, _stages) in enumerate(made)]
    counted = rules.counted({number: given for number, (_kind, given) in enumerate(made)})
    found = rules.sums(table, counted)
    by_kind = Counter()
    for one in table:
        by_kind[one.kind] += counted.get(one.id, 0)
    assert found == Sums(*(by_kind[kind] for kind in SCORED))
    assert found.total == by_kind["points"] + by_kind["bonus"] - by_kind["penalty"]
    assert sum(rules.sums([one], counted).total for one in table) == found.total


def test_a_total_may_exceed_the_scale():
    table = [line(1, most=10_000), line(2, "bonus", most=1_000)]
    assert rules.sums(table, {1: 9_700, 2: 1_000}).total == 10_700


@given(stages)
def test_the_last_stage_that_gave_points_counts(known):
    best = rules.counts(known)
    assert (best is None) == (not known)
    assert all(STAGES.index(stage) <= STAGES.index(best) for stage in known)
    assert rules.counted({7: known}) == ({7: known[best]} if known else {})


# -- lines ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "applies"), [("Cấp Tỉnh", True), ("cap  tinh", True), ("trường", False), (None, False)]
)
def test_a_line_is_for_its_kinds_of_unit_however_they_are_written(kind, applies):
    assert line(1, kinds=frozenset({"cap tinh"})).applies(kind) == applies
    assert line(1).applies(kind)
    assert not line(1, "group").applies(kind)


@given(st.dictionaries(st.integers(0, 40), st.text("ABC", min_size=1), max_size=5), st.integers(-10, 60))
def test_the_class_is_the_highest_that_the_total_reaches(thresholds, total):
    table = [
        Line(place, str(place), "class", name, least=least) for place, (least, name) in enumerate(thresholds.items())
    ]
    reached = [least for least in thresholds if least <= total]
    assert rules.classed([*table, line(99)], total) == (thresholds[max(reached)] if reached else None)


@given(st.lists(POINTS, min_size=1, max_size=5), POINTS, st.sampled_from(SCORED))
def test_a_group_takes_points_up_to_its_maximum_and_not_a_hundredth_more(points, most, kind):
    group = Line(1, "I", "group", "x", most=most)
    table = [group, *(line(place, kind, group_id=1) for place in range(2, 2 + len(points)))]
    faults = list(rules.group_faults(group, table, "TH", dict(enumerate(points, start=2))))
    assert bool(faults) == (sum(points) > most)


# -- through the command ----------------------------------------------------------------------------------------------

_ready = []


@pytest.fixture
def scored(cli, request):
    """Cụm 6 with four lines, the same register for each example."""
    if not _ready:
        request.getfixturevalue("cum6")
        for code, more in (("A", ["--most", "60"]), ("B", ["--most", "40"]), ("T", []), ("P", [])):
            kind = {"T": "bonus", "P": "penalty"}.get(code, "points")
            cli.ok("score", "line", "C6/2023", code, "--name", code, "--kind", kind, *more)
        _ready.append(cli.db.read_bytes())

    def fresh():
        cli.db.write_bytes(_ready[0])
        return cli

    return fresh


hundredths = st.integers(0, 4000).map(lambda number: number / 100)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["TH", "NA", "HT", "QB"]),
            "criterion": st.sampled_from(["A", "B", "T", "P"]),
            "stage": st.sampled_from(["self", "appraised"]),
            "points": hundredths,
        }
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row["unit"], row["criterion"], row["stage"]),
)
few = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few
@given(rows, st.randoms())
def test_the_ranking_does_not_hang_on_the_order_of_entry_and_an_import_again_changes_nothing(scored, made, random):
    cli = scored()
    cli.folder.joinpath("s.json").write_text(json.dumps(made))
    cli.ok("import", "scores", "s.json", "--year", "C6/2023")
    first, bytes_ = cli.json("score", "rank", "C6/2023"), cli.db.read_bytes()
    for ending in ("xlsx", "csv", "json"):
        cli.ok("export", "scores", "C6/2023", "-o", f"again.{ending}", "--force")
        report = cli.json("import", "scores", f"again.{ending}", "--update")
        assert (report["rows"], report["unchanged"]) == (len(made), len(made))
    assert cli.db.read_bytes() == bytes_
    cli = scored()
    random.shuffle(made)
    cli.folder.joinpath("s.json").write_text(json.dumps(made))
    cli.ok("import", "scores", "s.json", "--year", "C6/2023")
    assert cli.json("score", "rank", "C6/2023") == first
    for one in first:
        shown = cli.json("score", "show", "C6/2023", one["unit"])
        signs = {"points": 1, "bonus": 1, "penalty": -1}
        sums = [round(entry["counts"] * 100) * signs[entry["kind"]] for entry in shown["lines"] if entry["stage"]]
        assert one["total"] == (sum(sums) / 100 if sums else None)
