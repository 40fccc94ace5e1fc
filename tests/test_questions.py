"""Questions of units and their answers."""

import json

import pytest
from conftest import start

ASK = ("question", "add", "C6/2023")


@start
def asked(cum6):
    """Two questions, the first of them answered."""
    cum6.ok(*ASK, "QB", "Số liệu lấy đến tháng nào?", "--on", "01/06/2023")
    cum6.ok(*ASK, "TH", "[x] =1+1\nchấm thế nào?", "--on", "05/06/2023")
    by = ("--by", "Người thứ nhất, Ủy viên")
    cum6.ok("question", "answer", "C6/2023-1", "Đến hết tháng 5", "--on", "02/06/2023", *by)


def numbers(cli, *words):
    return [(one["year"], one["number"]) for one in cli.json("question", "list", *words)]


def test_a_question_is_numbered_within_its_year_and_told_how_to_be_answered(cum6):
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    done = cum6(*ASK, "QB", "Một", "--on", "01/06/2023")
    assert "emulation question answer C6/2023-1 TEXT --on DATE" in done.err
    cum6.ok(*ASK, "QB", "Hai", "--on", "01/06/2023")
    cum6.ok("question", "add", "C6/2024", "TH", "Một", "--on", "01/06/2024")
    assert numbers(cum6) == [("C6/2023", 1), ("C6/2023", 2), ("C6/2024", 1)]
    assert numbers(cum6, "C6/2024") == [("C6/2024", 1)]


def test_a_question_is_shown_with_its_answer(asked):
    assert asked.json("question", "show", "c6/2023-1") == {
        "year": "C6/2023",
        "number": 1,
        "unit": "QB",
        "text": "Số liệu lấy đến tháng nào?",
        "asked_on": "2023-06-01",
        "answer": "Đến hết tháng 5",
        "answered_by": "Người thứ nhất, Ủy viên",
        "answered_on": "2023-06-02",
    }
    assert "[x] =1+1" in asked.ok("question", "list")
    asked.refused(4, "question", "show", "C6/2023-9")


def test_the_unanswered_alone(asked):
    assert numbers(asked) == [("C6/2023", 1), ("C6/2023", 2)]
    assert numbers(asked, "--unanswered") == numbers(asked, "C6/2023", "--unanswered") == [("C6/2023", 2)]
    asked.ok("question", "answer", "C6/2023-2", "Theo quy chế", "--on", "06/06/2023")
    assert numbers(asked, "--unanswered") == []


def test_an_answer_is_corrected_by_another(asked):
    asked.ok("question", "answer", "C6/2023-1", "Đến hết tháng 6", "--on", "03/06/2023")
    shown = asked.json("question", "show", "C6/2023-1")
    assert (shown["answer"], shown["answered_on"]) == ("Đến hết tháng 6", "2023-06-03")
    assert asked.json("log", "--limit", 1)[0]["verb"] == "question answer"


def test_an_answer_has_a_day_that_is_not_before_the_question(asked):
    before = asked.db.read_bytes()
    words = ("question", "answer", "C6/2023-2", "Trả lời")
    asked.refused(2, *words)
    asked.refused(3, *words, "--on", "04/06/2023")
    asked.refused(3, *words, "--on", "31/06/2023")
    asked.refused(3, "question", "answer", "C6/2023-2", "", "--on", "05/06/2023")
    asked.refused(4, "question", "answer", "C6/2023-9", "Trả lời", "--on", "05/06/2023")
    asked.refused(3, "question", "edit", "C6/2023-2", "--answer", "Trả lời")
    asked.refused(3, "question", "edit", "C6/2023-2", "--answered-on", "06/06/2023")
    asked.refused(3, "question", "edit", "C6/2023-2", "--answered-by", "Người thứ nhất, Ủy viên")
    asked.refused(3, "question", "edit", "C6/2023-1", "--on", "03/06/2023")
    assert asked.db.read_bytes() == before
    asked.ok(*words, "--on", "05/06/2023")


def test_a_question_is_corrected_and_removed(asked):
    asked.ok("question", "edit", "C6/2023-2", "--text", "Chấm thế nào?", "--unit", "NA", "--on", "06/06/2023")
    shown = asked.json("question", "show", "C6/2023-2")
    assert (shown["unit"], shown["text"], shown["asked_on"]) == ("NA", "Chấm thế nào?", "2023-06-06")
    taken_back = ("--answer", "", "--answered-on", "", "--answered-by", "")
    asked.ok("question", "edit", "C6/2023-1", *taken_back)
    assert len(numbers(asked, "--unanswered")) == 2
    asked.ok("question", "remove", "C6/2023-1", "--yes")
    assert numbers(asked) == [("C6/2023", 2)]
    asked.ok(*ASK, "HT", "Ba", "--on", "01/07/2023")
    assert numbers(asked) == [("C6/2023", 2), ("C6/2023", 3)]


def test_the_same_question_of_the_same_unit_is_there_already(asked):
    asked.refused(3, *ASK, "QB", "số liệu lấy  đến THÁNG nào?", "--on", "07/06/2023")
    asked.ok(*ASK, "NA", "Số liệu lấy đến tháng nào?", "--on", "07/06/2023")


def test_only_members_ask(cum6):
    cum6.ok("unit", "add", "XX", "Đơn vị khác")
    cum6.refused(3, *ASK, "XX", "Hỏi", "--on", "01/06/2023")
    cum6.refused(4, *ASK, "YY", "Hỏi", "--on", "01/06/2023")
    cum6.refused(3, *ASK, "QB", "", "--on", "01/06/2023")
    cum6.refused(2, *ASK, "QB", "Hỏi")
    cum6.refused(4, "question", "add", "C6/2019", "QB", "Hỏi", "--on", "01/06/2023")


def test_nothing_is_asked_answered_or_removed_in_a_closed_year(asked):
    asked.ok("year", "close", "C6/2023")
    before = asked.db.read_bytes()
    asked.refused(3, *ASK, "QB", "Hỏi", "--on", "01/07/2023")
    asked.refused(3, "question", "answer", "C6/2023-2", "Trả lời", "--on", "01/07/2023")
    asked.refused(3, "question", "edit", "C6/2023-2", "--text", "Khác")
    asked.refused(3, "question", "remove", "C6/2023-2", "--yes")
    assert asked.db.read_bytes() == before
    assert len(numbers(asked)) == 2


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_questions_go_out_and_come_back(asked, ending):
    shown = asked.json("question", "list")
    asked.ok("export", "questions", "C6/2023", "-o", f"q.{ending}")
    assert asked.json("import", "questions", f"q.{ending}")["unchanged"] == 2
    for number in (1, 2):
        asked.ok("question", "remove", f"C6/2023-{number}", "--yes")
    asked.ok("import", "questions", f"q.{ending}")
    assert asked.json("question", "list") == shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "Trả lời"},
        {"answered_on": "2023-06-02"},
        {"answered_by": "Người thứ nhất, Ủy viên"},
        {"answer": "Trả lời", "answered_on": "2023-05-31"},
        {"unit": "XX"},
        {"asked_on": None},
    ],
)
def test_a_row_that_does_not_hold_together_is_refused_from_a_file_too(cum6, wrong):
    cum6.ok("unit", "add", "XX", "Đơn vị khác")
    row = {"year": "C6/2023", "unit": "QB", "text": "Hỏi", "asked_on": "2023-06-01"} | wrong
    (cum6.folder / "q.json").write_text(json.dumps([row]), encoding="utf-8")
    cum6.refused(3, "import", "questions", "q.json")
    assert numbers(cum6) == []
