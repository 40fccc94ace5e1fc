"""Rows of a file into the register: every fault told with its place, and all of it or nothing."""

import io
import json
import re
import sys
import unicodedata
import zipfile
from datetime import date

import openpyxl
import pytest

HEAD = "code,name,short,parent\n"
CODES = ["TH", "NA"]
TWO = HEAD + "TH,VKSND tỉnh Thanh Hóa,Thanh Hóa,\nNA,VKSND tỉnh Nghệ An,,TH\n"


@pytest.fixture
def give(register):
    """Write a file (text as UTF-8) and take it in as units: what the command did."""

    def run(content, *options, name="units.csv", kind="units"):
        data = content.encode() if isinstance(content, str) else content
        (register.folder / name).write_bytes(data)
        return register("import", kind, name, "--format", "json", *options)

    run.cli = register
    return run


def book(*rows, **sheets):
    """A workbook of rows, with more sheets by name."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def part_changed(data, part, old, new):
    """A workbook with one pattern replaced in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content, times = re.subn(old, new, content)
                assert times == 1
            target.writestr(name, content)
    return buffer.getvalue()


def codes(cli):
    return sorted(unit["code"] for unit in cli.json("unit", "list"))


def counts(done):
    return [done.json[key] for key in ("rows", "new", "changed", "unchanged", "rejected")]


def faults(done):
    return [(error["row"], error["column"], error["rule"]) for error in done.json["errors"]]


# -- all of it, or nothing --------------------------------------------------------------------------------------------


def test_a_good_file_is_taken_in_and_the_same_file_changes_nothing(give):
    assert counts(give(TWO)) == [2, 2, 0, 0, 0]
    before = give.cli.db.read_bytes()
    again = give(TWO)
    assert (again.code, counts(again)) == (0, [2, 0, 0, 2, 0])
    assert give.cli.db.read_bytes() == before


def test_every_fault_is_told_at_once_by_row_and_column_and_nothing_is_written(give):
    before = give.cli.db.read_bytes()
    done = give(HEAD + "TH,Thanh Hóa,,\n,Nghệ An,,\n\nH T,Hà Tĩnh,,\nQB,,,\nQT,Quảng Trị,,XX\nQN,Quảng\x1bNam,,\n")
    assert done.code == 3
    assert counts(done) == [6, 1, 0, 0, 5]
    expected = [(3, "code", "required"), (5, "code", "value"), (6, "name", "required")]
    assert faults(done) == [*expected, (7, "parent", "reference"), (8, "name", "value")]
    assert "U+001B" in done.json["errors"][-1]["message"]
    assert all(f"row {row}" in done.err for row in (3, 5, 6, 7, 8))
    assert give.cli.db.read_bytes() == before


def test_rows_with_the_same_key_reject_each_other(give):
    done = give(HEAD + "TH,Thanh Hóa,,\nNA,Nghệ An,,\nth,Khác,,\n")
    assert done.code == 3
    assert faults(done) == [(2, "code", "duplicate"), (4, "code", "duplicate")]
    assert all("2, 4" in error["message"] for error in done.json["errors"])
    assert codes(give.cli) == []


def test_an_unknown_code_is_told_with_the_nearest(give):
    done = give(TWO + "X,Phòng 1,,Thanh Hoa tinh\n")
    (error,) = done.json["errors"]
    assert (error["row"], error["column"], error["value"]) == (4, "parent", "Thanh Hoa tinh")
    assert "TH" in error["message"]


def test_a_dry_run_writes_nothing_and_tells_the_same(give):
    before = give.cli.db.read_bytes()
    rehearsed = give(TWO, "--dry-run")
    assert give.cli.db.read_bytes() == before
    taken = give(TWO).json
    assert (rehearsed.code, rehearsed.json) == (0, {**taken, "written": False, "changes": []})
    assert taken["written"]
    assert give("code,name\nA B,x\n", "--dry-run").code == 3


def test_a_row_that_differs_is_refused_with_both_values_until_update_is_asked_for(give):
    give(TWO)
    before = give.cli.db.read_bytes()
    changed = TWO.replace("Nghệ An", "Nghệ  An (mới)")
    done = give(changed)
    assert (done.code, faults(done)) == (3, [(3, "name", "differs")])
    assert "VKSND tỉnh Nghệ An" in done.json["errors"][0]["message"]
    assert "VKSND tỉnh Nghệ  An (mới)" in done.json["errors"][0]["message"]
    assert give.cli.db.read_bytes() == before
    assert counts(give(changed, "--update")) == [2, 0, 1, 1, 0]
    assert give.cli.json("unit", "show", "NA")["name"] == "VKSND tỉnh Nghệ  An (mới)"


def test_a_column_that_is_not_there_leaves_its_values_alone(give):
    give(TWO)
    assert counts(give("code,name\nTH,VKSND tỉnh Thanh Hóa\n", "--update")) == [1, 0, 0, 1, 0]
    assert give.cli.json("unit", "show", "TH")["short"] == "Thanh Hóa"
    assert counts(give("code,short\nTH,\n", "--update")) == [1, 0, 1, 0, 0]
    assert give.cli.json("unit", "show", "TH")["short"] is None


def test_the_good_rows_alone_are_taken_with_skip_bad(give):
    done = give(TWO + "H T,Hà Tĩnh,,\n", "--skip-bad")
    assert (done.code, counts(done), faults(done)) == (0, [3, 2, 0, 0, 1], [(4, "code", "value")])
    assert codes(give.cli) == sorted(CODES)


def test_the_report_of_a_refused_file_stands_on_stdout_in_every_format(give):
    for form in ("table", "json", "csv"):
        done = give("code,name\nA B,x\n", "--format", form)
        assert done.code == 3
        assert "rejected" in done.out


@pytest.mark.parametrize(
    "rows", ["TH,VKSND tỉnh Thanh Hóa,,\nNA,Phòng 1,,TH\n", "NA,Phòng 1,,TH\nTH,VKSND tỉnh Thanh Hóa,,\n"]
)
def test_a_row_may_refer_to_one_above_or_below_it(give, rows):
    assert give(HEAD + rows).code == 0
    assert give.cli.json("unit", "show", "NA")["parent"] == "TH"


def test_rows_that_wait_for_each_other_are_refused_with_their_places(give):
    done = give(HEAD + "NA,Phòng 1,,TH\nTH,Phòng 2,,NA\n")
    assert (done.code, faults(done)) == (3, [(2, "parent", "reference"), (3, "parent", "reference")])


def test_an_import_is_one_entry_of_the_log_with_counts_digest_and_rows(give):
    give(TWO, name="đơn vị 2023.csv")
    entry = give.cli.json("log", "show", 2)
    assert (entry["verb"], entry["entity"]) == ("import", "unit")
    told = {"kind": "units", "rows": 2, "new": 2, "rejected": 0, "file": "đơn vị 2023.csv"}
    assert told.items() <= entry["after"].items()
    assert len(entry["after"]["digest"]) == 64
    assert [change["entity"] for change in entry["changes"]] == ["unit TH", "unit NA"]
    assert entry["changes"][1]["after"]["name"] == "VKSND tỉnh Nghệ An"
    assert len(give.cli.json("log")) == 2
    assert give.cli.json("log", "verify")["entries"] == 2


def test_rows_take_the_year_that_is_asked_for(cum6):
    (cum6.folder / "m.csv").write_text("code,kinds,on\nM1,midyear,30/06/2023\n", encoding="utf-8")
    cum6.ok("import", "meetings", "m.csv", "--year", "C6/2023")
    assert cum6.json("meeting", "show", "M1")["kinds"] == ["midyear"]
    assert "C6/2023" in cum6.refused(4, "import", "meetings", "m.csv", "--year", "C6/2032")


# -- text files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (TWO.replace(",", ";").encode(), []),
        (TWO.replace(",", "\t").encode(), []),
        (b"sep=|\r\n" + TWO.replace(",", "|").encode(), []),
        (TWO.replace("\n", "\r\n").encode("utf-8-sig"), []),
        (TWO.encode("utf-16"), []),
        (b"\xfe\xff" + TWO.encode("utf-16-be"), []),
        (unicodedata.normalize("NFD", TWO).encode(), []),
        (TWO.replace(" ", "\u00a0").encode(), []),
        (TWO.replace(",\n", ",\u200b \n").encode(), []),
    ],
    ids=["semicolon", "tab", "sep", "bom", "utf-16", "utf-16-be", "nfd", "nbsp", "invisible edges"],
)
def test_a_text_file_is_read_however_excel_saved_it(give, data, options):
    done = give(data, *options)
    assert (done.code, counts(done)) == (0, [2, 2, 0, 0, 0]), done.err
    assert codes(give.cli) == sorted(CODES)
    name = give.cli.json("unit", "show", "TH")["name"].replace("\u00a0", " ")
    assert name == "VKSND tỉnh Thanh Hóa"


def test_rows_are_numbered_as_the_file_shows_them(give):
    assert faults(give(HEAD + 'TH,"Thanh\nHóa",,\nA B,x,,\n')) == [(2, "name", "value"), (3, "code", "value")]
    assert faults(give("sep=;\ncode;name\nA B;x\n"))[0][0] == 3
    assert faults(give("\n\ncode,name\nA B,x\n"))[0][0] == 4
    assert faults(give('[{"code": "A B", "name": "x"}]', name="units.json"))[0][0] == 1
    assert faults(give(book(["code", "name"], [], ["A B", "x"]), name="units.xlsx"))[0][0] == 3


def test_another_encoding_is_read_only_when_it_is_named(give):
    data = "code,name\nTH,Tỉnh Thanh Hoá\n"
    encoded = unicodedata.normalize("NFC", data).translate({ord("ỉ"): "i\u0309", ord("á"): "a\u0301"}).encode("cp1258")
    done = give(encoded)
    assert done.code == 3
    assert "--encoding" in done.err
    assert give(encoded, "--encoding", "cp1258").code == 0
    assert give.cli.json("unit", "show", "TH")["name"] == "Tỉnh Thanh Hoá"
    assert give(encoded, "--encoding", "klingon").code == 2


@pytest.mark.parametrize(("text", "row"), [('code,name\nTH,"Thanh\n', None), ('code,name\nTH,x\nNA,"a"b\n', 3)])
def test_a_broken_quote_is_refused_and_not_guessed_at(give, text, row):
    done = give(text)
    assert done.code == 3
    assert row is None or f"row {row}" in done.err
    assert codes(give.cli) == []


@pytest.mark.parametrize("text", ["", "\n \n", "{}", "[]", "[1]", '[{"code": NaN}]', "[{"])
def test_a_file_without_a_table_is_refused(give, text):
    assert give(text, name="units.json" if text[:1] in "[{" and text else "units.csv").code == 3


def test_json_nested_beyond_all_reason_is_refused(give):
    assert give("[" * 100_000, name="units.json").code == 3


@pytest.mark.parametrize("aliases", [[{"x": 1}], [["x"]], {"x": 1}])
def test_a_list_of_json_holds_single_values(give, aliases):
    done = give(json.dumps([{"code": "TH", "name": "Thanh Hóa", "aliases": aliases}]), name="units.json")
    assert (done.code, faults(done)) == (3, [(1, "aliases", "value")])


def test_standard_input_is_csv_or_json(register, monkeypatch):
    for text in (TWO, json.dumps([{"code": "HT", "name": "VKSND tỉnh Hà Tĩnh"}], ensure_ascii=False)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        register.ok("import", "units", "-")
    assert codes(register) == ["HT", "NA", "TH"]
    assert register.json("log", "show", 3)["after"]["file"] == "-"


# -- headings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        "name,code",
        "Tên đơn vị,Mã",
        "ten don vi,MA",
        " NAME ,Code",
        "Name,mã",
        unicodedata.normalize("NFD", "Tên đơn vị,Mã"),
    ],
)
def test_columns_are_known_by_key_or_heading_in_any_order(give, headings):
    assert counts(give(f"{headings}\nVKSND tỉnh Thanh Hóa,TH\n")) == [1, 1, 0, 0, 0]


@pytest.mark.parametrize(("headings", "said"), [("code,name,Mã", "code"), ("name,short", "code"), ("a,b", "code")])
def test_a_doubled_or_missing_key_column_is_refused_by_name(give, headings, said):
    done = give(f"{headings}\nTH,x,y\n")
    assert done.code == 3
    assert said in done.err


def test_a_heading_that_means_nothing_is_told(give):
    done = give("code,name,màu sắc\nTH,VKSND tỉnh Thanh Hóa,đỏ\n")
    assert done.code == 0
    assert "màu sắc" in done.err


def test_columns_without_a_heading_mean_nothing(give):
    told = give("code,name,\nTH,VKSND tỉnh Thanh Hóa,ghi chú\n")
    assert counts(told) == [1, 1, 0, 0, 0]
    assert "column 3 has no heading" in told.err
    assert counts(give("code,name,,\nNA,VKSND tỉnh Nghệ An,,\n")) == [1, 1, 0, 0, 0]


@pytest.mark.parametrize("kind", ["unit", "horses"])
def test_an_unknown_kind_is_a_usage_error_naming_the_kinds(give, kind):
    done = give(TWO, kind=kind)
    assert done.code == 2
    assert "units" in done.err


def test_a_missing_file_is_not_found(register):
    assert "nothing.csv" in register.refused(4, "import", "units", "nothing.csv")
    register.refused(3, "import", "units", ".")


# -- workbooks --------------------------------------------------------------------------------------------------------

ROWS = (["Mã", "Tên đơn vị", "Từ ngày"], ["TH", "VKSND tỉnh Thanh Hóa", date(2020, 1, 5)], [63, "Sáu mươi ba", None])


def test_a_workbook_is_read_with_real_dates_and_numbers(give):
    assert counts(give(book(*ROWS), name="units.xlsx")) == [2, 2, 0, 0, 0]
    assert give.cli.json("unit", "show", "TH")["valid_from"] == "2020-01-05"
    assert codes(give.cli) == ["63", "TH"]


@pytest.mark.parametrize("lie", [b'ref="A1:A1"', b'ref="A1:XFD1048576"', b'ref="C9"'])
def test_a_sheet_that_lies_about_its_size_is_read_whole(give, lie):
    data = part_changed(book(*ROWS), "xl/worksheets/sheet1.xml", b'ref="A1:C3"', lie)
    assert counts(give(data, name="units.xlsx")) == [2, 2, 0, 0, 0]


def test_an_error_cell_is_refused_with_its_place(give):
    done = give(book(ROWS[0], ["TH", "#N/A", date(2020, 1, 5)]), name="units.xlsx")
    assert (done.code, faults(done)) == (3, [(2, "Tên đơn vị", "value")])
    assert "#N/A" in done.json["errors"][0]["message"]


def test_an_error_cell_in_a_column_of_lists_is_refused_as_well(give):
    done = give(book(["code", "name", "aliases"], ["TH", "VKSND tỉnh Thanh Hóa", "#N/A"]), name="units.xlsx")
    assert (done.code, faults(done)) == (3, [(2, "aliases", "value")])


def test_a_row_beyond_the_last_of_excel_is_refused(give):
    data = part_changed(book(*ROWS), "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="1048577"')
    assert give(data, name="units.xlsx").code == 3


def test_a_formula_that_was_never_calculated_is_refused_with_its_place(give):
    done = give(book(["code", "name", "short"], ["TH", "VKSND tỉnh Thanh Hóa", '="Thanh"&" Hóa"']), name="units.xlsx")
    assert (done.code, [place[:2] for place in faults(done)]) == (3, [(2, "short")])


def test_another_sheet_is_read_when_it_is_named(give):
    data = book(["nothing"], **{"Đơn vị": ROWS})
    assert give(data, "--sheet", "đơn vị", name="units.xlsx").code == 0
    done = give(data, "--sheet", "Khác", name="units.xlsx")
    assert done.code == 4
    assert "Đơn vị" in done.err


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"<html><table><tr><td>code</td></tr></table></html>",
        TWO.encode(),
        b"",
        b"PK\x03\x04 broken",
        part_changed(book(*ROWS), "xl/workbook.xml", b"<sheets>", b"<shoots>"),
        part_changed(book(*ROWS), "xl/workbook.xml", rb"<sheet .*?/>", b""),
    ],
    ids=["old xls or encrypted", "html", "csv", "empty", "broken zip", "broken part", "no sheet"],
)
def test_what_is_only_called_a_workbook_is_refused_with_a_way_out(give, data):
    done = give(data, name="units.xlsx")
    assert done.code == 3
    assert ".xlsx" in done.err
    assert codes(give.cli) == []


def test_a_workbook_called_csv_is_refused(give):
    done = give(book(*ROWS))
    assert done.code == 3
    assert "workbook" in done.err


def test_an_archive_that_unpacks_to_far_more_is_refused_unread(give):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert give(buffer.getvalue(), name="units.xlsx").code == 3
