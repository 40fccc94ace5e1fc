"""Scores: the score table, points by stage, sheets handed in whole, the published ranking; what each of them refuses."""

import io
import json
import zipfile

import openpyxl
import pytest

from emulation_cli.kernel import output

YEAR = "C6/2023"
TABLE = """STT;Mã;Loại;Nội dung;Nhóm;Điểm tối đa;Từ điểm;Loại đơn vị
1;I.1;points;=1+1 Chỉ tiêu nghiệp vụ;I;60;;
2;I;group;Nghiệp vụ [x];;90;;
3;I.2;points;Chỉ tiêu xây dựng ngành;I;40;;
4;T;bonus;Cờ thi đua;;15;;
5;P;penalty;Nộp chậm;;5;;
6;XS;class;Hoàn thành xuất sắc;;;90
7;TO;class;Hoàn thành tốt;;;70
"""


@pytest.fixture
def table(cum6):
    """Cụm 6 with a score table of two lines in a group, a bonus, a penalty and two classes."""
    cum6.folder.joinpath("c.csv").write_text(TABLE, encoding="utf-8")
    cum6.ok("score", "criteria", YEAR, "c.csv")
    return cum6


def enter(cli, unit, *points, stage="self", **more):
    options = [word for key, value in more.items() for word in (f"--{key}", value)]
    return cli.json("score", "enter", YEAR, unit, *points, "--stage", stage, *options)


@pytest.fixture
def full(table):
    """Every unit scored by itself: TH 97 + 10, NA and HT equal, the others below."""
    enter(table, "TH", "I.1=58,5", "I.2=30", "T=10", "P=0,25")
    enter(table, "NA", "I.1=50", "I.2=30")
    enter(table, "HT", "I.1=45", "I.2=35")
    for unit in ("QB", "QT", "TTH"):
        enter(table, unit, "I.1=40", f"I.2={len(unit)}")
    return table


@pytest.fixture
def published(full):
    full.ok("score", "publish", YEAR, "--on", "15/12/2023", "--document", "=12/QĐ [x]")
    return full


def refused(cli, code, *words):
    """The command is refused and writes nothing; its message."""
    before = cli.db.read_bytes()
    message = cli.refused(code, *words)
    assert cli.db.read_bytes() == before
    return message


def show(cli, unit, code):
    """One line of a unit's scores."""
    return next(one for one in cli.json("score", "show", YEAR, unit)["lines"] if one["code"] == code)


# -- the score table --------------------------------------------------------------------------------------------------


def test_a_table_is_taken_in_from_excels_own_columns_and_again_changes_nothing(table):
    rows = table.json("score", "criteria", YEAR)
    assert [(row["code"], row["kind"], row["group"], row["most"], row["least"]) for row in rows] == [
        ("I.1", "points", "I", 60, None),
        ("I", "group", None, 90, None),
        ("I.2", "points", "I", 40, None),
        ("T", "bonus", None, 15, None),
        ("P", "penalty", None, 5, None),
        ("XS", "class", None, None, 90),
        ("TO", "class", None, None, 70),
    ]
    before = table.db.read_bytes()
    assert table.json("score", "criteria", YEAR, "c.csv")["unchanged"] == 7
    assert table.db.read_bytes() == before


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_table_goes_out_and_comes_in_by_every_format(table, ending):
    table.ok("export", "criteria", YEAR, "-o", f"out.{ending}")
    for words in (["score", "criteria", YEAR], ["import", "criteria"]):
        assert table.json(*words, f"out.{ending}")["unchanged"] == 7


@pytest.mark.parametrize(
    ("line", "place", "rule"),
    [
        ("8;A;points;x;;;;", "Điểm tối đa", "a line of points has a maximum"),
        ("8;A;points;x;;0;;", "Điểm tối đa", "above 0"),
        ("8;A;points;x;;-5;;", "Điểm tối đa", "above 0"),
        ("8;A;points;x;;97.555;;", "Điểm tối đa", "two decimals"),
        ("8;A;points;x;;1.000;;", "Điểm tối đa", "two decimals"),
        ("8;A;points;x;;10;5;", "Từ điểm", "a class, and nothing else"),
        ("8;A;class;x;;;;", "Từ điểm", "a class, and nothing else"),
        ("8;A;class;x;;;-1;", "Từ điểm", "at 0 or above"),
        ("8;A;class;x;;;90;", "Từ điểm", "XS begins at the same points"),
        ("8;A;class;x;;10;50;", "Điểm tối đa", "a class has no most"),
        ("8;A;class;x;;;50;tỉnh", "Loại đơn vị", "a class has no kinds"),
        ("8;A;group;x;I;;;", "Nhóm", "a group has no group"),
        ("8;A;points;x;T;10;;", "Nhóm", "T is no group"),
        ("8;A;points;x;Z;10;;", "Nhóm", "there is no criterion C6/2023:Z"),
        ("8;A;tiền;x;;10;;", "Loại", "none of points"),
        ("8;A;points;;;10;;", "Nội dung", "Name is missing"),
        ("8;A B;points;x;;10;;", "Mã", "is not a code"),
        ("8;;points;x;;10;;", "Mã", "Code is missing"),
    ],
)
def test_a_bad_line_is_refused_with_its_place_and_rule_and_nothing_is_written(cum6, line, place, rule):
    cum6.folder.joinpath("c.csv").write_text(f"{TABLE}{line}\n", encoding="utf-8")
    message = refused(cum6, 3, "score", "criteria", YEAR, "c.csv")
    assert "row 9" in message
    assert place in message
    assert rule in message
    assert cum6.json("score", "criteria", YEAR) == []
    assert cum6.json("score", "criteria", YEAR, "c.csv", "--skip-bad")["new"] == 7


def test_two_lines_with_one_code_refuse_each_other(cum6):
    cum6.folder.joinpath("c.csv").write_text(f"{TABLE}8;i.1;bonus;x;;;;\n", encoding="utf-8")
    assert "rows 2, 9 have the same key" in refused(cum6, 3, "score", "criteria", YEAR, "c.csv")


def test_a_file_of_another_year_is_refused_and_one_without_a_year_is_this_years(table):
    table.ok("year", "open", "C6/2024", "--like", YEAR)
    table.ok("export", "criteria", YEAR, "-o", "c.json")
    assert "the row is of C6/2023, not of C6/2024" in refused(table, 3, "score", "criteria", "C6/2024", "c.json")
    assert table.json("score", "criteria", "C6/2024", "c.csv")["new"] == 7
    assert table.json("score", "criteria", YEAR, "c.json")["unchanged"] == 7


def test_a_line_is_corrected_and_dropped_until_points_are_given_for_it(table):
    table.ok("score", "line", YEAR, "i.2", "--name", "Xây dựng ngành", "--most", "35,5")
    row = next(one for one in table.json("score", "criteria", YEAR) if one["code"] == "I.2")
    assert (row["name"], row["most"], row["group"]) == ("Xây dựng ngành", 35.5, "I")
    enter(table, "TH", "I.2=35,5")
    assert "35.5 of TH is above the maximum of 30" in refused(table, 3, "score", "line", YEAR, "I.2", "--most", "30")
    assert "TH has points in it" in refused(table, 3, "score", "line", YEAR, "I.2", "--kind", "bonus")
    assert "not for units of the kind of TH" in refused(table, 3, "score", "line", YEAR, "I.2", "--for", "trường")
    assert "I.2 is no group" in refused(table, 3, "score", "line", YEAR, "I.2", "--group", "I.2")
    assert "the 35.5 of TH are above" in refused(table, 3, "score", "line", YEAR, "I", "--most", "35")
    assert "score" in refused(table, 3, "score", "drop", YEAR, "I.2")
    assert "I is the group of: I.1, I.2" in refused(table, 3, "score", "line", YEAR, "I", "--kind", "bonus")
    assert "criterion C6/2023:I.1" in refused(table, 3, "score", "drop", YEAR, "I")
    table.ok("score", "line", YEAR, "I.2", "--most", "40")
    table.ok("score", "strike", YEAR, "TH", "I.2", "--stage", "self")
    table.ok("score", "drop", YEAR, "I.2")
    assert "I.2" not in [one["code"] for one in table.json("score", "criteria", YEAR)]
    assert "C6/2023:I.2" in refused(table, 4, "score", "drop", YEAR, "I.2")
    assert "name" in refused(table, 3, "score", "line", YEAR, "M.1", "--most", "3")


def test_a_line_moves_into_a_group_only_with_points_that_fit_there(table):
    enter(table, "TH", "I.1=50", "I.2=40", "T=10")
    assert "the 100 of TH are above the group's maximum" in refused(
        table, 3, "score", "line", YEAR, "T", "--group", "I"
    )


# -- points -----------------------------------------------------------------------------------------------------------


def test_points_may_have_a_decimal_comma_and_stay_exact(table):
    shown = enter(table, "TH", "I.1=58,5", "i.2=0.1", "T=0,2")
    assert (shown["total"], shown["points"], shown["bonus"], shown["penalty"]) == (58.8, 58.6, 0.2, 0)
    assert show(table, "TH", "I.2")["self"] == 0.1


def test_a_second_entry_corrects_the_first_and_the_same_again_changes_nothing(table):
    enter(table, "TH", "I.1=58,5")
    enter(table, "TH", "I.1=57")
    assert show(table, "TH", "I.1")["self"] == 57
    before = table.db.read_bytes()
    done = table("score", "enter", YEAR, "TH", "I.1=57,0")
    assert (done.code, "nothing changed" in done.err) == (0, True)
    assert table.db.read_bytes() == before


@pytest.mark.parametrize(
    ("points", "code", "words"),
    [
        (["I.1=60,01"], 3, "I.1: 60.01 of TH is above the maximum of 60"),
        (["I.1=60", "I.2=31"], 3, "I: the 91 of TH are above the group's maximum of 90"),
        (["P=-1"], 3, "without the sign"),
        (["P=5,5"], 3, "above the maximum of 5"),
        (["I.1=97,555"], 3, "I.1: 97,555 is not a number"),
        (["I.1=nhiều"], 3, "nhiều is not a number"),
        (["I=5"], 3, "I is a group"),
        (["XS=90"], 3, "XS is a class"),
        (["I.9=5"], 4, "near it: C6/2023:I"),
        (["I.1=5", "Q=1", "=1+1=2"], 2, "CODE=POINTS"),
        (["I.1"], 2, "CODE=POINTS"),
        (["I.1="], 2, "CODE=POINTS"),
        (["I.1=5", "i.1=6"], 3, "i.1 is given twice"),
        (["I.2=5", "I.1=61"], 3, "above the maximum of 60"),
    ],
)
def test_bad_points_are_refused_with_the_line_and_the_rule_and_none_are_written(table, points, code, words):
    assert words in refused(table, code, "score", "enter", YEAR, "TH", *points)


def test_every_fault_of_an_entry_is_said_at_once(table):
    message = refused(table, 3, "score", "enter", YEAR, "TH", "I.1=61", "I.2=41", "T=1")
    assert "61 of TH" in message
    assert "41 of TH" in message


def test_points_move_within_a_full_group(table):
    enter(table, "TH", "I.1=60", "I.2=30")
    enter(table, "TH", "I.2=40", "I.1=50")
    assert table.json("score", "show", YEAR, "TH")["groups"] == [
        {"code": "I", "name": "Nghiệp vụ [x]", "most": 90, "sum": 90}
    ]


@pytest.mark.parametrize(("unit", "code"), [("X", 3), ("PB", 3), ("ZZZ", 4), ("", 4)])
def test_points_are_given_to_members_alone(table, unit, code):
    table.ok("unit", "add", "X", "Đơn vị ngoài cụm")
    table.ok("unit", "add", "PB", "Phòng ban", "--parent", "TH")
    refused(table, code, "score", "enter", YEAR, unit, "I.1=5")


def test_a_line_for_some_kinds_of_unit_is_for_these_alone(table):
    table.ok("unit", "edit", "TH", "--kind", "Cấp TỈNH")
    table.ok("score", "line", YEAR, "K", "--name", "Riêng", "--most", "5", "--for", "cấp tỉnh,Trường")
    assert "K is not for units of the kind of NA" in refused(table, 3, "score", "enter", YEAR, "NA", "K=5")
    enter(table, "TH", "K=5", "I.1=1", "I.2=1")
    enter(table, "NA", "I.1=1", "I.2=1")
    assert [one["code"] for one in table.json("score", "show", YEAR, "NA")["lines"]] == ["I.1", "I.2", "T", "P"]
    for unit in ("TH", "NA"):
        table.ok("score", "submit", YEAR, unit, "--stage", "self")
    assert "I.1" in refused(table, 3, "score", "submit", YEAR, "HT", "--stage", "self")


def test_the_council_says_why(table):
    refused(table, 3, "score", "enter", YEAR, "TH", "I.1=5", "--stage", "council")
    enter(table, "TH", "I.1=5", stage="council", reason="=Trùng điểm [x]")
    assert show(table, "TH", "I.1")["reason"] == "=Trùng điểm [x]"
    assert "=Trùng điểm [x]" in table.ok("score", "show", YEAR, "TH")


def test_the_last_stage_counts(table):
    for stage, points in (("self", 50), ("cross", 45), ("appraised", 40)):
        assert enter(table, "TH", f"I.1={points}", stage=stage)["total"] == points
    enter(table, "TH", "I.1=0", stage="council", reason="Không đủ minh chứng")
    one = show(table, "TH", "I.1")
    assert [one[key] for key in ("self", "cross", "appraised", "council", "counts", "stage")] == [
        50, 45, 40, 0, 0, "council",
    ]  # fmt: skip


def test_an_import_names_the_row_and_the_heading_and_writes_nothing(table):
    rows = [
        {"unit": "TH", "criterion": "I.1", "points": 61},
        {"unit": "TH", "criterion": "I.9", "points": 1},
        {"unit": "NA", "criterion": "I.1", "points": 5, "stage": "council"},
        {"unit": "HT", "criterion": "I.1", "points": 5},
        {"unit": "HT", "criterion": "i.1", "points": 6, "stage": "self"},
        {"unit": "QB", "criterion": "I.1", "points": "=1+1"},
        {"unit": "QT", "criterion": "I.1", "points": "7,5"},
    ]
    table.folder.joinpath("s.json").write_text(json.dumps(rows), encoding="utf-8")
    message = refused(table, 3, "import", "scores", "s.json", "--year", YEAR)
    for part in (
        "row 1, points: I.1: 61",
        "row 2, criterion: there is no",
        "row 3, reason",
        "rows 4, 5 have the same key",
    ):
        assert part in message
    assert "row 6, points: =1+1" in message
    assert table.json("import", "scores", "s.json", "--year", YEAR, "--skip-bad")["new"] == 1
    assert show(table, "QT", "I.1")["self"] == 7.5


def test_points_entered_by_mistake_are_struck(table):
    enter(table, "TH", "I.1=5")
    table.ok("score", "strike", YEAR, "TH", "i.1", "--stage", "self")
    assert table.json("score", "show", YEAR, "TH")["total"] is None
    assert "TH has no points of the stage self" in refused(
        table, 4, "score", "strike", YEAR, "TH", "I.1", "--stage", "self"
    )


# -- sheets -----------------------------------------------------------------------------------------------------------


def test_a_sheet_is_handed_in_only_whole_and_stays_until_it_is_given_back(table):
    enter(table, "TH", "I.1=50")
    message = refused(table, 3, "score", "submit", YEAR, "TH", "--stage", "self")
    assert "in: I.2" in message
    assert "emulation score enter C6/2023 TH I.2=POINTS" in message
    enter(table, "TH", "I.2=30")
    shown = table.json("score", "submit", YEAR, "TH", "--stage", "self", "--on", "30/11/2023")
    assert shown["sheets"] == [{"stage": "self", "on": "2023-11-30", "by": None}]
    before = table.db.read_bytes()
    table.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "30/11/2023")
    assert table.db.read_bytes() == before
    for words in (
        ["enter", YEAR, "TH", "I.1=51"],
        ["enter", YEAR, "TH", "T=1"],
        ["strike", YEAR, "TH", "I.1", "--stage", "self"],
        ["submit", YEAR, "TH", "--stage", "self", "--on", "01/12/2023"],
    ):
        assert "emulation score return C6/2023 TH --stage self" in refused(table, 3, "score", *words)
    enter(table, "TH", "I.1=49", stage="appraised")
    refused(table, 2, "score", "return", YEAR, "TH", "--stage", "self")
    refused(table, 3, "score", "return", YEAR, "TH", "--stage", "self", "--reason", " ")
    table.ok("score", "return", YEAR, "TH", "--stage", "self", "--reason", "Nhầm cột")
    assert "Nhầm cột" in table.ok("log", "--format", "json")
    enter(table, "TH", "I.1=51")
    assert "not handed in" in refused(table, 3, "score", "return", YEAR, "TH", "--stage", "self", "--reason", "x")


def test_a_cross_score_names_another_member(table):
    enter(table, "TH", "I.1=50", "I.2=30", stage="cross")
    refused(table, 2, "score", "submit", YEAR, "TH", "--stage", "cross")
    refused(table, 2, "score", "submit", YEAR, "TH", "--stage", "self", "--by", "NA")
    refused(table, 2, "score", "submit", YEAR, "TH", "--stage", "council")
    assert "TH cannot cross-score itself" in refused(
        table, 3, "score", "submit", YEAR, "TH", "--stage", "cross", "--by", "th"
    )
    table.ok("unit", "add", "X", "Ngoài cụm")
    assert "X is not a member" in refused(table, 3, "score", "submit", YEAR, "TH", "--stage", "cross", "--by", "X")
    shown = table.json("score", "submit", YEAR, "TH", "--stage", "cross", "--by", "NA")
    assert shown["sheets"] == [{"stage": "cross", "on": "2023-07-01", "by": "NA"}]


def test_a_line_that_a_sheet_was_handed_in_without_waits_for_the_sheet(full):
    full.ok("score", "submit", YEAR, "TH", "--stage", "self")
    message = refused(full, 3, "score", "line", YEAR, "I.3", "--name", "Mới", "--most", "5")
    assert "the sheet self of TH is handed in without it" in message
    assert "emulation score return C6/2023 TH --stage self" in message
    full.ok("score", "line", YEAR, "T2", "--name", "Thưởng thêm", "--kind", "bonus")


def test_without_criteria_nothing_is_handed_in_published_or_ranked(cum6):
    assert "C6/2023 has no criteria" in refused(cum6, 3, "score", "submit", YEAR, "TH", "--stage", "self")
    assert "C6/2023 has no criteria" in refused(cum6, 3, "score", "publish", YEAR)
    assert [(one["rank"], one["total"], one["complete"]) for one in cum6.json("score", "rank", YEAR)] == [
        (None, None, False)
    ] * 6
    cum6.ok("year", "open", "C6/2025")
    assert cum6.json("score", "rank", "C6/2025") == []
    cum6.refused(4, "score", "rank", "C6/2031")


# -- the ranking ------------------------------------------------------------------------------------------------------


def test_ties_share_a_place_and_the_contract_has_its_fields(full):
    rows = full.json("score", "rank", YEAR)
    assert [[one[key] for key in ("rank", "unit", "total", "bonus", "penalty", "tied", "class")] for one in rows] == [
        [1, "TH", 98.25, 10, 0.25, False, "Hoàn thành xuất sắc"],
        [2, "NA", 80, 0, 0, True, "Hoàn thành tốt"],
        [2, "HT", 80, 0, 0, True, "Hoàn thành tốt"],
        [4, "TTH", 43, 0, 0, False, None],
        [5, "QB", 42, 0, 0, True, None],
        [5, "QT", 42, 0, 0, True, None],
    ]
    assert {(one["complete"], one["stage"], one["published"]) for one in rows} == {(True, "self", None)}


def test_a_total_may_exceed_the_scale(table):
    table.ok("score", "line", YEAR, "I", "--most", "100")
    assert enter(table, "TH", "I.1=58", "I.2=39", "T=10")["total"] == 107


def test_who_is_not_scored_comes_last_without_a_place_and_is_named(table):
    enter(table, "QB", "I.1=0")
    done = table("score", "rank", YEAR, "--format", "json")
    assert [(one["rank"], one["unit"], one["total"]) for one in done.json] == [
        (1, "QB", 0),
        *((None, unit, None) for unit in ("TH", "NA", "HT", "QT", "TTH")),
    ]
    assert "QB, TH, NA, HT, QT, TTH" in done.err


def test_a_unit_that_is_not_considered_is_said_so(full):
    full.ok("year", "exclude", YEAR, "TH", "--reason", "[x] Có đơn")
    done = full("score", "rank", YEAR, "--format", "json")
    assert done.json[0]["excluded"] == "[x] Có đơn"
    assert "[x] Có đơn" in done.err


def test_on_a_terminal_the_ranking_has_bars_and_off_it_none(full, monkeypatch):
    assert "█" not in full.ok("score", "rank", YEAR)
    with monkeypatch.context() as terminal:
        terminal.setattr(output.Stdout, "isatty", lambda _self: True, raising=False)
        shown = full.ok("score", "rank", YEAR)
        assert "█" not in full.ok("score", "rank", YEAR, "--format", "json")
    bars = {line.split()[0]: line.count("█") for line in shown.splitlines() if "█" in line}
    assert bars == {"TH": output.BAR, "NA": 24, "HT": 24, "TTH": 13, "QB": 12, "QT": 12}


def test_a_ranking_is_published_only_complete(table):
    enter(table, "TH", "I.1=5")
    message = refused(table, 3, "score", "publish", YEAR)
    assert "TH: I.2" in message
    assert "NA: I.1, I.2" in message


def test_a_group_above_its_maximum_by_mixed_stages_is_not_published(full):
    enter(full, "TH", "I.1=60", "I.2=10")
    enter(full, "TH", "I.2=40", stage="appraised")
    assert "I: the 100 of TH are above" in refused(full, 3, "score", "publish", YEAR)


def test_publishing_freezes_everything_but_the_councils_reasoned_word(published):
    message = "the ranking of C6/2023 was published on 15/12/2023"
    for words in (
        ["enter", YEAR, "TH", "I.1=5"],
        ["enter", YEAR, "TH", "I.1=5", "--stage", "appraised"],
        ["strike", YEAR, "TH", "I.1", "--stage", "self"],
        ["submit", YEAR, "TH", "--stage", "self"],
        ["line", YEAR, "I.1", "--name", "Khác"],
        ["line", YEAR, "I.3", "--name", "Mới", "--most", "1"],
        ["line", YEAR, "I.1", "--for", "tỉnh"],
        ["drop", YEAR, "XS"],
        ["publish", YEAR, "--on", "16/12/2023"],
    ):
        assert message in refused(published, 3, "score", *words)
    refused(published, 3, "score", "enter", YEAR, "TH", "I.1=50", "--stage", "council")
    before = published.db.read_bytes()
    published.ok("score", "publish", YEAR)
    published.ok("score", "criteria", YEAR, "c.csv")
    assert published.db.read_bytes() == before


def test_a_correction_after_the_publication_keeps_what_stood_before(published):
    enter(published, "TH", "I.1=50", stage="council", reason="Kiểm tra lại")
    enter(published, "TH", "I.1=52,5", stage="council", reason="Theo biên bản")
    assert show(published, "TH", "I.1")["counts"] == 52.5
    shown = published.json("score", "show", YEAR, "TH")
    assert shown["corrections"] == [{"code": "I.1", "stage": "council", "points": 50, "reason": "Kiểm tra lại"}]
    assert "Theo biên bản" in published.ok("log", "--format", "json")
    message = refused(published, 3, "score", "strike", YEAR, "TH", "I.1", "--stage", "council")
    assert "was published" in message
    published.folder.joinpath("s.json").write_text(
        json.dumps([{"year": YEAR, "unit": "NA", "criterion": "I.1", "points": 1}])
    )
    assert "was published" in refused(published, 3, "import", "scores", "s.json", "--update")


def test_the_day_and_document_of_a_publication_are_corrected_with_a_reason(published):
    record = published.json("score", "publish", YEAR, "--document", "13/QĐ", "--reason", "Ghi nhầm số")
    assert (record["on"], record["document"], len(record["ranking"])) == ("2023-12-15", "13/QĐ", 6)


def test_a_closed_year_takes_no_scores(full):
    full.ok("year", "close", YEAR)
    for words in (["enter", YEAR, "TH", "I.1=5"], ["line", YEAR, "I.1", "--name", "x"], ["publish", YEAR]):
        assert "is closed" in refused(full, 3, "score", *words)


# -- units that go ----------------------------------------------------------------------------------------------------


def test_a_unit_that_left_keeps_its_scores_and_is_in_no_ranking(full):
    full.ok("year", "leave", YEAR, "QT", "--on", "01/07/2023")
    assert "QT" not in [one["unit"] for one in full.json("score", "rank", YEAR)]
    assert full.json("score", "show", YEAR, "QT")["total"] == 42
    full.ok("score", "publish", YEAR)


def test_the_scores_of_merged_units_stay_and_their_heir_has_none_until_they_are_entered(full):
    full.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", "01/07/2023")
    done = full.json("unit", "merge", "QB", "QT", "--into", "QTM", "--on", "01/07/2023")
    said = {one["unit"]: one for one in done["touched"] if "scores of" in one["what"]}
    assert set(said) == {"QB", "QT"}
    assert said["QB"]["next"] == "emulation score show C6/2023 QB"
    assert full(*said["QB"]["next"].split()[1:]).code == 0
    heir = next(one for one in full.json("score", "rank", YEAR) if one["unit"] == "QTM")
    assert (heir["rank"], heir["total"], heir["missing"]) == (None, None, ["I.1", "I.2"])
    assert "QTM: I.1, I.2" in refused(full, 3, "score", "publish", YEAR)
    enter(full, "QTM", "I.1=41", "I.2=2")
    full.ok("score", "publish", YEAR)


# -- the year's steps -------------------------------------------------------------------------------------------------


def step(cli, what, day):
    return next((one for one in cli.json("status", YEAR, "--on", day) if one["what"].startswith(what)), None)


def test_the_steps_are_there_once_there_are_criteria_and_count_from_their_days(cum6):
    assert step(cum6, "self-scores", "01/12/2023") is None
    assert step(cum6, "ranking", "01/12/2023") is None
    cum6.ok("score", "line", YEAR, "A", "--name", "x", "--most", "10")
    for unit in ("TH", "NA", "HT", "QB", "QT", "TTH"):
        enter(cum6, unit, "A=5")
        if unit != "TTH":
            cum6.ok("score", "submit", YEAR, unit, "--stage", "self", "--on", "29/11/2023")
    waiting = step(cum6, "self-scores", "01/12/2023")
    assert (waiting["state"], waiting["units"]) == ("overdue", ["TTH"])
    cum6.ok(*waiting["next"].split()[1:], "--on", "02/12/2023")
    assert step(cum6, "self-scores", "01/12/2023")["state"] == "overdue"
    assert step(cum6, "self-scores", "02/12/2023")["state"] == "done"
    cum6.ok("score", "publish", YEAR, "--on", "10/12/2023")
    assert [step(cum6, "ranking", f"{day}/12/2023")["state"] for day in ("09", "10")] == ["due", "done"]


def test_a_published_ranking_waits_for_no_sheet(published):
    assert step(published, "self-scores", "15/12/2023")["state"] == "done"


# -- the summary ------------------------------------------------------------------------------------------------------


def summary(cli, *words):
    cli.ok("export", "summary", YEAR, "-o", "s.xlsx", "--force", *words)
    return (cli.folder / "s.xlsx").read_bytes()


def test_the_summary_has_the_ranking_with_a_chart_and_every_line(published):
    data = summary(published)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Chấm điểm, xếp hạng"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(cells) if row[0] == "Hạng")
    assert cells[head - 1][0] == "Công bố ngày 15/12/2023, =12/QĐ [x]."
    assert cells[head + 1][:10] == [
        1, "VKSND tỉnh Thanh Hóa", "Hoàn thành xuất sắc", "tự chấm", 98.25, 88.5, 10, 0.25, None, "đủ",
    ]  # fmt: skip
    assert [row[0] for row in cells[head + 1 : head + 7]] == [1, 2, 2, 4, 5, 5]
    assert [row[8] for row in cells[head + 1 : head + 4]] == [None, "đồng hạng", "đồng hạng"]
    lines = next(place for place, row in enumerate(cells) if row[0] == "Mã")
    assert cells[lines][4:10] == ["TH", "NA", "HT", "TTH", "QB", "QT"]
    assert cells[lines + 1][:7] == ["I.1", "=1+1 Chỉ tiêu nghiệp vụ", "điểm chuẩn", 60, 58.5, 50, 45]
    assert sheet.cell(lines + 2, 2).data_type == "s"
    assert cells[lines + 5][4:6] == [98.25, 80]
    chart = zipfile.ZipFile(io.BytesIO(data)).read("xl/charts/chart1.xml").decode()
    assert "Xếp hạng thi đua năm 2023" in chart
    assert "Tổng điểm" in chart
    assert chart.count('<delete val="0"') == 2
    assert f"'Chấm điểm, xếp hạng'!$E${head + 2}:$E${head + 7}" in chart


def test_the_same_scores_make_the_same_bytes_with_the_chart(full, monkeypatch):
    first = summary(full)
    monkeypatch.setenv("EMULATION_NOW", "2031-01-01T00:00:00Z")
    assert summary(full) == first
    assert (
        "Ranking of 2023"
        in zipfile.ZipFile(io.BytesIO(summary(full, "--lang", "en"))).read("xl/charts/chart1.xml").decode()
    )


def test_a_year_without_points_has_a_sheet_without_a_chart(cum6):
    data = summary(cum6)
    assert not any("chart" in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    cum6.ok("score", "line", YEAR, "A", "--name", "x", "--most", "10")
    assert not any("chart" in name for name in zipfile.ZipFile(io.BytesIO(summary(cum6))).namelist())
