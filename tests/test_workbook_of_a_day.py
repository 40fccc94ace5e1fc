"""The workbook of a past day tells what was so then, under the names of then; without a day it tells everything."""

from datetime import date, timedelta

import openpyxl
import pytest
from conftest import start

YEAR = "C6/2025"


@start
def through(cum6):
    """Cụm 6 through the merger of 1 July 2025, with something of every kind before and after it."""
    cum6.ok("year", "open", YEAR, "--like", "C6/2023")
    cum6.ok("year", "lead", YEAR, "--head", "QB")
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    for code, kind, day in (("PD", "launch", "20/02/2025"), ("SK", "midyear", "15/07/2025")):
        cum6.ok("meeting", "add", code, YEAR, "--kind", kind, "--on", day)
    cum6.ok("meeting", "attend", "PD", "all")
    cum6.ok("meeting", "task", "PD", "Gửi kế hoạch", "--owner", "TTH")
    cum6.ok("pledge", "draft", YEAR)
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 98", "--measure", "%", "--unit", "TH")
    cum6.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", YEAR, "TH", "QB", "TTH", "--on", "20/02/2025")
    cum6.ok("pledge", "result", YEAR, "CT1", "TH", "97", "--period", "midyear", "--on", "25/06/2025")
    cum6.ok("question", "add", YEAR, "QB", "Cách chấm điểm?", "--on", "01/06/2025")
    cum6.ok("registration", "add", YEAR, "TH", "GK", "--on", "01/03/2025")
    cum6.ok("score", "line", YEAR, "I", "--name", "Chỉ tiêu", "--most", "60")
    cum6.ok("exemplar", "add", "QB", "Mô hình một", "--kind", "model", "--since", "01/02/2025")
    cum6.before = sheets(cum6, "--on", "30/06/2025")
    cum6.shown = cum6.json("year", "show", YEAR, "--on", "30/06/2025")
    cum6.units = cum6.json("unit", "list", "--on", "30/06/2025")
    cum6.ok("unit", "merge", "QB", "QT", "--into", "QT", "--on", "01/07/2025")
    cum6.ok("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", "01/07/2025")
    cum6.ok("year", "lead", YEAR, "--head", "NA", "--on", "02/07/2025")
    cum6.ok("meeting", "task", "PD", "1", "--done", "--on", "10/07/2025")
    cum6.ok("pledge", "sign", YEAR, "NA", "--on", "10/07/2025")
    cum6.ok("pledge", "amend", YEAR, "--reason", "hạ chỉ tiêu")
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 90")
    cum6.ok("pledge", "result", YEAR, "CT1", "TH", "99", "--period", "midyear", "--on", "12/07/2025")
    cum6.ok("exemplar", "edit", "QB-1", "--until", "01/07/2025")
    cum6.ok("score", "enter", YEAR, "TH", "I=59,5")
    cum6.ok("score", "submit", YEAR, "TH", "--stage", "self", "--on", "10/07/2025")
    cum6.ok("question", "answer", f"{YEAR}-1", "Theo quy chế", "--on", "05/08/2025")
    cum6.ok("registration", "add", YEAR, "NA", "GK", "--on", "05/07/2025")
    cum6.ok("activity", "add", "GL", YEAR, "Giao lưu", "--kind", "exchange", "--from", "20/07/2025")
    cum6.ok("ballot", "new", "B1", YEAR, "--meeting", "SK", "--mode", "consensus")
    cum6.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    for words in (("freeze",), ("open",), ("close",), ("count", "--consensus"), ("seal",)):
        cum6.ok("ballot", words[0], "B1", *words[1:])
    cum6.ok("nomination", "submit", "B1-1", "--document", "4/TTr", "--on", "01/08/2025")
    cum6.ok("nomination", "decide", "B1-1", "granted", "--document", "5/QĐ", "--on", "01/09/2025")
    cum6.ok("year", "handover", YEAR, "--to", "NA", "--on", "20/12/2025")
    cum6.ok("year", "close", YEAR, "--on", "31/12/2025")


def sheets(cli, *words):
    """Every sheet of the summary as its texts and numbers, row by row."""
    cli.ok("export", "summary", YEAR, "-o", "t.xlsx", "--force", *words)
    book = openpyxl.load_workbook(cli.folder / "t.xlsx")
    return {
        sheet.title: [
            [cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True) if any(row)
        ]
        for sheet in book
    }


def texts(sheet):
    return [cell for row in sheet for cell in row]


def test_the_workbook_of_a_day_is_the_one_that_was_written_on_it(through):
    after = sheets(through, "--on", "30/06/2025")
    for name, before in through.before.items():
        assert after[name] == before, name
    assert through.json("year", "show", YEAR, "--on", "30/06/2025") == through.shown
    assert through.json("unit", "list", "--on", "30/06/2025") == through.units


def test_everything_is_told_under_the_name_of_its_own_day(through):
    book = sheets(through, "--on", "31/12/2025")
    assert "VKSND tỉnh Thừa Thiên Huế" in texts(book["Hội nghị"])
    assert "VKSND tỉnh Thừa Thiên Huế" in texts(book["Giao ước thi đua"])
    assert "VKSND thành phố Huế" in texts(book["Thành viên"])
    assert "VKSND thành phố Huế" not in texts(book["Hội nghị"])
    assert ["Trạng thái năm", "đã đóng"] in book["Tổng quan"]


@pytest.mark.parametrize(
    ("day", "sheet", "said"),
    [
        ("14/07/2025", "Hội nghị", "sơ kết"),
        ("14/07/2025", "Bỏ phiếu", "Mã kiểm chứng"),
        ("31/07/2025", "Đề nghị khen thưởng", "Đã trình"),
        ("31/08/2025", "Khen thưởng", "5/QĐ"),
        ("04/08/2025", "Hoạt động, báo cáo", "Theo quy chế"),
        ("19/07/2025", "Hoạt động, báo cáo", "Giao lưu"),
        ("04/07/2025", "Đăng ký danh hiệu", "Nghệ An"),
        ("19/12/2025", "Tổng quan", "đã bàn giao"),
        ("30/12/2025", "Tổng quan", "đã đóng"),
        ("09/07/2025", "Hội nghị", "đã xong"),
    ],
)
def test_what_happens_is_told_from_its_day_on(through, day, sheet, said):
    number, month, year = (int(part) for part in day.split("/"))
    there = (date(year, month, number) + timedelta(days=1)).strftime("%d/%m/%Y")
    before, after = (texts(sheets(through, "--on", one).get(sheet, [])) for one in (day, there))
    assert not [text for text in before if said in str(text)]
    assert [text for text in after if said in str(text)]


def test_a_day_before_anything_gives_a_workbook_too(through):
    book = sheets(through, "--on", "01/01/2020")
    assert ["Hội nghị", "chưa có số liệu"] in book["Tổng quan"]
    assert "Hội nghị" not in book
