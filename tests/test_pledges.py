"""The pledge: drafted, adopted, signed, kept."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import start
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.kernel.numbers import parse_points
from emulation_cli.pledges import rules

YEAR = "C6/2023"


@start
def draft(cum6):
    """A pledge with one item and three targets, and the meeting that could adopt it."""
    cum6.ok("document", "add", "96/2019/QH14", "--kind", "NQ", "--on", "27/11/2019")
    cum6.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "01/03/2023")
    cum6.ok("pledge", "draft", YEAR, "--title", "Giao ước thi đua 2023")
    cum6.ok("pledge", "item", YEAR, "Chống oan, sai", "--basis", "96/2019/QH14")
    cum6.ok("pledge", "target", YEAR, "GQTG", "Tỷ lệ giải quyết", "--goal", "≥ 90,5", "--measure", "%")
    cum6.ok("pledge", "target", YEAR, "TRE", "Án quá hạn", "--goal", "= 0", "--unit", "TH,NA")
    cum6.ok("pledge", "target", YEAR, "HUY", "Án hủy", "--goal", "<=1.5")


@start
def adopted(draft):
    draft.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--agree", "5", "--disagree", "1")


def show(cli):
    return cli.json("pledge", "show", YEAR)


def test_a_draft_is_shown_with_its_content_and_targets(draft):
    shown = show(draft)
    assert shown.keys() >= {"state", "items", "targets", "signatures", "missing"}
    assert (shown["state"], shown["title"], shown["signatures"]) == ("draft", "Giao ước thi đua 2023", [])
    assert shown["missing"] == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    (item,) = shown["items"]
    assert (item["number"], item["text"], item["units"], item["basis"]) == (1, "Chống oan, sai", [], ["96/2019/QH14"])
    assert [(row["code"], row["goal"], row["measure"], row["units"]) for row in shown["targets"]] == [
        ("GQTG", "≥ 90.5", "%", []),
        ("TRE", "= 0", None, ["NA", "TH"]),
        ("HUY", "≤ 1.5", None, []),
    ]


def test_a_year_has_one_pledge_and_without_it_nothing_is_entered(draft):
    assert YEAR in draft.refused(3, "pledge", "draft", YEAR)
    draft.ok("year", "open", "C6/2024")
    assert "pledge draft C6/2024" in draft.refused(4, "pledge", "item", "C6/2024", "Một việc")
    draft.refused(4, "pledge", "show", "C6/2024")
    draft.refused(4, "pledge", "draft", "C7/2023")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("≥98", "≥ 98"),
        (">= 90,50", "≥ 90.5"),
        ("> 0", "> 0"),
        ("=  0,05", "= 0.05"),
        ("<=1.5", "≤ 1.5"),
        ("< -2", "< -2"),
    ],
)
def test_a_goal_is_a_comparison_and_a_number_with_comma_or_point(draft, typed, kept):
    draft.ok("pledge", "target", YEAR, "T", "Chỉ tiêu", "--goal", typed)
    assert show(draft)["targets"][-1]["goal"] == kept


@pytest.mark.parametrize("goal", ["98", "≥", "≥ x", "=> 98", "≥ 1.000", "≥ 98%", "≥ 1,234,5", ""])
def test_what_is_no_goal_is_refused(draft, goal):
    draft.refused(3, "pledge", "target", YEAR, "T", "Chỉ tiêu", "--goal", goal)


def test_content_and_targets_are_for_members_and_corrected_until_adoption(draft):
    draft.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    assert "QN" in draft.refused(3, "pledge", "item", YEAR, "Một việc", "--unit", "QN")
    draft.refused(4, "pledge", "target", YEAR, "T", "Chỉ tiêu", "--goal", "> 0", "--unit", "XYZ")
    draft.ok("pledge", "item", YEAR, "Chống oan, sai, bỏ lọt tội phạm", "--unit", "TH,HT", "--number", "1")
    (item,) = show(draft)["items"]
    assert (item["text"], item["units"], item["basis"]) == (
        *("Chống oan, sai, bỏ lọt tội phạm", ["HT", "TH"]),
        ["96/2019/QH14"],
    )
    draft.ok("pledge", "target", YEAR, "gqtg", "Tỷ lệ giải quyết tin báo", "--goal", "≥ 95")
    first = show(draft)["targets"][0]
    assert (len(show(draft)["targets"]), first["name"], first["goal"], first["measure"]) == (
        *(3, "Tỷ lệ giải quyết tin báo", "≥ 95"),
        "%",
    )


# -- adoption ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [(3, 3, 0), (3, 2, 1), (0, 0, 0), (2, 0, 4)])
def test_a_pledge_that_is_not_carried_is_not_adopted(draft, counts):
    words = [str(word) for pair in zip(("--agree", "--disagree", "--abstain"), counts, strict=True) for word in pair]
    assert "not carried" in draft.refused(3, "pledge", "adopt", YEAR, "--meeting", "PD", *words)
    assert show(draft)["state"] == "draft"


def test_a_pledge_is_adopted_by_consensus_or_by_counts(draft):
    for words in ((), ("--agree", "6"), ("--consensus", "--agree", "6", "--disagree", "0")):
        draft.refused(2, "pledge", "adopt", YEAR, "--meeting", "PD", *words)
    shown = draft.json("pledge", "adopt", YEAR, "--meeting", "PD", "--agree", "4", "--disagree", "2")
    assert shown["state"] == "adopted"
    assert shown["adoption"] == {"meeting": "PD", "consensus": False, "agree": 4, "disagree": 2, "abstain": 0}
    shown = draft.json("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    assert (shown["adoption"]["consensus"], shown["adoption"]["agree"]) == (True, None)


def test_a_consensus_has_no_abstentions(draft):
    draft.refused(2, "pledge", "adopt", YEAR, "--meeting", "PD", "--consensus", "--abstain", "2")


def test_a_meeting_of_another_year_does_not_adopt(draft):
    draft.ok("year", "open", "C6/2024")
    draft.ok("meeting", "add", "PD24", "C6/2024", "--kind", "launch", "--on", "01/03/2024")
    assert "PD24" in draft.refused(3, "pledge", "adopt", YEAR, "--meeting", "PD24", "--consensus")
    draft.refused(4, "pledge", "adopt", YEAR, "--meeting", "XYZ", "--consensus")


def test_the_content_of_an_adopted_pledge_stays_as_it_is(adopted):
    (adopted.folder / "items.csv").write_text("text\nMột việc khác\n", encoding="utf-8")
    for words in (
        ("pledge", "item", YEAR, "Một việc khác"),
        ("pledge", "item", YEAR, "Một việc khác", "--number", "1"),
        ("pledge", "target", YEAR, "GQTG", "Tỷ lệ giải quyết", "--goal", "≥ 80"),
        ("pledge", "strike", YEAR, "item", "1"),
        ("pledge", "strike", YEAR, "target", "HUY"),
        ("pledge", "edit", YEAR, "--title", "Khác"),
        ("pledge", "remove", YEAR, "--yes"),
        ("import", "pledge-items", "items.csv", "--year", YEAR),
    ):
        before = adopted.db.read_bytes()
        assert "adopted" in adopted.refused(3, *words)
        assert adopted.db.read_bytes() == before


def test_a_refused_edit_names_the_pledge_and_the_way_back(adopted):
    said = adopted.refused(3, "pledge", "edit", YEAR, "--title", "Khác")
    assert YEAR in said
    assert "pledge withdraw" in said


def test_an_adoption_is_withdrawn_only_before_anybody_has_signed(adopted):
    adopted.refused(2, "pledge", "withdraw", YEAR)
    shown = adopted.json("pledge", "withdraw", YEAR, "--reason", "sai nội dung")
    assert (shown["state"], shown["adoption"]) == ("draft", None)
    assert adopted.json("log", "--limit", "1")[0]["reason"] == "sai nội dung"
    adopted.refused(3, "pledge", "withdraw", YEAR, "--reason", "lần nữa")
    adopted.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    adopted.ok("pledge", "sign", YEAR, "TH", "--on", "01/03/2023")
    for words in (("withdraw", YEAR, "--reason", "sai"), ("adopt", YEAR, "--meeting", "PD", "--consensus")):
        assert "signature" in adopted.refused(3, "pledge", *words)
    adopted.ok("pledge", "strike", YEAR, "signature", "TH")
    adopted.ok("pledge", "withdraw", YEAR, "--reason", "sai nội dung")


# -- signatures -------------------------------------------------------------------------------------------------------


def test_a_pledge_is_signed_once_nobody_is_missing(adopted):
    adopted.ok("pledge", "sign", YEAR, "TTH", "QB,TH", "--on", "01/03/2023")
    shown = show(adopted)
    assert (shown["state"], shown["missing"]) == ("adopted", ["NA", "HT", "QT"])
    assert [row["unit"] for row in shown["signatures"]] == ["TH", "QB", "TTH"]
    adopted.ok("pledge", "sign", YEAR, "all", "--on", "02/03/2023")
    shown = show(adopted)
    assert (shown["state"], shown["missing"], len(shown["signatures"])) == ("signed", [], 6)


def test_a_signature_stays_of_its_day_and_the_same_day_again_corrects_the_signer(adopted):
    adopted.ok("pledge", "sign", YEAR, "TH", "--on", "01/03/2023")
    said = adopted.refused(3, "pledge", "sign", YEAR, "th", "--on", "05/03/2023")
    assert "TH has signed on 01/03/2023" in said
    assert "emulation pledge strike C6/2023 signature TH" in said
    adopted.ok("pledge", "strike", YEAR, "signature", "TH")
    adopted.ok("pledge", "sign", YEAR, "TH", "--on", "05/03/2023")
    adopted.ok("pledge", "sign", YEAR, "th", "--on", "05/03/2023", "--by", "Nguyễn Văn A, Viện trưởng")
    assert show(adopted)["signatures"] == [
        {"unit": "TH", "signed_on": "2023-03-05", "by": "Nguyễn Văn A, Viện trưởng"},
    ]


def test_a_signature_keeps_its_signer_where_a_second_entry_names_none(adopted):
    adopted.ok("pledge", "sign", YEAR, "TH", "--on", "01/03/2023", "--by", "Nguyễn Văn A, Viện trưởng")
    adopted.ok("pledge", "sign", YEAR, "all", "--on", "02/03/2023")
    assert show(adopted)["signatures"][0]["by"] == "Nguyễn Văn A, Viện trưởng"


def test_only_members_sign_and_only_what_is_adopted(draft):
    assert "adopt" in draft.refused(3, "pledge", "sign", YEAR, "TH", "--on", "01/03/2023")
    draft.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    draft.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    assert "QN" in draft.refused(3, "pledge", "sign", YEAR, "TH", "QN", "--on", "01/03/2023")
    draft.refused(4, "pledge", "sign", YEAR, "XYZ", "--on", "01/03/2023")
    draft.ok("year", "leave", YEAR, "HT", "--on", "01/03/2023")
    draft.refused(3, "pledge", "sign", YEAR, "HT", "--on", "01/03/2023")
    assert (show(draft)["signatures"], "HT" in show(draft)["missing"]) == ([], False)


# -- results ----------------------------------------------------------------------------------------------------------


def test_results_are_told_against_their_goals(adopted):
    for unit, value in (("TH", "90,5"), ("NA", "90.49"), ("HT", "100")):
        adopted.ok("pledge", "result", YEAR, "gqtg", unit, value, "--period", "midyear")
    adopted.ok("pledge", "result", YEAR, "TRE", "TH", "0", "--period", "year")
    rows = adopted.json("pledge", "results", YEAR, "--period", "midyear")
    keys = ("target", "unit", "goal", "actual", "achieved", "percent")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("GQTG", "TH", "≥ 90.5", 90.5, True, 100),
        ("GQTG", "NA", "≥ 90.5", 90.49, False, 99.99),
        ("GQTG", "HT", "≥ 90.5", 100, True, 110.5),
    ]
    (row,) = adopted.json("pledge", "results", YEAR, "--period", "year")
    assert (row["target"], row["achieved"], row["percent"]) == ("TRE", True, None)


def test_a_second_result_corrects_the_first_in_its_period(adopted):
    for value, period in (("80", "midyear"), ("97", "year"), ("91,25", "midyear")):
        adopted.ok("pledge", "result", YEAR, "GQTG", "TH", value, "--period", period)
    rows = adopted.json("pledge", "results", YEAR)
    assert sorted((row["period"], row["actual"]) for row in rows) == [("midyear", 91.25), ("year", 97)]


def test_a_result_that_cannot_be_is_refused(adopted):
    adopted.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    assert "TRE" in adopted.refused(3, "pledge", "result", YEAR, "TRE", "HT", "0", "--period", "year")
    assert "QN" in adopted.refused(3, "pledge", "result", YEAR, "GQTG", "QN", "99", "--period", "year")
    adopted.refused(4, "pledge", "result", YEAR, "XYZ", "TH", "99", "--period", "year")
    adopted.refused(2, "pledge", "result", YEAR, "GQTG", "TH", "99", "--period", "quarter")
    adopted.refused(3, "pledge", "result", YEAR, "GQTG", "TH", "1.000", "--period", "year")
    adopted.refused(2, "pledge", "results", YEAR, "--period", "quarter")
    assert adopted.json("pledge", "results", YEAR) == []


HUNDREDTHS = st.integers(-10_000_000, 10_000_000)
SIGNS = ("≥", ">", "=", "≤", "<")


def written(number, mark):
    return f"{number:f}".replace(".", mark)


@given(st.sampled_from(SIGNS), HUNDREDTHS, HUNDREDTHS | st.just(0), st.sampled_from([",", "."]))
def test_a_goal_is_met_by_the_comparison_of_the_numbers_as_written(sign, goal, off, mark):
    wanted, actual = Decimal(goal).scaleb(-2), Decimal(goal + off).scaleb(-2)
    compared = {
        "≥": actual >= wanted,
        ">": actual > wanted,
        "=": actual == wanted,
        "≤": actual <= wanted,
        "<": actual < wanted,
    }
    kept = rules.show_goal(*rules.parse_goal(f"{sign}{written(wanted, mark)}"), comma=False)
    said = rules.outcome(kept, parse_points(written(actual, mark)))
    assert (said != "missed") is compared[sign]
    assert (said == "exceeded") is (sign in "≥≤" and compared[sign] and off != 0)


@given(HUNDREDTHS.filter(bool), HUNDREDTHS)
def test_percent_is_the_quotient_with_two_decimals_half_up_as_a_spreadsheet_shows_it(goal, actual):
    shown = Fraction(str(rules.percent(rules.show_goal("≥", goal, comma=False), actual)))
    exact = Fraction(actual * 100, goal)
    assert abs(exact) - Fraction(1, 200) < abs(shown) <= abs(exact) + Fraction(1, 200)
    assert shown == 0 or (shown > 0) == (exact > 0)


# -- striking, import and export --------------------------------------------------------------------------------------


def test_every_part_is_struck_by_its_name(draft):
    draft.ok("pledge", "strike", YEAR, "item", "1")
    draft.ok("pledge", "strike", YEAR, "target", "huy")
    draft.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    draft.ok("pledge", "sign", YEAR, "TH", "NA", "--on", "01/03/2023")
    draft.ok("pledge", "result", YEAR, "GQTG", "TH", "99", "--period", "year")
    draft.ok("pledge", "strike", YEAR, "signature", "TH")
    draft.ok("pledge", "strike", YEAR, "result", "GQTG", "TH", "year")
    shown = show(draft)
    assert (shown["items"], [row["code"] for row in shown["targets"]]) == ([], ["GQTG", "TRE"])
    assert [row["unit"] for row in shown["signatures"]] == ["NA"]
    assert draft.json("pledge", "results", YEAR) == []
    for words in (("item", "1"), ("target", "HUY"), ("signature", "TH"), ("result", "GQTG", "TH", "year")):
        draft.refused(4, "pledge", "strike", YEAR, *words)
    draft.refused(2, "pledge", "strike", YEAR, "page", "1")


def test_a_target_with_results_is_kept_for_them(draft):
    draft.ok("pledge", "result", YEAR, "GQTG", "TH", "99", "--period", "year")
    assert "result" in draft.refused(3, "pledge", "strike", YEAR, "target", "GQTG")


def test_a_draft_pledge_is_removed_with_its_content(draft):
    draft.ok("pledge", "remove", YEAR, "--yes")
    draft.refused(4, "pledge", "show", YEAR)


@pytest.mark.parametrize("kind", ["pledge-items", "targets", "signatures", "results"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_what_was_exported_comes_back_unchanged_and_without_its_year_takes_the_one_named(adopted, kind, ending):
    adopted.ok("pledge", "sign", YEAR, "TH", "NA", "--on", "01/03/2023", "--by", "Nguyễn Văn A, Viện trưởng")
    adopted.ok("pledge", "result", YEAR, "GQTG", "TH", "90,5", "--period", "year")
    out = adopted.folder / f"out.{ending}"
    adopted.ok("export", kind, YEAR, "-o", out)
    report = adopted.json("import", kind, out)
    assert report["rows"] == report["unchanged"] > 0
    adopted.ok("export", kind, YEAR, "-o", adopted.folder / "rows.json")
    rows = json.loads((adopted.folder / "rows.json").read_text(encoding="utf-8"))
    bare = [{key: value for key, value in row.items() if key != "year"} for row in rows]
    (adopted.folder / "bare.json").write_text(json.dumps(bare, ensure_ascii=False), encoding="utf-8")
    assert adopted.json("import", kind, "bare.json", "--year", YEAR)["unchanged"] == len(rows)


def test_items_targets_signatures_and_results_are_imported_into_the_year_named(draft):
    def take(kind, text):
        (draft.folder / "in.csv").write_text(text, encoding="utf-8")
        return draft.json("import", kind, "in.csv", "--year", YEAR)["new"]

    assert take("pledge-items", 'text,units\nMột việc,"TH,NA"\nHai việc,\n') == 2
    assert take("targets", "code,name,goal\nT1,Chỉ tiêu một,>= 98\n") == 1
    draft.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    assert take("signatures", "unit,signed_on\nTH,01/03/2023\nNA,02/03/2023\n") == 2
    assert take("results", 'target,unit,period,actual\nT1,TH,year,"98,5"\nT1,NA,year,97.99\n') == 2
    assert [(row["number"], row["units"]) for row in show(draft)["items"][1:]] == [(2, ["NA", "TH"]), (3, [])]
    assert [row["achieved"] for row in draft.json("pledge", "results", YEAR)] == [True, False]
    (draft.folder / "in.csv").write_text("unit,signed_on\nXYZ,01/03/2023\n", encoding="utf-8")
    assert "XYZ" in draft.refused(3, "import", "signatures", "in.csv", "--year", YEAR)
    draft.refused(4, "import", "signatures", "in.csv", "--year", "C6/2024")
