"""The year's summary workbook, read back: what stands in it, how it prints, and what keeps an old one whole."""

import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from shutil import copyfile

import openpyxl
import pytest

from emulation_cli.exchange import workbook

SHEETS = [
    "Tổng quan",
    "Thành viên",
    "Giao ước thi đua",
    "Kết quả thực hiện chỉ tiêu",
    "Hội nghị",
    "Bỏ phiếu",
    "Đề nghị khen thưởng",
    "Khen thưởng",
]
ENGLISH_SHEETS = ["Overview", "Members", "Pledge", "Results", "Meetings", "Ballots", "Nominations", "Commendations"]
ENGLISH = (
    "members|member|head|deputy|pledge|target|signed|missed|achieved|results|meeting|meetings|present|absent|launch|"
    "midyear|yearend|ballot|ballots|secret|sealed|superseded|void|draft|frozen|counted|passed|tied|nomination|"
    "nominations|proposed|submitted|granted|refused|returned|commendation|overdue|due|done|open|closed|year|nothing"
)


@pytest.fixture(scope="module")
def demo_register(tmp_path_factory):
    """The register of the demonstration, made once."""
    folder = tmp_path_factory.mktemp("summary") / "demo"
    env = {**os.environ, "EMULATION_NOW": "2023-12-01T08:00:00Z", "EMULATION_LANG": "en", "EMULATION_ACTOR": "Cán bộ"}
    subprocess.run([sys.executable, "-m", "emulation_cli", "demo", folder], env=env, check=True, capture_output=True)
    return folder / "register.db"


@pytest.fixture
def demo(cli, demo_register):
    """A copy of the demonstration to write into."""
    copyfile(demo_register, cli.db)
    return cli


def read(cli, year="C6/2023", *more, name="t.xlsx"):
    """The summary of a year, exported and read back."""
    cli.ok("export", "summary", year, "-o", cli.folder / name, "--force", *more)
    return openpyxl.load_workbook(cli.folder / name)


def rows(sheet):
    """The rows of a sheet without their empty ends."""
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [row[: max((n for n, value in enumerate(row, 1) if value is not None), default=0)] for row in found]


def table(sheet, heading):
    """The rows under the table whose headings hold `heading`, as dictionaries."""
    lines = rows(sheet)
    at = next(number for number, row in enumerate(lines) if heading in row)
    found = []
    for row in lines[at + 1 :]:
        if not row:
            break
        found.append(dict(zip(lines[at], [*row, *[None] * (len(lines[at]) - len(row))], strict=True)))
    return found


def lines(sheet):
    """Every text of a sheet in one."""
    return "\n".join(str(value) for row in rows(sheet) for value in row if value is not None)


def test_sheets_stand_in_their_order_in_vietnamese_and_in_english_where_asked(demo):
    assert read(demo).sheetnames == SHEETS
    english = read(demo, "C6/2023", "--lang", "en")
    assert english.sheetnames == ENGLISH_SHEETS
    assert {"Unit", "Role", "From"} <= set(table(english["Members"], "Unit")[0])
    assert [row["Outcome"] for row in table(english["Ballots"], "Outcome")] == ["passed"] * 6


@pytest.mark.parametrize("year", ["C6/2023", "K4/2023", "KNC/2023"])
def test_no_english_word_stands_in_an_official_workbook(demo, year):
    book = read(demo, year)
    found = {
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and re.search(rf"(?i)(?<![\w-])({ENGLISH})(?![\w-])", cell.value)
    }
    assert not found
    assert lines(book["Tổng quan"]).startswith(str(book["Tổng quan"]["A1"].value))


def test_members_stand_in_official_order_with_roles_and_real_dates(demo):
    for year, units in (
        ("C6/2023", ["TH", "NA", "HT", "QB", "QT", "TTH"]),
        ("K4/2023", ["TCKS", "DHKS", "DTBD", "BVPL"]),
        ("KNC/2023", ["NC-VKS", "NC-TTR", "NC-BCHQS", "NC-BDBP", "NC-CA", "NC-TA", "NC-THADS", "NC-STP"]),
    ):
        members = table(read(demo, year)["Thành viên"], "Mã")
        assert [(row["STT"], row["Mã"]) for row in members] == list(enumerate(units, start=1))
        assert {row["Từ ngày"] for row in members} == {datetime(2023, 1, 1)}  # noqa: DTZ001 - as openpyxl reads it
    sheet = read(demo, "K4/2023")["Thành viên"]
    assert sheet["F5"].number_format == "dd/mm/yyyy"
    head = table(sheet, "Mã")[0]
    assert (head["Vai trò"], head["Người thực hiện"]) == (
        "Khối trưởng",
        "Hoàng Anh Tuyên, Tổng Biên tập Tạp chí Kiểm sát",
    )


def test_the_pledge_names_its_units_and_who_signed_and_who_did_not(demo):
    sheet = read(demo, "K4/2023")["Giao ước thi đua"]
    content = table(sheet, "Nội dung")
    assert [row["STT"] for row in content] == list(range(1, 10))
    assert {name in content[0]["Đơn vị thực hiện"] for name in ("Trường Đại học Kiểm sát Hà Nội", "Trường Đào tạo")} == {
        True
    }
    assert (content[0]["Căn cứ"], content[6]["Căn cứ"]) == ("14/KH-VKSTC", "05/CT-VKSTC, 596/QĐ-VKSTC")
    assert {row["Ngày ký"] for row in table(sheet, "Ngày ký")} == {datetime(2023, 3, 1)}  # noqa: DTZ001
    demo.ok("pledge", "strike", "K4/2023", "signature", "BVPL", "--yes")
    signed = table(read(demo, "K4/2023")["Giao ước thi đua"], "Ngày ký")
    assert [row["Đơn vị"] for row in signed if row["Ngày ký"] == "chưa ký"] == ["Báo Bảo vệ pháp luật"]
    assert "3/4 đơn vị đã ký" in lines(read(demo, "K4/2023")["Tổng quan"])


def test_results_are_numbers_their_share_a_percentage_and_met_or_missed(demo):
    sheet = read(demo)["Kết quả thực hiện chỉ tiêu"]
    found = {(row["Mã"], row["Đơn vị"]): row for row in table(sheet, "Thực hiện")}
    assert len(found) == 24
    met, missed = found["GQTB", "VKSND tỉnh Thanh Hóa"], found["GQTB", "VKSND tỉnh Thừa Thiên Huế"]
    keys = ("Kế hoạch", "Thực hiện", "% kế hoạch", "Kết quả")
    assert [met[key] for key in keys] == ["≥ 90", 92.5, 1.0277, "đạt"]
    assert [missed[key] for key in keys] == ["≥ 90", 89.5, 0.9944, "chưa đạt"]
    assert found["TRHS", "VKSND tỉnh Quảng Bình"]["Kết quả"] == "đạt"
    assert found["OAN", "VKSND tỉnh Hà Tĩnh"]["% kế hoạch"] is None
    assert {sheet.cell(row, 8).number_format for row in range(5, 29)} == {"0.00%"}
    assert {sheet.cell(row, 7).data_type for row in range(5, 29)} == {"n"}


def test_meetings_show_attendance_speeches_and_tasks(demo):
    demo.ok("meeting", "attend", "K4-PD23", "BVPL", "--absent", "--reason", "đi công tác")
    sheet = read(demo, "K4/2023")["Hội nghị"]
    attendance = {row["Đơn vị"]: row for row in table(sheet, "Lý do vắng")}
    assert [row["Có mặt"] for row in attendance.values()] == ["có mặt"] * 3 + ["vắng"]
    assert attendance["Báo Bảo vệ pháp luật"]["Lý do vắng"] == "đi công tác"
    assert attendance["Tạp chí Kiểm sát"]["Người dự"].startswith("Hoàng Anh Tuyên, Tổng Biên tập")
    text = rows(sheet)
    for part, count in (("Phát biểu", 2), ("Nhiệm vụ", 6)):
        at = next(number for number, row in enumerate(text) if row == [part])
        assert text[at + 1] == ["STT", "Người, đơn vị", "Nội dung", "Ghi chú"]
        assert [row[0] for row in text[at + 2 : at + 2 + count]] == list(range(1, count + 1))
    assert [row["Ghi chú"] for row in table(sheet, "Ghi chú")] == ["chỉ đạo", "kết luận"]


PAPER = ("Được bỏ phiếu", "Có mặt", "Bằng văn bản", "Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ")


def test_the_ballot_shows_its_paper_outcomes_and_fingerprint_as_the_register_holds_them(demo):
    sheet = read(demo)["Bỏ phiếu"]
    shown = demo.json("ballot", "show", "C6-BK23")
    (paper,) = table(sheet, "Thu về")
    assert [paper[key] for key in PAPER] == [6, 6, 0, 6, 6, 6, 0]
    keys = ("STT", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Tính trên", "Cần đạt", "Kết quả")
    same = ("number", "agree", "disagree", "blank", "base", "needed")
    outcomes = [[row[key] for key in keys] for row in table(sheet, "Kết quả")]
    assert outcomes == [[*(one[key] for key in same), "đạt"] for one in shown["outcomes"]]
    assert all(type(value) is int for row in outcomes for value in row[:-1])
    assert f"Mã kiểm chứng: {shown['fingerprint']}" in lines(sheet)


def test_nominations_carry_votes_share_and_the_note_of_illustration(demo):
    sheet = read(demo)["Đề nghị khen thưởng"]
    found = table(sheet, "Tỷ lệ")
    assert [row["Số phiếu đồng ý"] for row in found] == ["6/6", "6/6", "5/6", "5/6", "6/6", "5/6"]
    assert [row["Tỷ lệ"] for row in found] == [1, 1, 0.8333, 0.8333, 1, 0.8333]
    assert {row["Ghi chú"] for row in found} == {"số liệu minh họa"}
    assert sheet["G5"].number_format == "0.00%"


def test_every_sheet_prints_on_a4_across_with_page_numbers_and_its_heading_repeated(demo):
    for sheet in read(demo):
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        assert all(sheet.column_dimensions[column].width >= 5 for column in "ABCDE")
        if sheet.title != "Tổng quan":
            assert sheet.freeze_panes in ("A4", "A5")
            assert sheet.print_title_rows in ("$1:$2", "$1:$4")


def test_no_text_becomes_a_formula(demo):
    demo.ok("unit", "edit", "TH", "--name", "=1+1")
    demo.ok("year", "edit", "C6/2023", "--theme", "+Đoàn kết")
    demo.ok("meeting", "task", "C6-SK23", '=HYPERLINK("x")')
    book = read(demo)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [cell.value for cell in cells]
    assert '=HYPERLINK("x")' in texts
    assert "“+Đoàn kết”" in texts
    assert table(book["Thành viên"], "Mã")[0]["Tên đơn vị"] == "=1+1"
    with zipfile.ZipFile(demo.folder / "t.xlsx") as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
        assert "xl/externalLinks" not in " ".join(package.namelist())
    assert workbook.check_readable(demo.folder / "t.xlsx") is None
