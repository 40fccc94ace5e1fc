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

SHEETS = [
    "Tổng quan",
    "Thành viên",
    "Giao ước thi đua",
    "Đăng ký danh hiệu",
    "Phong trào thi đua",
    "Kết quả thực hiện chỉ tiêu",
    "So sánh chỉ tiêu",
    "Chấm điểm, xếp hạng",
    "Điển hình, mô hình",
    "Hội nghị",
    "Hoạt động, báo cáo",
    "Bỏ phiếu",
    "Đề nghị khen thưởng",
    "Khen thưởng",
    "Việc còn mở",
]
EMPTY = {"Đăng ký danh hiệu", "Chấm điểm, xếp hạng", "Điển hình, mô hình", "Khen thưởng"}
"""What the demonstration holds nothing of for C6/2023."""
ENGLISH_SHEETS = [
    "Overview",
    "Members",
    "Pledge",
    "Registrations",
    "Movements",
    "Results",
    "Goals compared",
    "Scores, ranking",
    "Exemplars, models",
    "Meetings",
    "Activities, reports",
    "Ballots",
    "Nominations",
    "Commendations",
    "Open points",
]
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
def book(demo_register):
    """Opens the summary that the demonstration exported of a year."""
    return lambda year="C6-2023": openpyxl.load_workbook(demo_register.with_name(f"tong-hop-{year}.xlsx"))


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


def test_sheets_stand_in_their_order_in_vietnamese_and_in_english_where_asked(book, demo):
    assert book().sheetnames == [name for name in SHEETS if name not in EMPTY]
    cover = rows(book()["Tổng quan"])
    contents = dict(row[:2] for row in cover[cover.index(["III. NỘI DUNG"]) :] if len(row) == 2 and row[0] in SHEETS)
    assert list(contents) == SHEETS[1:]
    assert {name for name, count in contents.items() if count == "chưa có số liệu"} == EMPTY
    assert (contents["Kết quả thực hiện chỉ tiêu"], contents["Bỏ phiếu"]) == (24, 1)
    english = read(demo, "C6/2023", "--lang", "en")
    pairs = dict(zip(SHEETS, ENGLISH_SHEETS, strict=True))
    assert english.sheetnames == [pairs[name] for name in SHEETS if name not in EMPTY]
    assert {"Unit", "Role", "From"} <= set(table(english["Members"], "Unit")[0])
    assert [row["Outcome"] for row in table(english["Ballots"], "Outcome")] == ["passed"] * 6


@pytest.mark.parametrize("year", ["C6-2023", "K4-2023", "KNC-2023", "K4-2022", "C6-2020"])
def test_no_english_word_stands_in_an_official_workbook(book, year):
    found = {
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book(year)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and re.search(rf"(?i)(?<![\w-])({ENGLISH})(?![\w-])", cell.value)
    }
    assert not found


def test_members_stand_in_official_order_with_roles_and_real_dates(book):
    for year, units in (
        ("C6-2023", ["TH", "NA", "HT", "QB", "QT", "TTH"]),
        ("K4-2023", ["TCKS", "DHKS", "DTBD", "BVPL"]),
        ("KNC-2023", ["NC-VKS", "NC-TTR", "NC-BCHQS", "NC-BDBP", "NC-CA", "NC-TA", "NC-THADS", "NC-STP"]),
    ):
        members = table(book(year)["Thành viên"], "Mã")
        assert [(row["STT"], row["Mã"]) for row in members] == list(enumerate(units, start=1))
        assert {row["Từ ngày"] for row in members} == {datetime(2023, 1, 1)}  # noqa: DTZ001 - as openpyxl reads it
    sheet = book("K4-2023")["Thành viên"]
    assert sheet["F5"].number_format == "dd/mm/yyyy"
    head = table(sheet, "Mã")[0]
    assert head["Vai trò"] == "Khối trưởng"
    assert head["Người thực hiện"] == "Hoàng Anh Tuyên, Tổng Biên tập Tạp chí Kiểm sát"


def test_the_pledge_names_its_units_and_who_signed_and_who_did_not(book, demo):
    sheet = book("K4-2023")["Giao ước thi đua"]
    content = table(sheet, "Nội dung")
    assert [row["STT"] for row in content] == list(range(1, 10))
    assert content[0]["Đơn vị thực hiện"].startswith("Trường Đại học Kiểm sát Hà Nội, Trường Đào tạo, bồi dưỡng")
    assert (content[0]["Căn cứ"], content[6]["Căn cứ"]) == ("14/KH-VKSTC", "05/CT-VKSTC, 596/QĐ-VKSTC")
    assert {row["Ngày ký"] for row in table(sheet, "Ngày ký")} == {datetime(2023, 3, 1)}  # noqa: DTZ001
    demo.ok("pledge", "strike", "K4/2023", "signature", "BVPL", "--yes")
    after = read(demo, "K4/2023")
    signed = table(after["Giao ước thi đua"], "Ngày ký")
    assert [row["Đơn vị"] for row in signed if row["Ngày ký"] == "chưa ký"] == ["Báo Bảo vệ pháp luật"]
    assert "3/4 đơn vị đã ký" in lines(after["Tổng quan"])


def test_results_are_numbers_their_share_a_percentage_and_met_or_missed(book):
    sheet = book()["Kết quả thực hiện chỉ tiêu"]
    found = {(row["Mã"], row["Đơn vị"]): row for row in table(sheet, "Thực hiện")}
    assert len(found) == 24
    met, missed = found["GQTB", "VKSND tỉnh Thanh Hóa"], found["GQTB", "VKSND tỉnh Thừa Thiên Huế"]
    keys = ("Kế hoạch", "Thực hiện", "% kế hoạch", "Kết quả")
    assert [met[key] for key in keys] == ["≥ 90", 92.5, 1.0278, "vượt"]
    assert [missed[key] for key in keys] == ["≥ 90", 89.5, 0.9944, "chưa đạt"]
    assert found["TRHS", "VKSND tỉnh Quảng Bình"]["Kết quả"] == "vượt"
    assert found["OAN", "VKSND tỉnh Hà Tĩnh"]["% kế hoạch"] is None
    assert {sheet.cell(row, 9).number_format for row in range(5, 29)} == {"0.00%"}
    assert {sheet.cell(row, 8).data_type for row in range(5, 29)} == {"n"}


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


def test_what_a_review_found_stands_under_headings_of_its_own(demo):
    review = {"opinion": "Ý kiến đóng góp", "shortcoming": "Tồn tại, hạn chế", "cause": "Nguyên nhân"}
    review["lesson"] = "Bài học kinh nghiệm"
    for kind, heading in reversed(review.items()):
        demo.ok("meeting", "opinion", "C6-SK23", "TH", f"Nội dung về {heading}", "--kind", kind)
    text = rows(read(demo)["Hội nghị"])
    found = [number for number, row in enumerate(text) if row and row[0] in review.values()]
    assert [text[at][0] for at in found] == list(review.values())
    for at in found:
        assert text[at + 2][1:] == ["VKSND tỉnh Thanh Hóa", f"Nội dung về {text[at][0]}"]
    english = lines(read(demo, "C6/2023", "--lang", "en")["Meetings"])
    assert all(heading in english.splitlines() for heading in ("Opinions", "Shortcomings", "Causes", "Lessons"))


PAPER = ("Được bỏ phiếu", "Có mặt", "Bằng văn bản", "Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ")


def test_the_ballot_shows_its_paper_outcomes_and_fingerprint_as_the_register_holds_them(book, demo):
    sheet = book()["Bỏ phiếu"]
    shown = demo.json("ballot", "show", "C6-BK23")
    (paper,) = table(sheet, "Thu về")
    assert [paper[key] for key in PAPER] == [6, 6, 0, 6, 6, 6, 0]
    keys = ("STT", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Tính trên", "Cần đạt", "Kết quả")
    same = ("number", "agree", "disagree", "blank", "base", "needed")
    outcomes = [[row[key] for key in keys] for row in table(sheet, "Kết quả")]
    assert outcomes == [[*(one[key] for key in same), "đạt"] for one in shown["outcomes"]]
    assert all(type(value) is int for row in outcomes for value in row[:-1])
    assert f"Mã kiểm chứng: {shown['fingerprint']}" in lines(sheet)


def test_nominations_carry_votes_share_and_the_note_of_illustration(book):
    sheet = book()["Đề nghị khen thưởng"]
    found = table(sheet, "Tỷ lệ")
    assert [row["Số phiếu đồng ý"] for row in found] == ["6/6", "6/6", "5/6", "5/6", "6/6", "5/6"]
    assert [row["Tỷ lệ"] for row in found] == [1, 1, 0.8333, 0.8333, 1, 0.8333]
    assert {row["Ghi chú"] for row in found} == {"số liệu minh họa"}
    assert {row["Khối, cụm bình xét"] for row in found} == {"đạt"}
    assert sheet["G5"].number_format == "0.00%"


def test_every_sheet_prints_on_a4_across_with_page_numbers_and_its_heading_repeated(book):
    for sheet in book():
        setup = sheet.page_setup
        lies = "portrait" if sheet.title == "Tổng quan" else "landscape"
        assert (setup.orientation, int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == (lies, 9, 1, 0)
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
    after = read(demo)
    cells = [cell for sheet in after for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [cell.value for cell in cells]
    assert '=HYPERLINK("x")' in texts
    assert "“+Đoàn kết”" in texts
    assert table(after["Thành viên"], "Mã")[0]["Tên đơn vị"] == "=1+1"
    with zipfile.ZipFile(demo.folder / "t.xlsx") as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        assert not [name for name in sheets if re.search(rb"<f[ >]", package.read(name))]  # a chart's <f> names cells


def figure(summary, name):
    """A key figure of the overview."""
    return next(row[1] for row in rows(summary["Tổng quan"]) if row and row[0] == name)


def counted(cli):
    """Another ballot of the demo's conference, counted with numbers that stand nowhere else, not sealed."""
    cli.ok("ballot", "new", "B9", "C6/2023", "--meeting", "C6-SK23", "--threshold", "2/3", "--of", "valid")
    cli.ok("ballot", "nominate", "B9", "QB", "--award", "BK-VKSTC")
    cli.ok("ballot", "teller", "B9", "Người kiểm phiếu")
    for verb in ("freeze", "open", "close"):
        cli.ok("ballot", verb, "B9")
    cli.ok("ballot", "count", "B9", "--returned", 4, "--invalid", 1, "--votes", "1=2/1/0", "--note", "hai phiếu rách")


def part(sheet, code):
    """The rows that a sheet gives to one ballot."""
    found, inside = [], False
    for row in rows(sheet):
        if row and " - 30/06/2023 - " in str(row[0]):
            inside = row[0].startswith(f"{code} - ")
        if inside and row:
            found.append(row)
    return found


def test_an_unsealed_ballot_keeps_its_count_to_itself(demo):
    counted(demo)
    after = read(demo)
    shown = part(after["Bỏ phiếu"], "B9")
    assert shown[0][0].endswith("(đã kiểm phiếu)")
    assert [len(row) for row in shown] == [1, 1, 1]
    assert "phiếu rách" not in lines(after["Bỏ phiếu"])
    assert len(table(after["Đề nghị khen thưởng"], "Tỷ lệ")) == figure(after, "Số đề nghị khen thưởng") == 6
    assert (figure(after, "Số cuộc bỏ phiếu"), figure(after, "Trong đó đã niêm phong")) == (2, 1)


def test_a_void_ballot_is_shown_with_its_reason_and_no_number(demo):
    counted(demo)
    demo.ok("ballot", "void", "B9", "--reason", "mất một phiếu", "--yes")
    after = read(demo)
    shown = part(after["Bỏ phiếu"], "B9")
    assert shown[0][0].endswith("(đã hủy)")
    assert {len(row) for row in shown} == {1}
    assert "phiếu rách" not in lines(after["Bỏ phiếu"])
    assert figure(after, "Số đề nghị khen thưởng") == 6
    assert "mất một phiếu" in lines(after["Bỏ phiếu"])


def test_a_superseded_ballot_is_shown_with_its_reason_and_proposes_nobody(demo):
    demo.ok("nomination", "submit", "C6-BK23-1", "--document", "12/TTr-C6", "--on", "05/07/2023")
    demo.ok("ballot", "supersede", "C6-BK23", "B2", "--reason", "biên bản số 02", "--yes")
    after = read(demo)
    assert part(after["Bỏ phiếu"], "C6-BK23")[0][0].endswith("(đã thay thế)")
    assert part(after["Bỏ phiếu"], "B2")[0][0].endswith("(dự thảo)")
    assert "Lý do thay thế: biên bản số 02" in lines(after["Bỏ phiếu"])
    assert [row["Cấp có thẩm quyền"] for row in table(after["Đề nghị khen thưởng"], "Tỷ lệ")] == ["Đã hủy (01/07/2023)"]
    assert figure(after, "Số đề nghị khen thưởng") == 0


def test_a_sealed_ballot_keeps_the_names_it_was_frozen_with(book, demo):
    before = part(book()["Bỏ phiếu"], "C6-BK23")
    demo.ok("movement", "edit", "NTM", "--name", "Tên khác")
    demo.ok("award", "edit", "BK-VKSTC", "--name", "Bằng khen khác")
    assert part(read(demo)["Bỏ phiếu"], "C6-BK23") == before


def test_the_same_data_give_the_same_bytes_wherever_they_are_written(demo):
    (demo.folder / "khác").mkdir()
    for path in ("a.xlsx", "khác/b.xlsx"):
        demo.ok("export", "summary", "C6/2023", "-o", path)
    assert (demo.folder / "a.xlsx").read_bytes() == (demo.folder / "khác/b.xlsx").read_bytes()


def test_the_day_changes_the_line_that_names_it_and_what_is_overdue_alone(demo):
    demo.ok("meeting", "task", "C6-SK23", "1", "--number", "1", "--due", "31/10/2023")
    demo.ok("meeting", "task", "C6-SK23", "Nộp báo cáo", "--due", "30/09/2023", "--owner", "TH")
    early, late = (read(demo, "C6/2023", "--on", day, name=f"{day[:2]}.xlsx") for day in ("30/09/2023", "01/10/2023"))
    changed = {
        (sheet.title, cell.value, late[sheet.title][cell.coordinate].value)
        for sheet in early
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != late[sheet.title][cell.coordinate].value
    }
    assert changed == {
        ("Tổng quan", "……………, ngày 30 tháng 9 năm 2023", "……………, ngày 01 tháng 10 năm 2023"),
        ("Tổng quan", "(Số liệu trong sổ đến ngày 30/09/2023)", "(Số liệu trong sổ đến ngày 01/10/2023)"),
        *(("Việc còn mở", days, days + 1) for days in (0, 92, 183)),
        ("Việc còn mở", "chưa đến hạn", "sắp đến hạn"),
        ("Việc còn mở", "sắp đến hạn", "quá hạn"),
        ("Hội nghị", "thời hạn 30/09/2023", "quá hạn 30/09/2023"),
        ("Hoạt động, báo cáo", "chậm 92 ngày", "chậm 93 ngày"),
    }


@pytest.mark.parametrize("day", ["31/12/1979", "01/01/2108"])
def test_a_day_outside_the_calendar_of_zip_files_still_gives_a_workbook(demo, day):
    assert f"đến ngày {day})" in lines(read(demo, "C6/2023", "--on", day)["Tổng quan"])


def test_a_summary_that_cannot_be_asked_for_so_is_refused_with_its_code(demo):
    (demo.folder / "cũ.xlsx").write_bytes(b"cu")
    for code, *words in (
        (2, "C6/2023", "-o", "t.csv"),
        (2, "-o", "t.xlsx"),
        (4, "C6/2031", "-o", "t.xlsx"),
        (9, "C6/2023", "-o", "cũ.xlsx"),
    ):
        demo.refused(code, "export", "summary", *words)
    assert (demo.folder / "cũ.xlsx").read_bytes() == b"cu"
    assert not list(demo.folder.glob("t.*"))


def no_room(*_words, **_more):
    raise OSError(28, "No space left on device")


def no_book(*_words, **_more):
    raise zipfile.BadZipFile("half")


def locked(path, *more):
    if str(path).endswith(".tmp"):
        raise PermissionError(13, "Permission denied", str(path))
    return OPEN(path, *more)


OPEN = os.open


@pytest.mark.parametrize(
    ("what", "failing"),
    [("os.open", locked), ("os.fsync", no_room), ("emulation_cli.exchange.workbook.read_through", no_book)],
    ids=["unwritable folder", "full disk", "unreadable result"],
)
def test_a_failure_leaves_the_old_file_whole_and_nothing_beside_it(demo, monkeypatch, what, failing):
    (demo.folder / "t.xlsx").write_bytes(b"cu")
    before = sorted(demo.folder.iterdir())
    monkeypatch.setattr(what, failing)
    done = demo("export", "summary", "C6/2023", "-o", "t.xlsx", "--force")
    monkeypatch.undo()
    assert (done.code, "Traceback" in done.err) == (8, False), done.err
    assert (demo.folder / "t.xlsx").read_bytes() == b"cu"
    assert sorted(demo.folder.iterdir()) == before


# -- titles, movements, exemplars -------------------------------------------------------------------------------------


def test_registered_titles_stand_beside_what_was_granted(demo):
    demo.ok("registration", "add", "C6/2023", "NA", "CSTD-CS", "--count", 5)
    demo.ok("person", "add", "CN1", "=Nguyễn Văn A", "--unit", "NA")
    demo.ok("registration", "add", "C6/2023", "NA", "CSTD-CS", "--person", "CN1")
    demo.ok("commendation", "add", "TH", "CTD-KSND", "--on", "01/09/2023", "--document", "9/QĐ")
    sheet = read(demo)["Đăng ký danh hiệu"]
    found = table(sheet, "Số đăng ký")
    assert [(row["Đơn vị"], row["Số đăng ký"], row["Được khen thưởng"]) for row in found] == [
        ("VKSND tỉnh Thanh Hóa", 0, 1),
        ("VKSND tỉnh Nghệ An", 6, 0),
    ]
    assert found[1]["Cá nhân đăng ký"] == "=Nguyễn Văn A"
    other = read(demo, "K4/2022")
    assert "Đăng ký danh hiệu" not in other.sheetnames
    assert ["Đăng ký danh hiệu", "chưa có số liệu"] in rows(other["Tổng quan"])


def test_the_movements_of_a_year_are_those_that_its_members_are_in_or_proposed_for(book, demo):
    sheet = book("KNC-2023")["Phong trào thi đua"]
    assert len(table(sheet, "Kết quả")) == 7
    taking_part = {row["Đơn vị"]: row["Chủ đề, kết quả"] for row in table(sheet, "Ngày phát động")}
    assert taking_part["Thanh tra"].startswith("“Siết chặt kỷ cương")
    assert "Chào mừng: Mừng Đảng, mừng Xuân Quý Mão 2023" in lines(sheet)
    of_cluster = [row["Phong trào, mục tiêu"].splitlines()[0] for row in table(book()["Phong trào thi đua"], "Kết quả")]
    assert sorted(text.split()[0] for text in of_cluster) == ["Cả", "Thi", "Vì"]
    demo.ok("movement", "add", "CU", "Phong trào cũ", "--scope", "sector", "--to", "31/12/2022")
    demo.ok("movement", "add", "HN", "[x] Phong trào của hội nghị", "--scope", "block", "--closed-at", "C6-SK23")
    demo.ok("movement", "join", "CU", "TH")
    demo.ok("movement", "join", "NTM", "TH", "DHKS", "--outcome", "=1+1")
    after = read(demo)["Phong trào thi đua"]
    assert "Phong trào cũ" not in lines(after)
    assert "[x] Phong trào của hội nghị" in lines(after)
    assert [(row["Đơn vị"], row["Chủ đề, kết quả"]) for row in table(after, "Ngày phát động")] == [
        ("VKSND tỉnh Thanh Hóa", "=1+1")
    ]


def test_exemplars_and_models_are_counted_new_and_in_all(book, demo):
    sheet = book("KNC-2023")["Điển hình, mô hình"]
    counts = [(row["Đơn vị"], row["Mới trong năm"], row["Tổng số"]) for row in table(sheet, "Tổng số")]
    assert counts == [("Công an", 252, 938), ("Cộng", 252, 938)]
    assert [row["Số lượng"] for row in table(sheet, "Từ ngày")] == [686, 252]
    person = ("--bearer", "person", "--who", "@Nguyễn Văn A, Kiểm sát viên", "--publicised", "Báo Bảo vệ pháp luật")
    days = ("--since", "01/02/2022", "--until", "01/10/2023")
    demo.ok("exemplar", "add", "NA", "[x] Gương sáng", "--kind", "exemplar", "--movement", "NTM", *days, *person)
    after = read(demo)["Điển hình, mô hình"]
    assert "đến ngày 01/10/2023" in lines(after)
    assert "Phong trào: Cả nước chung sức" in lines(after)
    (row,) = table(after, "Từ ngày")
    assert (row["Đơn vị"], row["Từ ngày"]) == ("VKSND tỉnh Nghệ An", datetime(2022, 2, 1))  # noqa: DTZ001
