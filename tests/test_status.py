"""What is done, due and late in a year, on any day, each with the command that comes next."""

import csv
import io
import shlex

import pytest
from conftest import start

YEAR = "C6/2023"


def status(cli, day, year=YEAR, *words):
    return cli.json("status", year, "--on", day, *words)


def line(cli, what, day, year=YEAR):
    """The one line that begins with these words: (due, state, next)."""
    (found,) = [one for one in status(cli, day, year) if one["what"].startswith(what)]
    return found["due"], found["state"], found["next"]


def states(cli, what, *days):
    return [line(cli, what, day)[1] for day in days]


def run(cli, printed, **values):
    """Run a printed command with its placeholders filled in."""
    program, *words = shlex.split(printed)
    assert program == "emulation"
    cli.ok(*(values.get(word, word) for word in words))


# -- each step, as long as nothing is done ----------------------------------------------------------------------------

STEPS = {
    "plan of the year": ("31/03/2023", 'emulation document add NUMBER --kind "Kế hoạch" --on DATE --year C6/2023'),
    "programme of the block": (
        "31/03/2023",
        'emulation document add NUMBER --kind "Chương trình" --on DATE --year C6/2023',
    ),
    "movements launched": ("31/03/2023", "emulation meeting add CODE C6/2023 --kind launch --on DATE"),
    "a head of the block": ("31/03/2023", "emulation year lead C6/2023 --head UNIT"),
    "pledge adopted": ("31/03/2023", "emulation pledge draft C6/2023"),
    "pledge signed by all": ("31/03/2023", "emulation pledge adopt C6/2023 --meeting MEETING --consensus"),
    "Báo cáo 6 tháng": ("30/06/2023", "emulation duty receive BC6 C6/2023 TH NA --on DATE"),
    "mid-year review held": ("31/07/2023", "emulation meeting add CODE C6/2023 --kind midyear --on DATE"),
    "Báo cáo năm": ("30/11/2023", "emulation duty receive BCN C6/2023 TH NA --on DATE"),
    "year-end review held": ("15/12/2023", "emulation meeting add CODE C6/2023 --kind yearend --on DATE"),
    "a vote on whom to propose": ("15/12/2023", "emulation ballot new CODE C6/2023 --meeting MEETING"),
    "flag and file passed on": ("31/01/2024", "emulation year handover C6/2023 --to UNIT --on DATE"),
}
AROUND = {
    "31/03/2023": ("28/02/2023", "01/03/2023", "01/04/2023"),
    "30/06/2023": ("30/05/2023", "31/05/2023", "01/07/2023"),
    "31/07/2023": ("30/06/2023", "01/07/2023", "01/08/2023"),
    "30/11/2023": ("30/10/2023", "31/10/2023", "01/12/2023"),
    "15/12/2023": ("14/11/2023", "15/11/2023", "16/12/2023"),
    "31/01/2024": ("31/12/2023", "01/01/2024", "01/02/2024"),
}
"""Due day → the last day on which it is only open, the first on which it is due, the first on which it is late."""

each_step = pytest.mark.parametrize("what", STEPS)


@start
def two(register):
    """A year of two members in which nothing was done."""
    register.ok("block", "add", "C6", "Cụm 6", "--kind", "cluster")
    for code in ("TH", "NA"):
        register.ok("unit", "add", code, f"Đơn vị {code}")
    register.ok("year", "open", YEAR)
    register.ok("year", "join", YEAR, "TH", "NA")


@each_step
def test_a_step_is_open_then_due_then_overdue(two, what):
    day, command = STEPS[what]
    last_open, first_due, too_late = AROUND[day]
    assert states(two, what, last_open, first_due, day, too_late) == ["open", "due", "due", "overdue"]
    iso = "-".join(reversed(day.split("/")))
    assert line(two, what, day) == (iso, "due", command)


def test_the_lines_are_in_the_order_of_their_days_and_no_other(two):
    lines = status(two, "01/01/2023")
    assert [one["what"].partition(";")[0] for one in lines] == list(STEPS)
    assert {one["certainty"] for one in lines} == {"habit"}
    assert {one["year"] for one in lines} == {YEAR}


# -- each step, done --------------------------------------------------------------------------------------------------

DOING = {
    "plan of the year": {"NUMBER": "1/KH", "DATE": "10/03/2023"},
    "programme of the block": {"NUMBER": "2/CTr", "DATE": "10/03/2023"},
    "movements launched": {"CODE": "PD", "DATE": "10/03/2023"},
    "Báo cáo 6 tháng": {"DATE": "10/03/2023"},
    "mid-year review held": {"CODE": "SK", "DATE": "10/03/2023"},
    "Báo cáo năm": {"DATE": "10/03/2023"},
    "year-end review held": {"CODE": "TK", "DATE": "10/03/2023"},
    "flag and file passed on": {"UNIT": "NA", "DATE": "10/03/2023"},
}


@pytest.mark.parametrize("what", DOING)
def test_a_step_is_done_from_the_day_on_which_it_was_done(two, what):
    run(two, STEPS[what][1], **DOING[what])
    assert states(two, what, "09/03/2023", "10/03/2023", "31/12/2024") == [
        line(two, what, "09/03/2023")[1],
        "done",
        "done",
    ]
    assert line(two, what, "09/03/2023")[1] in {"open", "due"}
    assert line(two, what, "10/03/2023")[2] == ""


@pytest.mark.parametrize("kind", ["Kế hoạch", "KE HOACH", "plan", "Plan"])
def test_a_plan_is_a_document_of_that_kind_of_the_year(two, kind):
    two.ok("document", "add", "9/KH", "--kind", kind, "--on", "10/03/2023")
    assert states(two, "plan of the year", "11/03/2023") == ["due"]
    two.ok("document", "add", "1/KH", "--kind", kind, "--on", "10/03/2023", "--year", YEAR)
    assert states(two, "plan of the year", "09/03/2023", "10/03/2023") == ["due", "done"]
    assert states(two, "programme of the block", "10/03/2023") == ["due"]


def test_a_meeting_that_is_still_to_come_is_the_next_command_and_not_yet_held(two):
    two.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "20/07/2023")
    due, state, then = line(two, "mid-year review held", "19/07/2023")
    assert (due, state, then) == ("2023-07-31", "due", "emulation meeting show SK")
    run(two, then)
    assert line(two, "mid-year review held (SK)", "20/07/2023")[1:] == ("done", "")


def test_a_head_is_there_from_the_day_it_leads(two):
    run(two, line(two, "a head of the block", "01/05/2023")[2] + " --on 01/05/2023", UNIT="NA")
    assert states(two, "a head of the block", "30/04/2023", "01/05/2023") == ["overdue", "done"]
    assert line(two, "a head of the block (NA)", "01/05/2023")[2] == ""
    run(two, STEPS["a head of the block"][1] + " --on 01/01/2023", UNIT="TH")
    assert states(two, "a head of the block (TH)", "01/01/2023", "30/04/2023") == ["done", "done"]


def test_a_pledge_is_drafted_adopted_and_signed(two):
    two.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "20/02/2023")
    run(two, line(two, "pledge adopted", "01/03/2023")[2])
    then = line(two, "pledge adopted", "01/03/2023")[2]
    assert then == line(two, "pledge signed by all", "01/03/2023")[2]
    run(two, then, MEETING="PD")
    assert states(two, "pledge adopted", "19/02/2023", "20/02/2023") == ["open", "done"]
    waiting = line(two, "pledge signed by all; waits for TH, NA", "20/02/2023")
    assert waiting == ("2023-03-31", "open", "emulation pledge sign C6/2023 TH NA --on DATE")
    two.ok("pledge", "sign", YEAR, "TH", "--on", "25/02/2023")
    then = line(two, "pledge signed by all; waits for NA", "25/02/2023")[2]
    run(two, then, DATE="05/03/2023")
    assert states(two, "pledge signed by all; waits for TH, NA", "24/02/2023") == ["open"]
    assert states(two, "pledge signed by all; waits for NA", "04/03/2023") == ["due"]
    assert states(two, "pledge signed by all", "05/03/2023", "31/12/2023") == ["done", "done"]


@pytest.mark.parametrize(
    ("what", "period", "due"),
    [("mid-year results in", "midyear", "2023-07-31"), ("results of the year in", "year", "2023-12-15")],
)
def test_results_are_in_when_every_target_has_one_of_each_unit(two, what, period, due):
    two.ok("pledge", "draft", YEAR)
    assert [one for one in status(two, "31/07/2023") if "results" in one["what"]] == []
    two.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 98", "--measure", "%", "--unit", "TH")
    two.ok("pledge", "target", YEAR, "CT2", "Số việc", "--goal", "≥ 5", "--measure", "việc", "--unit", "TH,NA")
    two.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "20/02/2023")
    two.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    for waiting in ("TH, NA", "TH, NA", "NA"):
        told = line(two, f"{what}; waits for {waiting}", "20/02/2023")
        assert told[:2] == (due, "open")
        run(two, told[2] + " --on 20/02/2023", VALUE="98")
    assert [one for one in status(two, "19/02/2023") if "results" in one["what"]] == []
    assert line(two, what, "01/01/2024") == (due, "done", "")


def test_a_result_counts_from_the_day_it_was_reported_even_after_the_year(two):
    two.ok("pledge", "draft", YEAR)
    two.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 98", "--unit", "TH")
    two.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "20/02/2023")
    two.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    two.ok("pledge", "result", YEAR, "CT1", "TH", "99", "--period", "year", "--on", "10/01/2024")
    assert states(two, "results of the year in", "09/01/2024", "10/01/2024") == ["overdue", "done"]
    two.ok("pledge", "result", YEAR, "CT1", "TH", "99", "--period", "midyear")  # today: 01/07/2023
    assert states(two, "mid-year results in", "30/06/2023", "01/07/2023") == ["open", "done"]


def test_reports_are_done_when_the_last_one_came_in(two):
    two.ok("duty", "receive", "BC6", YEAR, "NA", "--on", "20/06/2023")
    then = line(two, "Báo cáo 6 tháng; waits for TH", "01/07/2023")[2]
    assert then == "emulation duty receive BC6 C6/2023 TH --on DATE"
    run(two, then, DATE="05/07/2023")
    assert states(two, "Báo cáo 6 tháng; waits for TH, NA", "19/06/2023") == ["due"]
    assert states(two, "Báo cáo 6 tháng; waits for TH", "20/06/2023", "04/07/2023") == ["due", "overdue"]
    assert states(two, "Báo cáo 6 tháng", "05/07/2023") == ["done"]


def test_a_report_of_the_block_itself_waits_for_no_unit(two):
    two.ok("duty", "add", "BCK", "Báo cáo của cụm", "--due", "15/01+1", "--owed-by", "block")
    then = line(two, "Báo cáo của cụm", "31/12/2023")
    assert then == ("2024-01-15", "due", "emulation duty receive BCK C6/2023 --on DATE")
    run(two, then[2], DATE="14/01/2024")
    assert states(two, "Báo cáo của cụm", "13/01/2024", "14/01/2024") == ["due", "done"]


# -- ballots and what comes of them -----------------------------------------------------------------------------------


@start
def voting(two):
    """A draft that is put to a vote by consensus in mid-July."""
    two.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    two.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "20/07/2023")
    two.ok("meeting", "attend", "SK", "all")
    two.ok("ballot", "new", "B1", YEAR, "--meeting", "SK", "--mode", "consensus")
    two.ok("ballot", "nominate", "B1", "TH", "--award", "GK")


def test_a_ballot_is_led_to_its_seal_by_the_printed_commands(voting):
    seen = []
    while (told := line(voting, "ballot B1 sealed", "20/07/2023"))[1] != "done":
        assert told[:2] == ("2023-07-20", "due")
        assert told[2] not in seen
        seen.append(told[2])
        run(voting, told[2])
    assert seen[0] == "emulation ballot freeze B1"
    assert seen[-1] == "emulation ballot seal B1"
    assert [one for one in status(voting, "19/07/2023") if one["what"].startswith("ballot")] == []
    assert line(voting, "a vote on whom to propose", "19/07/2023")[:2] == ("2023-12-15", "open")


def test_a_ballot_is_late_after_its_meeting(voting):
    assert line(voting, "ballot B1 sealed", "21/07/2023")[1] == "overdue"


def test_a_ballot_that_is_frozen_before_its_meeting_is_opened_next(voting):
    voting.ok("ballot", "freeze", "B1")
    then = line(voting, "a vote on whom to propose", "01/07/2023")[2]
    assert then == "emulation ballot open B1"
    run(voting, then)


def test_a_void_ballot_is_no_line(voting):
    voting.ok("ballot", "freeze", "B1")
    voting.ok("ballot", "open", "B1")
    voting.ok("ballot", "void", "B1", "--reason", "nhầm danh sách", "--on", "22/07/2023", "--yes")
    assert [one for one in status(voting, "22/07/2023") if "ballot" in one["what"]] == []
    assert states(voting, "ballot B1 sealed", "21/07/2023") == ["overdue"]


def sealed(cli):
    for words in (("freeze",), ("open",), ("close",), ("count", "--consensus"), ("seal",)):
        cli.ok("ballot", words[0], "B1", *words[1:])


def test_a_ballot_that_is_replaced_stood_until_then_with_what_it_proposed(voting):
    sealed(voting)
    before = status(voting, "31/07/2023")
    voting.ok("ballot", "supersede", "B1", "B2", "--reason", "bỏ lại", "--on", "01/08/2023", "--yes")
    assert status(voting, "31/07/2023") == before
    assert [one["what"] for one in status(voting, "01/08/2023") if "ballot" in one["what"]] == ["ballot B2 sealed"]
    assert [one for one in status(voting, "01/08/2023") if one["what"].startswith("B1-1")] == []
    assert voting.json("nomination", "list", YEAR) == []


def test_a_proposal_that_was_submitted_is_cancelled_from_the_day_its_ballot_was_replaced(voting):
    sealed(voting)
    voting.ok("nomination", "submit", "B1-1", "--document", "5/TTr", "--on", "25/07/2023")
    voting.ok("ballot", "supersede", "B1", "B2", "--reason", "bỏ lại", "--on", "01/08/2023", "--yes")
    assert states(voting, "B1-1: TH, GK decided", "31/07/2023") == ["open"]
    assert [one for one in status(voting, "01/08/2023") if one["what"].startswith("B1-1")] == []
    assert [one["state"] for one in voting.json("nomination", "list", YEAR)] == ["cancelled"]


def test_a_ballot_is_not_replaced_before_it_was_held(voting):
    sealed(voting)
    said = voting.refused(3, "ballot", "supersede", "B1", "B2", "--reason", "bỏ lại", "--on", "19/07/2023", "--yes")
    assert "held on 20/07/2023, which is later" in said


def test_a_proposal_given_back_and_submitted_again_waits_again(voting):
    sealed(voting)
    voting.ok("nomination", "submit", "B1-1", "--document", "5/TTr", "--on", "25/07/2023")
    voting.ok("nomination", "decide", "B1-1", "returned", "--on", "01/08/2023", "--reason", "thiếu hồ sơ")
    voting.ok("nomination", "submit", "B1-1", "--document", "6/TTr", "--on", "10/08/2023")
    voting.ok("nomination", "decide", "B1-1", "granted", "--document", "7/QĐ", "--on", "20/08/2023")
    days = ("31/07/2023", "01/08/2023", "10/08/2023", "20/08/2023")
    assert states(voting, "B1-1", *days) == ["open", "done", "open", "done"]


def test_a_second_count_that_is_still_to_come_is_the_next_command(voting):
    rule = ("--mode", "secret", "--threshold", "1/2", "--of", "valid", "--double-entry")
    voting.ok("ballot", "new", "B2", YEAR, "--meeting", "SK", *rule)
    voting.ok("ballot", "nominate", "B2", "TH", "--award", "GK")
    for teller in ("Người thứ nhất, Ủy viên", "Người thứ hai, Ủy viên"):
        voting.ok("ballot", "teller", "B2", teller)
    for verb in ("freeze", "open", "close"):
        voting.ok("ballot", verb, "B2")
    counted = ("--returned", 2, "--invalid", 0, "--votes", "1=2/0/0")
    voting.ok("ballot", "count", "B2", *counted, "--entry", 1)
    assert line(voting, "ballot B2 sealed", "20/07/2023")[2] == "emulation ballot count B2 --entry 2 …"
    voting.ok("ballot", "count", "B2", *counted, "--entry", 2)
    run(voting, line(voting, "ballot B2 sealed", "20/07/2023")[2])
    assert line(voting, "ballot B2 sealed", "20/07/2023")[1] == "done"


def test_what_comes_of_a_vote_is_a_line_from_the_vote_to_the_decision(voting):
    for words in (("freeze",), ("open",), ("close",), ("count", "--consensus"), ("seal",)):
        voting.ok("ballot", words[0], "B1", *words[1:])
    assert [one for one in status(voting, "19/07/2023") if one["what"].startswith("B1-1")] == []
    told = line(voting, "B1-1: TH, GK decided", "20/07/2023")
    assert told == ("2024-01-31", "open", "emulation nomination submit B1-1 --document NUMBER --on DATE")
    run(voting, told[2], NUMBER="5/TTr", DATE="25/07/2023")
    told = line(voting, "B1-1: TH, GK decided", "01/01/2024")
    assert told[1] == "due"
    run(voting, told[2], NUMBER="6/QĐ", DATE="10/01/2024")
    assert states(voting, "B1-1", "31/12/2023", "09/01/2024", "10/01/2024") == ["open", "due", "done"]


@pytest.mark.parametrize("decision", ["refused", "returned"])
def test_a_direct_nomination_is_done_whatever_is_decided(voting, decision):
    voting.ok("nomination", "add", "D1", YEAR, "NA", "--award", "GK", "--on", "04/07/2023")
    voting.ok("nomination", "submit", "D1", "--document", "5/TTr", "--on", "05/07/2023")
    assert [one for one in status(voting, "03/07/2023") if one["what"].startswith("D1")] == []
    voting.ok("nomination", "decide", "D1", decision, "--on", "10/02/2024", "--reason", "thiếu hồ sơ")
    assert states(voting, "D1: NA, GK decided", "09/02/2024", "10/02/2024") == ["overdue", "done"]


# -- tasks and questions ----------------------------------------------------------------------------------------------


def test_a_closed_year_has_no_next_command(two):
    two.ok("year", "close", YEAR)
    assert {one["next"] for one in status(two, "31/12/2023")} == {""}
    assert {one["state"] for one in status(two, "31/12/2023")} >= {"overdue"}


def test_a_task_has_its_own_day_and_the_printed_command_does_it(voting):
    voting.ok("meeting", "task", "SK", "[x] =1+1", "--owner", "NA", "--due", "31/08/2023")
    voting.ok("meeting", "task", "SK", "Không hạn")
    what = "task 1 of SK: [x] =1+1; waits for NA"
    assert [one for one in status(voting, "19/07/2023") if "task" in one["what"]] == []
    assert states(voting, what, "31/07/2023", "01/08/2023", "31/08/2023", "01/09/2023") == [
        "open",
        "due",
        "due",
        "overdue",
    ]
    assert line(voting, "task 2 of SK: Không hạn", "31/12/2024")[:2] == (None, "open")
    run(voting, line(voting, what, "01/09/2023")[2] + " --on 01/09/2023")
    assert line(voting, "task 1 of SK: [x] =1+1", "01/09/2023") == ("2023-08-31", "done", "")
    assert line(voting, what, "31/08/2023")[1] == "due"
    assert status(voting, "01/09/2023")[-1]["what"].startswith("task 2")


def test_a_question_waits_for_its_answer_without_a_day(two):
    two.ok("question", "add", YEAR, "NA", "Hỏi gì?", "--on", "01/06/2023")
    assert [one for one in status(two, "31/05/2023") if "question" in one["what"]] == []
    told = line(two, "question 1 of NA answered: Hỏi gì?", "01/06/2023")
    assert told == (None, "open", "emulation question answer C6/2023-1 TEXT --on DATE")
    run(two, told[2], TEXT="Trả lời", DATE="10/06/2023")
    assert states(two, "question 1 of NA", "09/06/2023", "10/06/2023") == ["open", "done"]


# -- reorganisations --------------------------------------------------------------------------------------------------


def test_a_merger_is_seen_from_its_day_on(two):
    run(two, STEPS["a head of the block"][1], UNIT="TH")
    two.ok("unit", "merge", "TH", "--into", "NA", "--on", "01/07/2023")
    assert line(two, "a head of the block (TH)", "30/06/2023")[1] == "done"
    told = line(two, "a head in the place of TH, which is no member any more", "01/07/2023")
    assert told[1:] == ("overdue", "emulation year lead C6/2023 --head UNIT --on DATE")
    assert line(two, "Báo cáo 6 tháng; waits for TH, NA", "30/06/2023")[1] == "due"
    assert line(two, "Báo cáo 6 tháng; waits for NA", "01/07/2023")[2].endswith("BC6 C6/2023 NA --on DATE")
    run(two, told[2], UNIT="NA", DATE="01/07/2023")
    assert line(two, "a head of the block (NA)", "01/07/2023")[1] == "done"
    assert line(two, "a head of the block (TH)", "30/06/2023")[1] == "done"


# -- which years ------------------------------------------------------------------------------------------------------


def test_every_year_that_had_begun_and_was_open_on_the_day_is_told_any_other_by_its_name(two):
    two.ok("year", "open", "C6/2024", "--like", YEAR)
    told = two.json("status", "--on", "01/01/2024")
    assert [one["year"] for one in told] == [YEAR] * len(STEPS) + ["C6/2024"] * len(STEPS)
    before = two.json("status", "--on", "31/12/2023")
    assert {one["year"] for one in before} == {YEAR}
    two.ok("year", "close", YEAR, "--on", "15/01/2024")
    assert {one["year"] for one in two.json("status", "--on", "15/01/2024")} == {"C6/2024"}
    assert {one["year"] for one in two.json("status", "--on", "14/01/2024")} == {YEAR, "C6/2024"}
    assert two.json("status", "--on", "31/12/2023") == [{**one, "next": ""} for one in before]
    assert {one["year"] for one in two.json("status", "c6/2023")} == {YEAR}
    two.refused(4, "status", "C6/2019")
    two.refused(3, "status", "--on", "31/02/2023")


def test_without_a_year_nothing_is_due(register):
    assert register.json("status") == []
    assert register("status", "--fail-on", "due").code == 0


def test_without_a_day_it_is_today(two):
    assert two.json("status") == two.json("status", "--on", "01/07/2023") == status(two, "today")


@pytest.mark.parametrize("begins", ["01/12", "01/01"])
def test_a_work_year_may_begin_in_december_its_due_days_lie_in_the_year_of_its_number(register, begins):
    register.ok("block", "add", "C8", "Cụm 8", "--kind", "cluster", "--year-begins", begins)
    register.ok("unit", "add", "TH", "Đơn vị TH")
    opened = register.json("year", "open", "C8/2024")
    expected = ("2023-12-01", "2024-11-30") if begins == "01/12" else ("2024-01-01", "2024-12-31")
    assert (opened["from"], opened["to"]) == expected
    register.ok("year", "join", "C8/2024", "TH")
    days = {one["what"].partition(";")[0]: one["due"] for one in status(register, "01/01/2024", "C8/2024")}
    assert days == {
        what: "-".join(reversed(day.split("/"))).replace("2024", "2025").replace("2023", "2024")
        for what, (day, _command) in STEPS.items()
    }
    assert line(register, "Báo cáo năm; waits for TH", "15/12/2024", "C8/2024")[1] == "overdue"


# -- failing on what is late ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "word", "code"),
    [
        ("01/01/2023", "due", 0),
        ("01/01/2023", "overdue", 0),
        ("31/03/2023", "due", 7),
        ("31/03/2023", "overdue", 0),
        ("01/04/2023", "due", 7),
        ("01/04/2023", "OVERDUE", 7),
    ],
)
def test_it_fails_where_anything_is_late_with_the_list_printed(two, day, word, code):
    done = two("status", YEAR, "--on", day, "--fail-on", word, "--format", "json")
    assert done.code == code, done.err
    assert done.json == status(two, day)
    if code:
        assert f"{word.casefold()}: 6" in done.err


@pytest.mark.parametrize("word", ["open", "done", "late"])
def test_another_word_to_fail_on_is_a_usage_error(two, word):
    two.refused(2, "status", "--fail-on", word)


# -- how it is shown --------------------------------------------------------------------------------------------------


def test_days_are_iso_in_files_and_as_people_write_them_on_screen(two):
    assert set(status(two, "01/07/2023")[0]) >= {"year", "what", "due", "state", "next", "units", "basis", "certainty"}
    table = two.ok("status", YEAR, "--on", "01/07/2023")
    assert "mid-year review held               31/07/2023  due " in table
    assert "2023-07-31" not in table
    rows = list(csv.DictReader(io.StringIO(two.ok("status", YEAR, "--format", "csv").lstrip("\ufeff"))))
    assert list(rows[0]) == ["year", "what", "due", "state", "next"]
    assert [row["due"] for row in rows] == [one["due"] for one in two.json("status", YEAR)]


def test_the_status_changes_no_byte(two):
    before = two.db.read_bytes()
    two.ok("status")
    two.ok("status", YEAR, "--on", "31/12/2023")
    assert two.db.read_bytes() == before
