"""`template KIND`: the empty workbook that is sent out, filled in with Excel, and taken in by `import KIND`."""

import json
from datetime import date

import openpyxl
import pytest

from emulation_cli.app import KINDS
from emulation_cli.exchange import template_sheets, templates
from emulation_cli.kernel import fields, verbs
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.values import Choice, Count, Day, Flag, Points, Text

LAST = template_sheets.LAST_ROW
YEARLY = {"year", "pledge"}


def kind_of(name):
    return verbs.load(KINDS[name].replace(":", ".fields:"))


def made(cli, kind, *options):
    """The template of a kind, as openpyxl reads it."""
    path = cli.folder / f"{kind}.xlsx"
    cli.ok("template", kind, "-o", path, "--force", *options)
    return openpyxl.load_workbook(path)


def headings(sheet, row=1):
    return [cell.value for cell in sheet[row]]


def validations(sheet):
    """Column letter → its validation."""
    return {
        str(rule.sqref).partition(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation
    }


def of_field(sheet, kind, key, *, in_year=False, first=2):
    """The validation of a field's column, which must cover it from below the headings on."""
    place = [field.key for field in templates.columns(kind, in_year=in_year)].index(key) + 1
    letter = sheet.cell(1, place).column_letter
    rule = validations(sheet)[letter]
    assert str(rule.sqref) == f"{letter}{first}:{letter}{LAST}"
    return rule


def pointed_at(book, rule):
    """The values of the cells that the formula of a list points to."""
    title, cells = rule.formula1.rsplit("!", 1)
    return [row[0].value for row in book[title.strip("'")][cells.replace("$", "")]]


def fill(path, *rows, first=2):
    """Type rows below the headings of a template, as an officer does."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[first - 1]}
    for number, row in enumerate(rows, start=first):
        for heading, value in row.items():
            sheet.cell(number, places[heading]).value = value
    book.save(path)


# -- every kind -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KINDS)
def test_the_headings_of_every_kind_are_what_an_import_can_write(cum6, name):
    kind = kind_of(name)
    book = made(cum6, name)
    sheet = book.worksheets[0]
    assert headings(sheet) == [field.vi for field in kind.fields if field.writable]
    assert sheet.title == kind.vi[:31]
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    assert book.sheetnames[1] == "Hướng dẫn"
    assert headings(book["Ví dụ"]) == headings(sheet)
    english = made(cum6, name, "--lang", "en")
    assert headings(english.worksheets[0]) == [field.en for field in kind.writable]
    assert english.sheetnames[1] == "Guide"


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_template_has_no_rows_and_changes_nothing(cum6, name):
    before = cum6.db.read_bytes()
    made(cum6, name)
    assert "no rows below its headings" in cum6.refused(3, "import", name, f"{name}.xlsx")
    assert cum6.db.read_bytes() == before


@pytest.mark.parametrize("name", KINDS)
def test_the_example_of_every_kind_can_be_read(cum6, name):
    kind = kind_of(name)
    for field in kind.writable:
        assert fields.read(field, templates.example(kind, field)) not in (None, [])
    book = made(cum6, name)
    row = [cell.value for cell in book["Ví dụ"][2]]
    for field, value in zip(kind.writable, row, strict=True):
        assert value is not None or not field.required, field.key
        fields.read(field, value)


@pytest.mark.parametrize("name", KINDS)
def test_what_excel_says_fits_into_what_excel_holds(cum6, name):
    for options in ((), ("--lang", "en")):
        for rule in validations(made(cum6, name, *options).worksheets[0]).values():
            assert rule.promptTitle
            assert rule.prompt
            assert max(len(rule.promptTitle), len(rule.errorTitle or "")) <= 32
            assert max(len(rule.prompt), len(rule.error or "")) <= 225
            assert len(rule.formula1 or "") <= 255
            assert rule.type is None or (rule.showErrorMessage and rule.error and rule.errorTitle)


@pytest.mark.parametrize("name", KINDS)
def test_the_guide_has_a_line_for_every_column(cum6, name):
    kind = kind_of(name)
    lines = {row[0]: row[1:4] for row in made(cum6, name)["Hướng dẫn"].iter_rows(values_only=True)}
    for field in kind.writable:
        needed, expected, example = lines[field.vi]
        assert needed == ("bắt buộc" if templates.must_be_given(field) else "không")
        assert expected
        assert field.reference or type(field.type) is Text or "Ghi bằng chữ" not in expected  # a share is no words
        assert example
        if isinstance(field.type, Choice):
            assert all(
                f"{option} ({Speech(True).term(option, field.type.words)})" in expected for option in field.type.options
            )
        if field.many:
            assert f"“{field.separator}”" in expected


@pytest.mark.parametrize("name", KINDS)
def test_a_template_of_a_year_says_it_above_the_headings(cum6, name):
    kind = kind_of(name)
    own = kind.by_key.get("year")
    if own is None or own.reference not in YEARLY:
        assert "--year" in cum6.refused(2, "template", name, "-o", "t.xlsx", "--year", "C6/2023")
        return
    book = made(cum6, name, "--year", "c6/2023")
    for sheet in (book.worksheets[0], book["Ví dụ"]):
        assert [sheet["A1"].value, sheet["B1"].value] == [own.vi, "C6/2023"]
        assert not any(headings(sheet, 2))
        assert [text for text in headings(sheet, 3) if text] == [
            field.vi for field in kind.writable if field is not own
        ]
        assert sheet.freeze_panes == "A4"
    assert all(book.worksheets[0].cell(1, place).protection.locked for place in (1, 2))


# -- the look, the locks ----------------------------------------------------------------------------------------------


def test_what_is_required_is_marked_by_its_look_and_not_by_its_text(register):
    sheet = made(register, "units").worksheets[0]
    code, name, short = sheet["A1"], sheet["B1"], sheet["C1"]
    assert code.font.bold
    assert name.font.bold
    assert not short.font.bold
    assert code.fill.start_color.rgb == name.fill.start_color.rgb != short.fill.start_color.rgb
    assert (code.font.name, code.font.size, code.border.left.style) == ("Times New Roman", 12, "thin")
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [10, 48]


@pytest.mark.parametrize(("options", "head"), [((), 1), (("--year", "C6/2023"), 3)])
def test_headings_are_locked_and_the_cells_below_are_not(cum6, options, head):
    sheet = made(cum6, "meetings", *options).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    allowed = ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns")
    assert not any(getattr(sheet.protection, name) for name in allowed)
    width = len([cell for cell in sheet[head] if cell.value])
    for row in range(1, head + 1):
        assert all(sheet.cell(row, place).protection.locked for place in range(1, width + 1))
    dimensions = list(sheet.column_dimensions.values())
    assert not any(dimension.protection.locked for dimension in dimensions)
    assert max(dimension.max for dimension in dimensions) == 16_384  # or no row could be deleted


def test_columns_are_ready_for_what_is_typed_into_them(register):
    sheet = made(register, "units").worksheets[0]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABEG"]
    assert formats == ["@", "@", "0", "dd/mm/yyyy"]


# -- what may be chosen -----------------------------------------------------------------------------------------------


def test_a_choice_is_chosen_from_its_options_only(cum6):
    kind = kind_of("meetings")
    rule = of_field(made(cum6, "meetings").worksheets[0], kind, "mode")
    assert (rule.type, rule.formula1, rule.errorStyle) == (
        "list",
        '"trực tiếp,trực tuyến,trực tiếp kết hợp trực tuyến"',
        "stop",
    )
    assert "trực tuyến" in rule.prompt


def test_a_reference_is_chosen_from_the_codes_of_the_register_or_typed(cum6):
    cum6.ok("unit", "add", "X", "Đơn vị đã giải thể", "--to", "01/01/2022")
    book = made(cum6, "meetings")
    sheet, kind = book.worksheets[0], kind_of("meetings")
    year, host = (of_field(sheet, kind, key) for key in ("year", "host"))
    assert (year.type, year.errorStyle) == ("list", "warning")
    assert pointed_at(book, year) == ["C6/2023"]
    assert sorted(pointed_at(book, host)) == ["HT", "NA", "QB", "QT", "TH", "TTH"]
    listed = [[cell.value for cell in row] for row in book["Danh mục"].iter_rows(min_row=3)]
    assert any("VKSND tỉnh Thanh Hóa" in row for row in listed)


def test_lists_and_what_is_not_known_have_no_drop_down(register):
    book = made(register, "meetings")
    sheet, kind = book.worksheets[0], kind_of("meetings")
    assert "Danh mục" not in book.sheetnames
    purposes, host = (of_field(sheet, kind, key) for key in ("kinds", "host"))
    assert (purposes.type, host.type) == (None, None)
    assert "“,”" in purposes.prompt


def test_a_year_s_units_are_its_members_in_their_order(cum6):
    cum6.ok("unit", "add", "X", "Đơn vị khác")
    book = made(cum6, "registrations", "--year", "C6/2023")
    rule = of_field(book.worksheets[0], kind_of("registrations"), "unit", in_year=True, first=4)
    assert pointed_at(book, rule) == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    joining = made(cum6, "members", "--year", "C6/2023")
    rule = of_field(joining.worksheets[0], kind_of("members"), "unit", in_year=True, first=4)
    assert "X" in pointed_at(joining, rule)


def test_targets_and_criteria_are_those_of_the_year_and_unlisted_without_it(criteria):
    kind = kind_of("scores")
    book = made(criteria, "scores", "--year", "C6/2023")
    rule = of_field(book.worksheets[0], kind, "criterion", in_year=True, first=4)
    assert pointed_at(book, rule) == ["I", "I.1", "I.2", "P", "T", "TO", "XS"]
    assert of_field(made(criteria, "scores").worksheets[0], kind, "criterion").type is None


def test_recipients_are_units_and_people(cum6):
    cum6.ok("person", "add", "CN1", "Nguyễn Văn A", "--unit", "TH")
    book = made(cum6, "nominations")
    codes = pointed_at(book, of_field(book.worksheets[0], kind_of("nominations"), "recipient"))
    assert {"TH", "CN1"} <= set(codes)


def test_a_long_list_is_cut_off_nowhere(register):
    rows = [{"number": f"{n}/KH", "kind": "Kế hoạch", "on": "2023-01-01"} for n in range(5100)]
    register.folder.joinpath("d.json").write_text(json.dumps(rows), encoding="utf-8")
    register.ok("import", "documents", "d.json")
    book = made(register, "voting-rules")
    rule = of_field(book.worksheets[0], kind_of("voting-rules"), "basis")
    assert len(set(pointed_at(book, rule))) == 5100


def test_days_and_numbers_are_watched(cum6):
    sheet, kind = made(cum6, "people").worksheets[0], kind_of("people")
    born = of_field(sheet, kind, "born")
    assert (born.type, born.formula1, born.formula2, born.errorStyle) == ("whole", "1900", "2100", "stop")
    day = of_field(made(cum6, "meetings").worksheets[0], kind_of("meetings"), "on")
    assert (day.type, day.operator, day.formula1, day.errorStyle) == ("date", "greaterThanOrEqual", "61", "warning")
    points = of_field(made(cum6, "results").worksheets[0], kind_of("results"), "actual")
    assert (points.type, points.errorStyle) == ("decimal", "stop")


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_watched_as_its_type_wants(cum6, name):
    types = {Choice: "list", Flag: "list", Day: "date", Count: "whole", Points: "decimal", Text: None}
    sheet, kind = made(cum6, name).worksheets[0], kind_of(name)
    for field in kind.writable:
        if not field.reference:
            wanted = None if field.many else next(types[type_] for type_ in type(field.type).__mro__ if type_ in types)
            assert of_field(sheet, kind, field.key).type == wanted, field.key


# -- filled in and taken in -------------------------------------------------------------------------------------------


def test_units_typed_into_a_template_are_taken_in(register):
    made(register, "units")
    path = register.folder / "units.xlsx"
    fill(
        path,
        {"Mã": "0012", "Tên đơn vị": "=Đơn vị một", "Thứ tự": 2, "Từ ngày": date(2023, 3, 1)},
        {"Mã": "TH", "Tên đơn vị": "VKSND tỉnh Thanh Hóa", "Thuộc đơn vị": "0012", "Tên gọi khác": "Thanh Hóa; VKS TH"},
    )
    book = openpyxl.load_workbook(path)
    assert book.worksheets[0].protection.sheet
    book.worksheets[0]["B2"].data_type = "s"
    book.save(path)
    assert register.json("import", "units", path)["new"] == 2
    units = {unit["code"]: unit for unit in register.json("unit", "list")}
    assert (units["0012"]["name"], units["0012"]["valid_from"]) == ("=Đơn vị một", "2023-03-01")
    assert (units["TH"]["parent"], units["TH"]["aliases"]) == ("0012", ["Thanh Hóa", "VKS TH"])


def test_people_and_meetings_typed_into_a_template_are_taken_in(cum6):
    made(cum6, "people")
    fill(cum6.folder / "people.xlsx", {"Mã": "CN1", "Họ và tên": "Nguyễn Văn A", "Đơn vị": "TH", "Năm sinh": 1975})
    assert cum6.json("import", "people", "people.xlsx")["new"] == 1
    made(cum6, "meetings", "--lang", "en")
    row = {"Code": "M1", "Block's year": "C6/2023", "Purposes": "midyear, other", "Date": date(2023, 6, 30)}
    fill(cum6.folder / "meetings.xlsx", row)
    assert cum6.json("import", "meetings", "meetings.xlsx")["new"] == 1
    meeting = cum6.json("meeting", "show", "M1")
    assert (meeting["on"], meeting["mode"], meeting["kinds"]) == ("2023-06-30", "in-person", ["midyear", "other"])


def test_rows_typed_into_the_template_of_a_year_belong_to_that_year(cum6):
    cum6.ok("pledge", "draft", "C6/2023")
    made(cum6, "targets", "--year", "C6/2023")
    row = {"Mã": "CT1", "Nội dung chỉ tiêu": "Tỷ lệ giải quyết", "Kế hoạch": "≥ 90,5"}
    fill(cum6.folder / "targets.xlsx", row, first=4)
    assert cum6.json("import", "targets", "targets.xlsx")["new"] == 1
    assert [target["code"] for target in cum6.json("pledge", "show", "C6/2023")["targets"]] == ["CT1"]
    cum6.ok("year", "open", "C6/2024")
    assert "of the year C6/2023" in cum6.refused(3, "import", "targets", "targets.xlsx", "--year", "C6/2024")


def test_a_wrong_row_is_refused_by_its_row_and_heading(cum6):
    made(cum6, "people")
    fill(cum6.folder / "people.xlsx", {"Mã": "CN1", "Họ và tên": "Nguyễn Văn A", "Đơn vị": "THX"})
    assert "Đơn vị" in cum6.refused(3, "import", "people", "people.xlsx")


# -- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--year", "C6/2023"), ("--lang", "en")])
def test_the_same_data_makes_the_same_bytes(cum6, monkeypatch, options):
    cum6.ok("template", "meetings", "-o", "a.xlsx", *options)
    monkeypatch.setenv("EMULATION_NOW", "2031-01-01T00:00:00Z")
    cum6.ok("template", "meetings", "-o", "b.xlsx", *options)
    first = cum6.folder.joinpath("a.xlsx").read_bytes()
    assert cum6.folder.joinpath("b.xlsx").read_bytes() == first
    again = cum6.json("template", "meetings", "-o", "a.xlsx", "--force", *options)
    assert again == {
        "file": "a.xlsx",
        "kind": "meetings",
        "year": "C6/2023" if "--year" in options else None,
        "written": False,
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ("nothing", "-o", "t.xlsx")),
        (2, ("units", "-o", "t.csv")),
        (2, ("units",)),
        (2, ("units", "-o", "t.xlsx", "--year", "C6/2023")),
        (2, ("tasks", "-o", "t.xlsx", "--year", "C6/2023")),
        (4, ("meetings", "-o", "t.xlsx", "--year", "C6/2031")),
        (4, ("meetings", "-o", "t.xlsx", "--year", "C7/2023")),
        (4, ("units", "-o", "nowhere/t.xlsx")),
        (9, ("units", "-o", "there.xlsx")),
    ],
)
def test_what_cannot_be_written_is_refused(cum6, code, words):
    cum6.folder.joinpath("there.xlsx").write_bytes(b"mine")
    cum6.refused(code, "template", *words)
    assert sorted(file.name for file in cum6.folder.iterdir()) == ["register.db", "there.xlsx"]
    assert cum6.folder.joinpath("there.xlsx").read_bytes() == b"mine"


def test_the_examples_of_all_kinds_are_rows_that_an_import_takes(register):
    """In the order in which an officer's register fills up; each example may name those before it."""
    early = ["awards", "duties", "units", "people", "movements", "blocks", "years", "documents", "councils", "members"]
    late = ["signatures", "exclusions"]
    between = [name for name in KINDS if name not in (*early, *late)]
    before = {
        "units": ("unit", "add", "NA", "VKSND tỉnh Nghệ An"),
        "documents": ("year", "join", "C6/2023", "NA"),
        "signatures": ("pledge", "adopt", "C6/2023", "--meeting", "C6-SK23", "--consensus"),
    }
    for name in (*early, *between, *late):
        if name in before:
            register.ok(*before[name])
        made(register, name)
        report = register.json("import", name, f"{name}.xlsx", "--sheet", "Ví dụ", "--update")
        assert (report["rows"], report["rejected"]) == (1, 0), report
