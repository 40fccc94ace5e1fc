"""Scores: the score criteria, points by stage, sheets handed in whole; what each refuses."""

import json

import pytest

YEAR = "C6/2023"


def enter(cli, unit, *points, stage="self", **more):
    options = [word for key, value in more.items() for word in (f"--{key}", value)]
    return cli.json("score", "enter", YEAR, unit, *points, "--stage", stage, *options)


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


def test_a_table_is_taken_in_from_excels_own_columns_and_again_changes_nothing(criteria):
    rows = criteria.json("score", "criteria", YEAR)
    assert [(row["code"], row["kind"], row["group"], row["most"], row["least"]) for row in rows] == [
        ("I.1", "points", "I", 60, None),
        ("I", "group", None, 90, None),
        ("I.2", "points", "I", 40, None),
        ("T", "bonus", None, 15, None),
        ("P", "penalty", None, 5, None),
        ("XS", "class", None, None, 90),
        ("TO", "class", None, None, 70),
    ]
    before = criteria.db.read_bytes()
    assert criteria.json("score", "criteria", YEAR, "c.csv")["unchanged"] == 7
    assert criteria.db.read_bytes() == before


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_table_goes_out_and_comes_in_by_every_format(criteria, ending):
    criteria.ok("export", "criteria", YEAR, "-o", f"out.{ending}")
    for words in (["score", "criteria", YEAR], ["import", "criteria"]):
        assert criteria.json(*words, f"out.{ending}")["unchanged"] == 7


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
        ("8;A;points;;;10;;", "Nội dung", "a value is required"),
        ("8;A B;points;x;;10;;", "Mã", "is not a code"),
        ("8;;points;x;;10;;", "Mã", "a value is required"),
    ],
)
def test_a_bad_line_is_refused_with_its_place_and_rule_and_nothing_is_written(cum6, score_table, line, place, rule):
    cum6.folder.joinpath("c.csv").write_text(f"{score_table}{line}\n", encoding="utf-8")
    message = refused(cum6, 3, "score", "criteria", YEAR, "c.csv")
    assert "row 9" in message
    assert place in message
    assert rule in message
    assert cum6.json("score", "criteria", YEAR) == []
    assert cum6.json("score", "criteria", YEAR, "c.csv", "--skip-bad")["new"] == 7


def test_two_lines_with_one_code_refuse_each_other(cum6, score_table):
    cum6.folder.joinpath("c.csv").write_text(f"{score_table}8;i.1;bonus;x;;;;\n", encoding="utf-8")
    assert "rows 2, 9 have the same key" in refused(cum6, 3, "score", "criteria", YEAR, "c.csv")


def test_a_file_of_another_year_is_refused_and_one_without_a_year_is_this_years(criteria):
    criteria.ok("year", "open", "C6/2024", "--like", YEAR)
    criteria.ok("export", "criteria", YEAR, "-o", "c.json")
    assert "the row is of C6/2023, not of C6/2024" in refused(criteria, 3, "score", "criteria", "C6/2024", "c.json")
    assert criteria.json("score", "criteria", "C6/2024", "c.csv")["new"] == 7
    assert criteria.json("score", "criteria", YEAR, "c.json")["unchanged"] == 7


def test_a_line_is_corrected_and_dropped_until_points_are_given_for_it(criteria):
    criteria.ok("score", "line", YEAR, "i.2", "--name", "Xây dựng ngành", "--most", "35,5")
    row = next(one for one in criteria.json("score", "criteria", YEAR) if one["code"] == "I.2")
    assert (row["name"], row["most"], row["group"]) == ("Xây dựng ngành", 35.5, "I")
    enter(criteria, "TH", "I.2=35,5")
    assert "35.5 of TH is above the maximum of 30" in refused(criteria, 3, "score", "line", YEAR, "I.2", "--most", "30")
    message = refused(criteria, 3, "score", "line", YEAR, "I.2", "--kind", "bonus")
    assert message.startswith("kind: I.2: TH has points in it")
    assert "emulation score strike C6/2023 TH I.2 --stage self" in message
    assert "not for units of the kind of TH" in refused(criteria, 3, "score", "line", YEAR, "I.2", "--for", "trường")
    assert "I.2 is no group" in refused(criteria, 3, "score", "line", YEAR, "I.2", "--group", "I.2")
    assert "the 35.5 of TH are above" in refused(criteria, 3, "score", "line", YEAR, "I", "--most", "35")
    assert "score" in refused(criteria, 3, "score", "drop", YEAR, "I.2")
    assert "I is the group of: I.1, I.2" in refused(criteria, 3, "score", "line", YEAR, "I", "--kind", "bonus")
    assert "criterion C6/2023:I.1" in refused(criteria, 3, "score", "drop", YEAR, "I")
    criteria.ok("score", "line", YEAR, "I.2", "--most", "40")
    criteria.ok("score", "strike", YEAR, "TH", "I.2", "--stage", "self")
    criteria.ok("score", "drop", YEAR, "I.2")
    assert "I.2" not in [one["code"] for one in criteria.json("score", "criteria", YEAR)]
    assert "C6/2023:I.2" in refused(criteria, 4, "score", "drop", YEAR, "I.2")
    assert "name" in refused(criteria, 3, "score", "line", YEAR, "M.1", "--most", "3")


def test_a_line_moves_into_a_group_only_with_points_that_fit_there(criteria):
    enter(criteria, "TH", "I.1=50", "I.2=40", "T=10")
    assert "the 100 of TH are above the group's maximum" in refused(
        criteria, 3, "score", "line", YEAR, "T", "--group", "I"
    )


# -- points -----------------------------------------------------------------------------------------------------------


def test_points_may_have_a_decimal_comma_and_stay_exact(criteria):
    shown = enter(criteria, "TH", "I.1=58,5", "i.2=0.1", "T=0,2")
    assert (shown["total"], shown["points"], shown["bonus"], shown["penalty"]) == (58.8, 58.6, 0.2, 0)
    assert show(criteria, "TH", "I.2")["self"] == 0.1


def test_a_second_entry_corrects_the_first_and_the_same_again_changes_nothing(criteria):
    enter(criteria, "TH", "I.1=58,5")
    enter(criteria, "TH", "I.1=57")
    assert show(criteria, "TH", "I.1")["self"] == 57
    before = criteria.db.read_bytes()
    done = criteria("score", "enter", YEAR, "TH", "I.1=57,0")
    assert (done.code, "nothing changed" in done.err) == (0, True)
    assert criteria.db.read_bytes() == before


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
def test_bad_points_are_refused_with_the_line_and_the_rule_and_none_are_written(criteria, points, code, words):
    assert words in refused(criteria, code, "score", "enter", YEAR, "TH", *points)


def test_every_fault_of_an_entry_is_said_at_once(criteria):
    message = refused(criteria, 3, "score", "enter", YEAR, "TH", "I.1=61", "I.2=41", "T=1")
    assert "61 of TH" in message
    assert "41 of TH" in message


def test_points_move_within_a_full_group(criteria):
    enter(criteria, "TH", "I.1=60", "I.2=30")
    enter(criteria, "TH", "I.2=40", "I.1=50")
    assert criteria.json("score", "show", YEAR, "TH")["groups"] == [
        {"code": "I", "name": "Nghiệp vụ [x]", "most": 90, "sum": 90}
    ]


@pytest.mark.parametrize(("unit", "code"), [("X", 3), ("PB", 3), ("ZZZ", 4), ("", 4)])
def test_points_are_given_to_members_alone(criteria, unit, code):
    criteria.ok("unit", "add", "X", "Đơn vị ngoài cụm")
    criteria.ok("unit", "add", "PB", "Phòng ban", "--parent", "TH")
    refused(criteria, code, "score", "enter", YEAR, unit, "I.1=5")


def test_a_line_for_some_kinds_of_unit_is_for_these_alone(criteria):
    criteria.ok("unit", "edit", "TH", "--kind", "Cấp TỈNH")
    criteria.ok("score", "line", YEAR, "K", "--name", "Riêng", "--most", "5", "--for", "cấp tỉnh,Trường")
    assert "K is not for units of the kind of NA" in refused(criteria, 3, "score", "enter", YEAR, "NA", "K=5")
    enter(criteria, "TH", "K=5", "I.1=1", "I.2=1")
    enter(criteria, "NA", "I.1=1", "I.2=1")
    assert [one["code"] for one in criteria.json("score", "show", YEAR, "NA")["lines"]] == ["I.1", "I.2", "T", "P"]
    for unit in ("TH", "NA"):
        criteria.ok("score", "submit", YEAR, unit, "--stage", "self")
    assert "I.1" in refused(criteria, 3, "score", "submit", YEAR, "HT", "--stage", "self")


def test_the_council_says_why(criteria):
    refused(criteria, 3, "score", "enter", YEAR, "TH", "I.1=5", "--stage", "council")
    enter(criteria, "TH", "I.1=5", stage="council", reason="=Trùng điểm [x]")
    assert show(criteria, "TH", "I.1")["reason"] == "=Trùng điểm [x]"
    assert "=Trùng điểm [x]" in criteria.ok("score", "show", YEAR, "TH")


def test_the_last_stage_counts(criteria):
    for stage, points in (("self", 50), ("cross", 45), ("appraised", 40)):
        assert enter(criteria, "TH", f"I.1={points}", stage=stage)["total"] == points
    enter(criteria, "TH", "I.1=0", stage="council", reason="Không đủ minh chứng")
    one = show(criteria, "TH", "I.1")
    assert [one[key] for key in ("self", "cross", "appraised", "council", "counts", "stage")] == [
        50, 45, 40, 0, 0, "council",
    ]  # fmt: skip


def test_an_import_names_the_row_and_the_heading_and_writes_nothing(criteria):
    rows = [
        {"unit": "TH", "criterion": "I.1", "points": 61},
        {"unit": "TH", "criterion": "I.9", "points": 1},
        {"unit": "NA", "criterion": "I.1", "points": 5, "stage": "council"},
        {"unit": "HT", "criterion": "I.1", "points": 5},
        {"unit": "HT", "criterion": "i.1", "points": 6, "stage": "self"},
        {"unit": "QB", "criterion": "I.1", "points": "=1+1"},
        {"unit": "QT", "criterion": "I.1", "points": "7,5"},
    ]
    criteria.folder.joinpath("s.json").write_text(json.dumps(rows), encoding="utf-8")
    message = refused(criteria, 3, "import", "scores", "s.json", "--year", YEAR)
    for part in (
        "row 1, points: I.1: 61",
        "row 2, criterion: there is no",
        "row 3, reason",
        "rows 4, 5 have the same key",
    ):
        assert part in message
    assert "row 6, points: =1+1" in message
    errors = json.loads(criteria("import", "scores", "s.json", "--year", YEAR, "--format", "json").out)["errors"]
    assert next(one["value"] for one in errors if one["column"] == "points") == "61"
    assert criteria.json("import", "scores", "s.json", "--year", YEAR, "--skip-bad")["new"] == 1
    assert show(criteria, "QT", "I.1")["self"] == 7.5


def test_points_entered_by_mistake_are_struck(criteria):
    enter(criteria, "TH", "I.1=5")
    criteria.ok("score", "strike", YEAR, "TH", "i.1", "--stage", "self")
    assert criteria.json("score", "show", YEAR, "TH")["total"] is None
    assert "TH has no points of the stage self" in refused(
        criteria, 4, "score", "strike", YEAR, "TH", "I.1", "--stage", "self"
    )


# -- sheets -----------------------------------------------------------------------------------------------------------


def test_a_sheet_is_handed_in_only_whole_and_stays_until_it_is_given_back(criteria):
    enter(criteria, "TH", "I.1=50")
    message = refused(criteria, 3, "score", "submit", YEAR, "TH", "--stage", "self")
    assert "in: I.2" in message
    assert "emulation score enter C6/2023 TH I.2=POINTS" in message
    enter(criteria, "TH", "I.2=30")
    shown = criteria.json("score", "submit", YEAR, "TH", "--stage", "self", "--on", "30/11/2023")
    assert shown["sheets"] == [{"stage": "self", "on": "2023-11-30", "by": None}]
    before = criteria.db.read_bytes()
    criteria.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "30/11/2023")
    assert criteria.db.read_bytes() == before
    for words in (
        ["enter", YEAR, "TH", "I.1=51"],
        ["enter", YEAR, "TH", "T=1"],
        ["strike", YEAR, "TH", "I.1", "--stage", "self"],
        ["submit", YEAR, "TH", "--stage", "self", "--on", "01/12/2023"],
    ):
        assert "emulation score return C6/2023 TH --stage self" in refused(criteria, 3, "score", *words)
    enter(criteria, "TH", "I.1=49", stage="appraised")
    refused(criteria, 2, "score", "return", YEAR, "TH", "--stage", "self")
    refused(criteria, 3, "score", "return", YEAR, "TH", "--stage", "self", "--reason", " ")
    criteria.ok("score", "return", YEAR, "TH", "--stage", "self", "--reason", "Nhầm cột")
    assert "Nhầm cột" in criteria.ok("log", "--format", "json")
    enter(criteria, "TH", "I.1=51")
    assert "not handed in" in refused(criteria, 3, "score", "return", YEAR, "TH", "--stage", "self", "--reason", "x")


def test_a_cross_score_names_another_member(criteria):
    enter(criteria, "TH", "I.1=50", "I.2=30", stage="cross")
    refused(criteria, 2, "score", "submit", YEAR, "TH", "--stage", "cross")
    refused(criteria, 2, "score", "submit", YEAR, "TH", "--stage", "self", "--by", "NA")
    refused(criteria, 2, "score", "submit", YEAR, "TH", "--stage", "council")
    assert "TH cannot cross-score itself" in refused(
        criteria, 3, "score", "submit", YEAR, "TH", "--stage", "cross", "--by", "th"
    )
    criteria.ok("unit", "add", "X", "Ngoài cụm")
    assert "X is not a member" in refused(criteria, 3, "score", "submit", YEAR, "TH", "--stage", "cross", "--by", "X")
    shown = criteria.json("score", "submit", YEAR, "TH", "--stage", "cross", "--by", "NA")
    assert shown["sheets"] == [{"stage": "cross", "on": "2023-07-01", "by": "NA"}]


def test_a_line_that_a_sheet_was_handed_in_without_waits_for_the_sheet(self_scored):
    self_scored.ok("score", "submit", YEAR, "TH", "--stage", "self")
    message = refused(self_scored, 3, "score", "line", YEAR, "I.3", "--name", "Mới", "--most", "5")
    assert "the sheet self of TH is handed in without it" in message
    assert "emulation score return C6/2023 TH --stage self" in message
    self_scored.ok("score", "line", YEAR, "T2", "--name", "Thưởng thêm", "--kind", "bonus")


def test_without_criteria_nothing_is_handed_in_published_or_ranked(cum6):
    assert "C6/2023 has no criteria" in refused(cum6, 3, "score", "submit", YEAR, "TH", "--stage", "self")
    assert "C6/2023 has no criteria" in refused(cum6, 3, "score", "publish", YEAR)
    assert [(one["rank"], one["total"], one["complete"]) for one in cum6.json("score", "rank", YEAR)] == [
        (None, None, False)
    ] * 6
    cum6.ok("year", "open", "C6/2025")
    assert cum6.json("score", "rank", "C6/2025") == []
    cum6.refused(4, "score", "rank", "C6/2031")
