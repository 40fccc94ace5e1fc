"""The published ranking: ties, what is frozen, units that go, the year's steps, the chart in the summary."""

import io
import json
import zipfile

import openpyxl
from conftest import start

from emulation_cli.kernel import output

YEAR = "C6/2023"


@start
def published(self_scored):
    self_scored.ok("score", "publish", YEAR, "--on", "15/12/2023", "--document", "=12/QĐ [x]")


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


# -- the ranking ------------------------------------------------------------------------------------------------------


def test_ties_share_a_place_and_the_contract_has_its_fields(self_scored):
    rows = self_scored.json("score", "rank", YEAR)
    assert [[one[key] for key in ("rank", "unit", "total", "bonus", "penalty", "tied", "class")] for one in rows] == [
        [1, "TH", 98.25, 10, 0.25, False, "Hoàn thành xuất sắc"],
        [2, "NA", 80, 0, 0, True, "Hoàn thành tốt"],
        [2, "HT", 80, 0, 0, True, "Hoàn thành tốt"],
        [4, "TTH", 43, 0, 0, False, None],
        [5, "QB", 42, 0, 0, True, None],
        [5, "QT", 42, 0, 0, True, None],
    ]
    assert {(one["complete"], one["stage"], one["published"]) for one in rows} == {(True, "self", None)}


def test_a_total_may_exceed_the_scale(criteria):
    criteria.ok("score", "line", YEAR, "I", "--most", "100")
    assert enter(criteria, "TH", "I.1=58", "I.2=39", "T=10")["total"] == 107


def test_who_is_not_scored_comes_last_without_a_place_and_is_named(criteria):
    enter(criteria, "QB", "I.1=0")
    done = criteria("score", "rank", YEAR, "--format", "json")
    assert [(one["rank"], one["unit"], one["total"]) for one in done.json] == [
        (1, "QB", 0),
        *((None, unit, None) for unit in ("TH", "NA", "HT", "QT", "TTH")),
    ]
    assert "QB, TH, NA, HT, QT, TTH" in done.err


def test_a_unit_that_is_not_considered_is_said_so(self_scored):
    self_scored.ok("year", "exclude", YEAR, "TH", "--reason", "[x] Có đơn")
    done = self_scored("score", "rank", YEAR, "--format", "json")
    assert done.json[0]["excluded"] == "[x] Có đơn"
    assert "[x] Có đơn" in done.err


def test_on_a_terminal_the_ranking_has_bars_and_off_it_none(self_scored, monkeypatch):
    assert "█" not in self_scored.ok("score", "rank", YEAR)
    with monkeypatch.context() as terminal:
        terminal.setattr(output.Stdout, "isatty", lambda _self: True, raising=False)
        shown = self_scored.ok("score", "rank", YEAR)
        assert "█" not in self_scored.ok("score", "rank", YEAR, "--format", "json")
    bars = {line.split()[0]: line.count("█") for line in shown.splitlines() if "█" in line}
    assert bars == {"TH": output.BAR, "NA": 24, "HT": 24, "TTH": 13, "QB": 12, "QT": 12}


def test_a_ranking_is_published_only_complete(criteria):
    enter(criteria, "TH", "I.1=5")
    message = refused(criteria, 3, "score", "publish", YEAR)
    assert "TH: I.2" in message
    assert "NA: I.1, I.2" in message


def test_a_group_above_its_maximum_by_mixed_stages_is_not_published(self_scored):
    enter(self_scored, "TH", "I.1=60", "I.2=10")
    enter(self_scored, "TH", "I.2=40", stage="appraised")
    assert "I: the 100 of TH are above" in refused(self_scored, 3, "score", "publish", YEAR)


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
    assert "has a reason" in refused(published, 3, "score", "enter", YEAR, "TH", "I.1=52,5", "--stage", "council")
    enter(published, "TH", "I.1=52,5", stage="council", reason="Theo biên bản")
    assert show(published, "TH", "I.1")["counts"] == 52.5
    shown = published.json("score", "show", YEAR, "TH")
    assert shown["corrections"] == [
        {"code": "I.1", "stage": "council", "points": 58.5, "reason": None},
        {"code": "I.1", "stage": "council", "points": 50, "reason": "Kiểm tra lại"},
    ]
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


def test_a_closed_year_takes_no_scores(self_scored):
    self_scored.ok("year", "close", YEAR)
    for words in (["enter", YEAR, "TH", "I.1=5"], ["line", YEAR, "I.1", "--name", "x"], ["publish", YEAR]):
        assert "is closed" in refused(self_scored, 3, "score", *words)


# -- units that go ----------------------------------------------------------------------------------------------------


def test_a_unit_that_left_keeps_its_scores_and_is_in_no_ranking(self_scored):
    self_scored.ok("year", "leave", YEAR, "QT", "--on", "01/07/2023")
    assert "QT" not in [one["unit"] for one in self_scored.json("score", "rank", YEAR)]
    assert self_scored.json("score", "show", YEAR, "QT")["total"] == 42
    self_scored.ok("score", "publish", YEAR)


def test_the_scores_of_merged_units_stay_and_their_heir_has_none_until_they_are_entered(self_scored):
    self_scored.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", "01/07/2023")
    done = self_scored.json("unit", "merge", "QB", "QT", "--into", "QTM", "--on", "01/07/2023")
    said = {one["unit"]: one for one in done["touched"] if "scores of" in one["what"]}
    assert set(said) == {"QB", "QT"}
    assert said["QB"]["next"] == "emulation score show C6/2023 QB"
    assert self_scored(*said["QB"]["next"].split()[1:]).code == 0
    heir = next(one for one in self_scored.json("score", "rank", YEAR) if one["unit"] == "QTM")
    assert (heir["rank"], heir["total"], heir["missing"]) == (None, None, ["I.1", "I.2"])
    assert "QTM: I.1, I.2" in refused(self_scored, 3, "score", "publish", YEAR)
    enter(self_scored, "QTM", "I.1=41", "I.2=2")
    self_scored.ok("score", "publish", YEAR)


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


def test_the_same_scores_make_the_same_bytes_with_the_chart(self_scored, monkeypatch):
    first = summary(self_scored)
    monkeypatch.setenv("EMULATION_NOW", "2031-01-01T00:00:00Z")
    assert summary(self_scored) == first
    assert (
        "Ranking of 2023"
        in zipfile.ZipFile(io.BytesIO(summary(self_scored, "--lang", "en"))).read("xl/charts/chart1.xml").decode()
    )


def test_a_year_without_points_has_a_sheet_without_a_chart(cum6):
    data = summary(cum6)
    assert not any("chart" in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    cum6.ok("score", "line", YEAR, "A", "--name", "x", "--most", "10")
    assert not any("chart" in name for name in zipfile.ZipFile(io.BytesIO(summary(cum6))).namelist())


def test_totals_of_nothing_and_below_it_have_a_place_and_no_bar(criteria, monkeypatch):
    enter(criteria, "TH", "P=5")
    enter(criteria, "NA", "I.1=0")
    rows = criteria.json("score", "rank", YEAR)
    assert [(one["rank"], one["unit"], one["total"]) for one in rows[:2]] == [(1, "NA", 0), (2, "TH", -5)]
    with monkeypatch.context() as terminal:
        terminal.setattr(output.Stdout, "isatty", lambda _self: True, raising=False)
        assert "█" not in criteria.ok("score", "rank", YEAR)
    assert summary(criteria)


# -- a sheet that is given back ---------------------------------------------------------------------------------------


def waits(cli, day):
    (line,) = [one for one in cli.json("status", YEAR, "--on", day) if one["what"].startswith("self-scores")]
    return line["units"]


def test_a_sheet_given_back_was_handed_in_until_then_and_is_handed_in_anew(self_scored):
    self_scored.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "15/06/2023")
    assert "TH" not in waits(self_scored, "30/06/2023")
    said = refused(
        self_scored, 3, "score", "return", YEAR, "TH", "--stage", "self", "--reason", "sai", "--on", "14/06/2023"
    )
    assert "only on 15/06/2023" in said
    self_scored.ok("score", "return", YEAR, "TH", "--stage", "self", "--reason", "sai", "--on", "10/07/2023")
    assert "TH" not in waits(self_scored, "09/07/2023")
    assert "TH" in waits(self_scored, "10/07/2023")
    self_scored.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "18/07/2023")
    assert ("TH" in waits(self_scored, "17/07/2023"), "TH" in waits(self_scored, "18/07/2023")) == (True, False)
    assert [one["on"] for one in self_scored.json("score", "show", YEAR, "TH")["sheets"]] == ["2023-07-18"]


def test_a_sheet_of_a_wrong_later_day_can_be_given_back(self_scored):
    self_scored.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "15/06/2033")
    self_scored.ok("score", "return", YEAR, "TH", "--stage", "self", "--reason", "sai ngày")
    self_scored.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "15/06/2023")


# -- what was corrected -----------------------------------------------------------------------------------------------


def test_every_correction_of_a_published_line_is_kept_the_first_one_too(published):
    before = next(one for one in published.json("score", "show", YEAR, "NA")["lines"] if one["counts"])
    code = before["code"]
    for points, why in (("1", "khiếu nại"), ("1", "lý do khác"), ("2", "tính lại")):
        enter(published, "NA", f"{code}={points}", stage="council", reason=why)
    kept = [(one["points"], one["reason"]) for one in published.json("score", "show", YEAR, "NA")["corrections"]]
    assert kept == [(before["counts"], None), (1, "khiếu nại"), (1, "lý do khác")]


def test_a_line_for_a_kind_of_unit_leaves_the_register_sound(criteria):
    criteria.ok("score", "line", YEAR, "K", "--name", "Riêng", "--most", "5", "--for", "VKSND cấp tỉnh,Trường")
    criteria.ok("check")


def test_who_is_no_member_when_it_is_ranked_is_not_scored(criteria):
    criteria.ok("year", "leave", YEAR, "HT", "--on", "01/07/2023")
    criteria.ok("unit", "merge", "QB", "--into", "QT", "--on", "01/06/2023")
    assert "HT is not a member" in refused(criteria, 3, "score", "enter", YEAR, "HT", "I.1=5")
    assert "QT took over" in refused(criteria, 3, "score", "enter", YEAR, "QB", "I.1=5")
