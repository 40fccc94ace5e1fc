"""Results: per target, unit and period; met, exceeded or missed; against the year before; missing; revised."""

from calendar import monthrange

import pytest
from conftest import start
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.kernel import language
from emulation_cli.pledges import rules

YEAR = "C6/2023"


@start
def adopted(cum6):
    cum6.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "20/02/2023")
    cum6.ok("pledge", "draft", YEAR)
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ giải quyết", "--goal", "≥ 90", "--measure", "%", "--unit", "TH,NA")
    cum6.ok("pledge", "target", YEAR, "CT2", "Án bị hủy", "--goal", "≤ 1,5", "--measure", "%")
    cum6.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")


def enter(cli, target, unit, value, period="year", year=YEAR, *words):
    return cli.json("pledge", "result", year, target, unit, value, "--period", period, *words)


# -- met, exceeded, missed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        ("CT1", "89,99", "missed"),
        ("CT1", "90", "met"),
        ("CT1", "90,01", "exceeded"),
        ("CT2", "1,51", "missed"),
        ("CT2", "1,5", "met"),
        ("CT2", "0", "exceeded"),
    ],
)
def test_a_result_is_met_exceeded_or_missed(adopted, target, value, said):
    row = enter(adopted, target, "TH", value)
    assert (row["outcome"], row["achieved"]) == (said, said != "missed")


@given(st.sampled_from("≥>=≤<"), st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_what_is_exceeded_is_met_and_better_than_the_number(sign, number, actual):
    goal = rules.show_goal(sign, number, comma=False)
    said = rules.outcome(goal, actual)
    assert (said == "missed") is not rules.COMPARISONS[sign](actual, number)
    if said == "exceeded":
        assert sign in "≥≤"
        assert rules.trend(goal, actual, number) == "better"


# -- periods ----------------------------------------------------------------------------------------------------------


def test_a_year_has_its_first_six_months_and_the_whole_and_others_by_name(adopted):
    adopted.ok("pledge", "period", YEAR, "Q1", "Quý một", "--from", "01/01/2023", "--to", "31/03/2023")
    rows = adopted.json("pledge", "periods", YEAR)
    assert [(row["period"], row["from"], row["to"]) for row in rows] == [
        ("Q1", "2023-01-01", "2023-03-31"),
        ("midyear", "2023-01-01", "2023-06-30"),
        ("year", "2023-01-01", "2023-12-31"),
    ]
    assert enter(adopted, "CT1", "TH", "88", "q1")["period"] == "Q1"
    assert enter(adopted, "CT1", "TH", "89", "Q1")["former"] == [{"actual": 88, "on": "2023-07-01"}]


def test_the_sectors_year_begins_in_december(adopted):
    adopted.ok("block", "edit", "C6", "--year-begins", "01/12")
    adopted.ok("year", "open", "C6/2024")
    spans = [(row["from"], row["to"]) for row in adopted.json("pledge", "periods", "C6/2024")]
    assert spans == [("2023-12-01", "2024-05-31"), ("2023-12-01", "2024-11-30")]


@given(st.dates(min_value=rules.date(1990, 1, 1), max_value=rules.date(2100, 1, 1)))
def test_six_months_end_on_the_eve_of_the_same_day_or_the_last_one_of_its_month(first):
    after = rules.date.fromisoformat(rules.half_year(first.isoformat())) + rules.timedelta(days=1)
    assert (after.year * 12 + after.month) - (first.year * 12 + first.month) == 6
    assert after.day == first.day or after.day == monthrange(after.year, after.month)[1]


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("Q0", ("01/12/2022", "31/01/2023")),
        ("Q0", ("01/12/2023", "31/01/2024")),
        ("Q0", ("31/03/2023", "01/03/2023")),
        ("MidYear", ("01/01/2023", "31/03/2023")),
        ("có dấu cách", ("01/01/2023", "31/03/2023")),
    ],
)
def test_a_period_that_cannot_be_is_refused(adopted, code, days):
    before = adopted.db.read_bytes()
    adopted.refused(3, "pledge", "period", YEAR, code, "Kỳ", "--from", days[0], "--to", days[1])
    assert adopted.db.read_bytes() == before


def test_a_period_with_results_keeps_its_code_and_stays(adopted):
    adopted.ok("pledge", "period", YEAR, "Q1", "Quý một", "--from", "01/01/2023", "--to", "31/03/2023")
    enter(adopted, "CT1", "TH", "88", "Q1")
    adopted.ok("pledge", "period", YEAR, "Q1", "Quý I", "--to", "30/03/2023")
    adopted.ok("export", "periods", "-o", "ky.csv")
    assert adopted.json("import", "periods", "ky.csv")["unchanged"] == 1
    said = adopted.refused(2, "pledge", "result", YEAR, "CT1", "TH", "88", "--period", "Q2")
    assert "midyear, year" in said
    assert "Q1" in said


# -- revisions --------------------------------------------------------------------------------------------------------


def test_a_revised_value_keeps_the_earlier_ones(adopted):
    for value, day in (("88", "05/07/2023"), ("88", "06/07/2023"), ("89,5", "10/07/2023"), ("91", "20/07/2023")):
        row = enter(adopted, "CT1", "TH", value, "midyear", YEAR, "--on", day)
    assert row["former"] == [{"actual": 88, "on": "2023-07-06"}, {"actual": 89.5, "on": "2023-07-10"}]
    assert adopted.json("pledge", "history", YEAR, "CT1", "TH", "midyear") == [
        *row["former"],
        {"actual": 91, "on": "2023-07-20"},
    ]
    adopted.refused(4, "pledge", "history", YEAR, "CT1", "NA", "midyear")


def test_a_revision_by_import_keeps_the_earlier_value_too(adopted):
    enter(adopted, "CT1", "TH", "88", "midyear")
    adopted.ok("export", "results", YEAR, "-o", "kq.csv")
    text = (adopted.folder / "kq.csv").read_text(encoding="utf-8-sig")
    assert adopted.json("import", "results", "kq.csv")["unchanged"] == 1
    (adopted.folder / "kq.csv").write_text(text.replace("88", "92.5"), encoding="utf-8")
    assert adopted.json("import", "results", "kq.csv", "--update")["changed"] == 1
    assert [one["actual"] for one in adopted.json("pledge", "history", YEAR, "CT1", "TH", "midyear")] == [88, 92.5]


def test_a_result_struck_goes_with_its_history(adopted):
    enter(adopted, "CT1", "TH", "88", "midyear")
    enter(adopted, "CT1", "TH", "89", "midyear")
    adopted.ok("pledge", "strike", YEAR, "result", "CT1", "TH", "MIDYEAR")
    assert adopted.json("pledge", "results", YEAR) == []
    assert enter(adopted, "CT1", "TH", "90", "midyear")["former"] == []


# -- against the year before, and what is missing ---------------------------------------------------------------------


def test_a_result_stands_beside_the_same_units_of_the_year_before(adopted):
    adopted.ok("year", "open", "C6/2024", "--like", YEAR)
    adopted.ok("pledge", "draft", "C6/2024")
    adopted.ok("pledge", "target", "C6/2024", "X1", "tỷ lệ  giải quyết", "--goal", "≥ 92", "--measure", "%")
    adopted.ok("pledge", "target", "C6/2024", "X2", "Án bị hủy", "--goal", "≤ 1", "--measure", "%")
    adopted.ok("pledge", "target", "C6/2024", "X3", "Án bị hủy", "--goal", "≤ 1", "--measure", "vụ")
    for target, unit, value in (("CT1", "TH", "91"), ("CT1", "NA", "95"), ("CT2", "TH", "0,5")):
        enter(adopted, target, unit, value)
    rows = [
        enter(adopted, target, unit, value, "year", "C6/2024")
        for target, unit, value in (
            ("X1", "TH", "93"),
            ("X1", "NA", "94"),
            ("X2", "TH", "0,5"),
            ("X3", "TH", "0"),
            ("X1", "HT", "9"),
        )
    ]
    assert [(row["before"], row["trend"]) for row in rows] == [
        (91, "better"),
        (95, "worse"),
        (0.5, "same"),
        (None, None),
        (None, None),
    ]
    assert enter(adopted, "X1", "TH", "93", "midyear", "C6/2024")["before"] is None


def test_missing_results_are_those_of_periods_that_are_over(adopted):
    enter(adopted, "CT1", "TH", "91", "midyear", YEAR, "--on", "05/07/2023")
    for unit in ("TH", "NA", "HT", "QB", "QT"):
        enter(adopted, "CT2", unit, "1", "midyear", YEAR, "--on", "05/07/2023")
    missing = adopted.json("pledge", "missing", YEAR, "--on", "06/07/2023")
    assert [(row["period"], row["target"], row["unit"]) for row in missing] == [
        ("midyear", "CT1", "NA"),
        ("midyear", "CT2", "TTH"),
    ]
    assert adopted.json("pledge", "missing", YEAR, "--on", "30/06/2023") == []
    assert len(adopted.json("pledge", "missing", YEAR, "--period", "midyear", "--on", "04/07/2023")) == 8
    assert len(adopted.json("pledge", "missing", YEAR, "--on", "01/01/2024")) == 2 + 8
    adopted.refused(2, "pledge", "missing", YEAR, "--period", "quý")


def test_a_result_of_a_unit_outside_the_pledge_is_refused_with_its_place(adopted):
    (adopted.folder / "kq.csv").write_text(
        "year,target,unit,period,actual\nC6/2023,CT1,TH,year,91\nC6/2023,CT1,HT,year,91\nC6/2023,CT9,TH,year,91\n"
        "C6/2023,CT1,NA,quý,91\n",
        encoding="utf-8",
    )
    before = adopted.db.read_bytes()
    done = adopted("import", "results", "kq.csv", "--format", "json")
    assert done.code == 3
    assert adopted.db.read_bytes() == before
    found = {(one["row"], one["column"], one["rule"]) for one in done.json["errors"]}
    assert found == {(3, "unit", "member"), (4, "target", "reference"), (5, "period", "choice")}


def test_the_screen_has_the_comma_of_its_language_and_files_the_point(adopted):
    adopted.ok("pledge", "period", YEAR, "Q1", "Quý một", "--from", "01/01/2023", "--to", "31/03/2023")
    enter(adopted, "CT2", "TH", "0,5", "Q1")
    in_vietnamese = adopted.ok("pledge", "results", YEAR, "--period", "Q1", "--lang", "vi")
    assert "≤ 1,5 % 0,5" in " ".join(in_vietnamese.split())
    assert "≤ 1.5  %        0.5" in adopted.ok("pledge", "results", YEAR, "--period", "Q1", "--lang", "en")
    assert adopted.json("pledge", "results", YEAR, "--lang", "vi")[0]["goal"] == "≤ 1.5"


def test_in_vietnamese_a_goal_and_what_was_reached_have_a_decimal_comma_and_json_its_point(cum6):
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "01/03/2023")
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "target", "C6/2023", "G", "Giải quyết", "--goal", "≥ 90,5", "--unit-goal", "QT ≥ 88,5")
    cum6.ok("pledge", "adopt", "C6/2023", "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", "C6/2023", "all", "--on", "01/03/2023")
    in_english = cum6("pledge", "result", "C6/2023", "G", "TH", "91,2", "--period", "midyear").err
    said = cum6("pledge", "result", "C6/2023", "G", "TH", "91,2", "--period", "midyear", "--lang", "vi").err
    shown = cum6.ok("pledge", "show", "C6/2023", "--lang", "vi")
    language.speak("en")
    assert ("91.2" in in_english, "≥ 90.5" in in_english) == (True, True)
    assert ("91,2" in said, "≥ 90,5" in said) == (True, True)
    assert ("≥ 90,5" in shown, "≥ 88,5" in shown) == (True, True)
    (target,) = cum6.json("pledge", "show", "C6/2023")["targets"]
    assert (target["goal"], target["goals"]) == ("≥ 90.5", {"QT": "≥ 88.5"})
