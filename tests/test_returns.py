"""The form that each unit sends back: made for a year, filled in with Excel, taken in by the folder."""

import openpyxl
import pytest
from conftest import start

UNITS = ["TH", "NA", "HT", "QB", "QT", "TTH", "DN", "QNA"]
RESULTS, SCORES, EXEMPLARS = "Kết quả chỉ tiêu", "Tự chấm điểm", "Điển hình, mô hình"


@start
def year(cli):
    """Eight units with a pledge of two targets, one of them for TH and NA alone, and a score table."""
    cli.ok("init")
    cli.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster")
    for unit in UNITS:
        cli.ok("unit", "add", unit, f"Đơn vị {unit}", "--kind", "Tỉnh")
    cli.ok("year", "open", "C6/2023")
    cli.ok("year", "join", "C6/2023", *UNITS)
    cli.ok("movement", "add", "NTM", "Chung sức xây dựng nông thôn mới", "--scope", "national")
    cli.ok("pledge", "draft", "C6/2023")
    cli.ok("pledge", "target", "C6/2023", "CT1", "Tỷ lệ giải quyết", "--goal", "≥ 90,5", "--measure", "%")
    cli.ok("pledge", "target", "C6/2023", "CT2", "Số kháng nghị", "--goal", ">= 3", "--unit", "TH,NA")
    cli.ok("score", "line", "C6/2023", "I", "--name", "Nghiệp vụ", "--most", "60")
    cli.ok("score", "line", "C6/2023", "T", "--name", "Thưởng", "--kind", "bonus", "--most", "10")
    cli.ok("template", "returns", "-o", "forms", "--year", "C6/2023")


def form(cli, unit):
    return cli.folder / "forms" / f"C6-2023-{unit}.xlsx"


def fill(cli, unit, change=lambda book: None, actual=95.5, points=58.5):
    """Fill in a form as the unit does, and change what else is to be changed in it."""
    book = openpyxl.load_workbook(form(cli, unit))
    for row in book[RESULTS].iter_rows(min_row=7):
        row[4].value = actual
    for row in book[SCORES].iter_rows(min_row=7, max_row=7):
        row[3].value = points
    change(book)
    book.save(form(cli, unit))


def states(record):
    return {one["unit"]: one["state"] for one in record["files"]}


def test_a_form_brings_what_its_unit_is_asked(year):
    book = openpyxl.load_workbook(form(year, "TH"))
    rows = [[cell.value for cell in row] for row in book[RESULTS].iter_rows(min_row=2)]
    assert rows[:3] == [
        ["Năm thi đua", "C6/2023", *[None] * 3],
        ["Đơn vị", "TH", *[None] * 3],
        ["Kỳ", "cả năm", *[None] * 3],
    ]
    assert rows[4] == ["Chỉ tiêu", "Nội dung chỉ tiêu", "Kế hoạch", "Đơn vị tính", "Thực hiện"]
    assert rows[5:] == [["CT1", "Tỷ lệ giải quyết", "≥ 90,5", "%", None], ["CT2", "Số kháng nghị", "≥ 3", None, None]]
    assert [row[0].value for row in openpyxl.load_workbook(form(year, "HT"))[RESULTS].iter_rows(min_row=7)] == ["CT1"]
    assert [row[0].value for row in book[SCORES].iter_rows(min_row=7)] == ["I", "T"]
    assert not book[RESULTS]["E7"].protection.locked
    assert book[RESULTS]["A7"].protection.locked
    assert book[RESULTS].protection.sheet


def test_eight_forms_come_back_two_of_them_spoiled_in_different_ways(year):
    def a_word(book):
        book[RESULTS]["E7"].value = "chín mươi"
        book[SCORES]["D7"].value = 61

    for unit in UNITS:
        fill(year, unit, a_word if unit == "QB" else lambda book: None)
    form(year, "QT").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    before = year.db.read_bytes()
    done = year("import", "returns", "forms", "--year", "C6/2023")
    assert (done.code, year.db.read_bytes()) == (3, before)
    said = [
        "C6-2023-QB.xlsx, Kết quả chỉ tiêu: row 7, Thực hiện: chín mươi is not a number",
        "C6-2023-QB.xlsx, Tự chấm điểm: row 7, Điểm: I: 61 of QB is above the maximum of 60",
        "C6-2023-QT.xlsx is an .xls file of Excel 97 to 2003",
        "every member has sent its form",
        "2 of 8 forms are spoiled; nothing was written.",
    ]
    assert [line for line in said if line not in done.err] == [], done.err
    taken = year.json("import", "returns", "forms", "--year", "C6/2023", "--skip-bad")
    assert states(taken) == dict.fromkeys(UNITS, "taken") | {"QB": "spoiled", "QT": "spoiled"}
    assert taken["missing"] == []
    assert {(one["file"], one["sheet"], one["row"], one["column"]) for one in taken["errors"]} == {
        ("C6-2023-QB.xlsx", RESULTS, 7, "Thực hiện"),
        ("C6-2023-QB.xlsx", SCORES, 7, "Điểm"),
    }
    results = year.json("pledge", "results", "C6/2023", "--period", "year")
    assert {(one["unit"], one["target"], one["actual"]) for one in results} == {
        (unit, "CT1", 95.5) for unit in UNITS if unit not in {"QB", "QT"}
    } | {("TH", "CT2", 95.5), ("NA", "CT2", 95.5)}
    assert year.json("score", "show", "C6/2023", "TH")["total"] == 58.5


def test_the_same_folder_again_changes_nothing_and_a_mended_form_lands(year):
    for unit in UNITS[:2]:
        fill(year, unit)
    first = year.json("import", "returns", "forms", "--year", "C6/2023")
    assert (first["new"], first["written"], first["missing"]) == (6, True, UNITS[2:])
    assert states(first) == dict.fromkeys(UNITS, "blank") | dict.fromkeys(UNITS[:2], "taken")
    before = year.db.read_bytes()
    again = year.json("import", "returns", "forms", "--year", "C6/2023")
    assert (again["new"], again["unchanged"], year.db.read_bytes()) == (0, 6, before)
    fill(year, "TH", actual=96)
    assert year("import", "returns", "forms", "--year", "C6/2023").code == 3
    mended = year.json("import", "returns", "forms", "--year", "C6/2023", "--update")
    assert (mended["changed"], mended["unchanged"]) == (2, 4)
    assert [path.name for path in year.folder.glob("register.before-import-*.db")] != []


def test_what_is_left_blank_is_told_and_not_taken_for_nought(year):
    fill(year, "TH", lambda book: book[RESULTS].__setitem__("E8", None))
    done = year("import", "returns", "forms", "--year", "C6/2023")
    assert done.code == 0
    stays = "left blank in rows: 8; what the register holds of them stays"
    assert f"C6-2023-TH.xlsx, {RESULTS}: Thực hiện: {stays}\n" in done.err
    assert f"C6-2023-TH.xlsx, {SCORES}: Điểm: {stays}\n" in done.err
    assert len(year.json("pledge", "results", "C6/2023", "--period", "year")) == 1


def test_an_exemplar_is_taken_in_with_its_unit(year):
    def add(book):
        book[EXEMPLARS]["A5"], book[EXEMPLARS]["B5"] = "mô hình", "Một cửa thân thiện"
        book[EXEMPLARS]["G5"] = "01/02/2023"

    fill(year, "TH", add)
    year.ok("import", "returns", "forms", "--year", "C6/2023")
    (one,) = year.json("exemplar", "list")
    assert (one["unit"], one["kind"], one["name"]) == ("TH", "model", "Một cửa thân thiện")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book.remove(book[SCORES]), "has no sheet"),
        (lambda book: book[SCORES].__setitem__("B3", "NA"), "it names several units: TH, NA"),
        (lambda book: book[RESULTS].__setitem__("B2", "C6/2022"), "is of the year C6/2022, not of C6/2023"),
        (lambda book: book[RESULTS].__setitem__("B3", "XX"), "there is no unit XX"),
        (lambda book: book[RESULTS].__setitem__("A7", "CT9"), "there is no target"),
        (lambda book: book[RESULTS].__setitem__("A6", "x"), "no column for: target"),
    ],
)
def test_a_form_that_was_tampered_with_is_told(year, change, said):
    fill(year, "TH", change)
    fill(year, "NA")
    done = year("import", "returns", "forms", "--year", "C6/2023", "--skip-bad", "--format", "json")
    assert said in done.err
    assert [(one["file"], one["state"]) for one in done.json["files"] if one["state"] != "blank"] == [
        ("C6-2023-NA.xlsx", "taken"),
        ("C6-2023-TH.xlsx", "spoiled"),
    ]


def test_a_form_without_its_unit_says_where_it_stands(year):
    fill(year, "TH", lambda book: book[RESULTS].__setitem__("B3", None))
    assert (
        "C6-2023-TH.xlsx: it does not say whose form it is\n"
        "  Above the headings there must stand “Đơn vị”, with the unit's code beside it.\n"
    ) in year.refused(3, "import", "returns", "forms", "--year", "C6/2023")


def test_a_stranger_a_second_form_and_other_files_are_told(year):
    year.ok("unit", "add", "XX", "Đơn vị khác")
    fill(year, "TH")
    (year.folder / "forms" / "C6-2023-TH (2).xlsx").write_bytes(form(year, "TH").read_bytes())
    places = ((RESULTS, "B3"), (SCORES, "B3"), (EXEMPLARS, "B2"))
    fill(year, "NA", lambda book: [book[name].__setitem__(at, "XX") for name, at in places])
    (year.folder / "forms" / "ghi chú.docx").write_bytes(b"PK")
    (year.folder / "forms" / "HT").mkdir()
    for name in ("~$C6-2023-TH.xlsx", "Thumbs.db", ".DS_Store"):
        (year.folder / "forms" / name).write_bytes(b"")
    done = year("import", "returns", "forms", "--year", "C6/2023", "--skip-bad")
    assert done.code == 0
    assert "C6-2023-TH.xlsx: TH has sent another form: C6-2023-TH (2).xlsx" in done.err
    assert (
        "C6-2023-TH (2).xlsx: TH has sent another form: C6-2023-TH.xlsx\n  Leave the right one in the folder.\n"
        in done.err
    )
    assert "C6-2023-NA.xlsx: XX is not a member of C6/2023" in done.err
    assert "not looked at: HT, ghi chú.docx\n" in done.err
    assert year.json("pledge", "results", "C6/2023", "--period", "year") == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        (SCORES, "B4", "thẩm định", "“Bước chấm: thẩm định”, not “tự chấm”"),
        (RESULTS, "B4", "6 tháng", "“Kỳ: 6 tháng”, not “cả năm”"),
        (RESULTS, "F6", "Đơn vị", "columns that the form does not have: Đơn vị"),
        (SCORES, "F6", "Bước chấm", "columns that the form does not have: Bước chấm"),
    ],
)
def test_a_form_says_what_it_was_sent_out_for(year, sheet, cell, value, said):
    fill(year, "TH", lambda book: book[sheet].__setitem__(cell, value))
    assert said in year.refused(3, "import", "returns", "forms", "--year", "C6/2023")


def test_forms_of_another_period_are_taken_in_as_such(year):
    year.ok("template", "returns", "-o", "forms", "--year", "C6/2023", "--period", "midyear", "--force")
    fill(year, "TH")
    assert "--period" in year.refused(3, "import", "returns", "forms", "--year", "C6/2023")
    year.ok("import", "returns", "forms", "--year", "C6/2023", "--period", "midyear")
    assert len(year.json("pledge", "results", "C6/2023", "--period", "midyear")) == 2


def test_a_dry_run_says_field_by_field_what_would_change(year):
    fill(year, "TH")
    year.ok("import", "returns", "forms", "--year", "C6/2023")
    fill(year, "TH", actual=96)
    words = ("import", "returns", "forms", "--year", "C6/2023", "--update", "--dry-run")
    before = year.db.read_bytes()
    done = year(*words)
    assert "This was a dry run" in done.err
    assert "96" in done.out
    tried = year.json(*words)
    assert not tried["written"]
    changes = tried["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in changes] == [("actual", "95.5", "96")] * 2
    assert year.db.read_bytes() == before


def test_hidden_rows_of_a_form_are_read_or_left_as_was_said(year):
    fill(year, "TH", lambda book: setattr(book[RESULTS].row_dimensions[7], "hidden", True))
    skipped = year.json("import", "returns", "forms", "--year", "C6/2023", "--hidden", "skip", "--dry-run")
    taken = year.json("import", "returns", "forms", "--year", "C6/2023")
    assert (skipped["new"], taken["new"]) == (2, 3)
    year.refused(2, "import", "returns", "forms", "--year", "C6/2023", "--hidden", "maybe")
    year.refused(2, "import", "returns", "forms", "--year", "C6/2023", "--sheet", "x")
    year.refused(2, "import", "returns", "forms", "--year", "C6/2023", "--report", "x.csv")


def test_a_row_with_a_reason_and_no_points_is_not_blank(year):
    fill(year, "TH", lambda book: book[SCORES].__setitem__("E8", "chờ số liệu"))
    said = year.refused(3, "import", "returns", "forms", "--year", "C6/2023")
    assert "row 8, Điểm: a value is required" in said


def test_the_spoiled_rows_come_back_with_what_was_found(year):
    fill(year, "QB", actual="chín mươi")
    assert year("import", "returns", "forms", "--year", "C6/2023", "--report", "xem.xlsx").code == 3
    sheets = openpyxl.load_workbook(year.folder / "xem.xlsx")
    (cell,) = [
        cell for sheet in sheets for row in sheet.iter_rows() for cell in row if "chín mươi is not" in str(cell.value)
    ]
    assert cell.row == 7
    assert [cell.value for cell in sheets.worksheets[0][5]] == ["C6-2023-QB.xlsx", "QB", "spoiled", None]


def test_forms_need_a_year_a_folder_and_members(year):
    assert "--year" in year.refused(2, "import", "returns", "forms")
    assert "nowhere" in year.refused(4, "import", "returns", "nowhere", "--year", "C6/2023")
    (year.folder / "empty").mkdir()
    assert "no forms" in year.refused(3, "import", "returns", "empty", "--year", "C6/2023")
    assert "--year" in year.refused(2, "template", "returns", "-o", "f")
    year.refused(9, "template", "returns", "-o", "forms", "--year", "C6/2023")
    assert "q9" in year.refused(2, "template", "returns", "-o", "f", "--year", "C6/2023", "--period", "q9")
    year.ok("year", "open", "C6/2024")
    assert "year join" in year.refused(3, "template", "returns", "-o", "f", "--year", "C6/2024")
