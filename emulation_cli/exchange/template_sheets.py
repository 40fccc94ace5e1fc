"""The workbook that is filled in and imported: the empty table, a guide, the codes to choose from, a filled example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.exchange import workbook, writers
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.templates import Codes, Template, Typed, by_type, must_be_given
from emulation_cli.exchange.workbook import GRID, HEAD_FILL, Column, Layout
from emulation_cli.kernel import terms
from emulation_cli.kernel.fields import Field
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.values import Choice, Count, Day, Flag, Points, Text

NEEDED_FILL = PatternFill("solid", start_color="FFE699")
ASKED_FILL = PatternFill("solid", start_color="FFF9E5")
BODY = Font(name=workbook.FONT, size=workbook.SIZE)
BOLD = Font(name=workbook.FONT, size=workbook.SIZE, bold=True)
LAST_ROW = 10_000
"""The last row whose cells are watched."""
LAST_COLUMN = 16_384
"""The last column of a sheet; all are unlocked, or Excel would let nobody delete a row."""
SPARE_WIDTH = 13
LABEL_WIDTH = 14
"""Least width of the two columns under a label and its value."""
EARLIEST_DAY = "61"
"""1 March 1900 as a workbook counts days; before it, it counts one too many."""
CODE_WIDTH, NAME_WIDTH = 18, 40
FIRST_CODE = 3
"""The row in which the codes of a list begin."""

Rules = Mapping[str, Any]


def make(template: Template, day: str) -> bytes:
    """The whole workbook; `day` (ISO) dates it. The first sheet is the one that `import` reads."""
    say, book = template.say, workbook.new_book()
    title = say(template.kind.vi, template.kind.en)
    sheet = table(book, title, template, [])
    _guide(book, template, sheet.title)
    ranges = lists(book, template.lists, say)
    watch(sheet, template, ranges)
    protect(sheet, template)
    table(book, say("Ví dụ", "Example"), template, [[template.filled(field) for field in template.fields]])
    return workbook.to_bytes(book, day, title=title)


# -- the table --------------------------------------------------------------------------------------------------------


def heading_row(template: Template) -> int:
    """The row of the headings: the first, or below the title, what holds of every row, and an empty line."""
    above = bool(template.title) + len(template.facts)
    return above + 2 if above else 1


def table(book: Workbook, title: str, template: Template, rows: Sequence[Sequence[Typed | None]]) -> Worksheet:
    """A sheet with the headings, ready to be typed into below them."""
    sheet = workbook.add_sheet(book, title)
    sheet.sheet_view.showGridLines = True  # the empty lines are where one writes
    head = heading_row(template)
    columns = [writers.column(field, vietnamese=template.say.vietnamese) for field in template.fields]
    for place, column in enumerate(columns, start=1):
        _prepare(sheet, place, column)
    _facts(sheet, template)
    workbook.put_table(sheet, head, columns, rows)
    for place, field in enumerate(template.fields, start=1):
        cell = sheet.cell(head, place)
        cell.fill = NEEDED_FILL if must_be_given(field) else HEAD_FILL
        cell.font = BOLD if must_be_given(field) else BODY
    workbook.freeze_head(sheet, head, len(columns), LAST_ROW)
    return sheet


def _prepare(sheet: Worksheet, place: int, column: Column) -> None:
    """Give a whole column its width and what its cells are: a code typed as 0012 stays 0012."""
    dimension = sheet.column_dimensions[get_column_letter(place)]
    dimension.width = column.width
    dimension.number_format = column.number_format
    dimension.font = BODY
    dimension.alignment = Alignment(vertical="top", wrap_text=column.number_format == "@")
    dimension.protection = Protection(locked=False)


def _facts(sheet: Worksheet, template: Template) -> None:
    """The title, and below it what holds of every row: its label and beside it its value."""
    first = 1 + bool(template.title)
    if template.title:
        workbook.put(sheet, 1, 1, template.title).font = Font(name=workbook.FONT, size=14, bold=True)
    for row, (field, value) in enumerate(template.fact_fields, start=first):
        for place, text in enumerate((template.heading(field), value), start=1):
            _fact(sheet, row, place, text)
        workbook.fit(sheet, row, [template.heading(field)], [LABEL_WIDTH], bold=True)


def _fact(sheet: Worksheet, row: int, place: int, text: str) -> None:
    dimension = sheet.column_dimensions[get_column_letter(place)]
    dimension.width = max(dimension.width, LABEL_WIDTH)
    cell = workbook.put(sheet, row, place, text)
    cell.number_format = "@"
    cell.font = BOLD
    cell.fill = HEAD_FILL
    cell.border = GRID
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def protect(sheet: Worksheet, template: Template, rows: int = 0) -> None:
    """Lock the rows down to the headings, and below them what was filled in in so many `rows`; no password."""
    rest = get_column_letter(len(template.fields) + 1)
    sheet.column_dimensions[rest] = ColumnDimension(
        sheet, index=rest, width=SPARE_WIDTH, min=len(template.fields) + 1, max=LAST_COLUMN
    )
    sheet.column_dimensions[rest].protection = Protection(locked=False)
    for row in range(1, heading_row(template) + 1):
        for place in range(1, len(template.fields) + 1):
            sheet.cell(row, place).protection = Protection(locked=True)
        sheet.row_dimensions[row].font = BODY  # a row with a look of its own goes before its columns
    head = heading_row(template)
    asked = [place for place, field in enumerate(template.fields, start=1) if field.key not in template.given]
    for row in range(head + 1, head + rows + 1):
        for place in asked:
            sheet.cell(row, place).protection = Protection(locked=False)
            sheet.cell(row, place).fill = ASKED_FILL
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "formatCells", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # of each the file says whether it is forbidden


# -- what may be typed ------------------------------------------------------------------------------------------------


def watch(sheet: Worksheet, template: Template, ranges: Mapping[str, str]) -> None:
    """Give every column its prompt, and its list or its limits."""
    first = heading_row(template) + 1
    for place, field in enumerate(template.fields, start=1):
        if field.key in template.given:
            continue
        letter = get_column_letter(place)
        validation = _validation(template, field, ranges)
        validation.add(f"{letter}{first}:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)


def _validation(template: Template, field: Field, ranges: Mapping[str, str]) -> DataValidation:
    say = template.say
    title, text = template.prompt(field)
    asked: dict[str, Any] = {"promptTitle": title, "prompt": text, "showInputMessage": True, "allow_blank": True}
    rules = _rules(template, field, ranges)
    if not rules:
        return DataValidation(**asked)
    doubt = say("Giá trị này khác với hướng dẫn. Vẫn giữ nó?", "This is not what is expected. Keep it?")
    error = doubt if rules["errorStyle"] == "warning" else text
    return DataValidation(
        **asked, showErrorMessage=True, errorTitle=say("Giá trị chưa đúng", "Not as expected"), error=error, **rules
    )


def _rules(template: Template, field: Field, ranges: Mapping[str, str]) -> Rules:
    """What Excel checks in the cells of a field; nothing where several values share a cell."""
    if field.many:
        return {}
    if field.reference:
        codes = ranges[field.reference] if template.codes(field) else ""
        return {"type": "list", "formula1": codes, "errorStyle": "warning"} if codes else {}
    return by_type(_RULES, field)(field.type, template.say)


def _choice(type_: Choice, say: Speech) -> Rules:
    """The field's own words, which are read as well; the codes where a word would break the list."""
    words = [terms.words(option, type_.words) for option in type_.options]
    spoken = [say(*pair) for pair in words if pair]
    clear = len(set(spoken)) == len(type_.options) and all(word and "," not in word for word in spoken)
    listed = ",".join(spoken if clear else type_.options)
    return {"type": "list", "formula1": f'"{listed}"', "errorStyle": "stop"}


def _flag(_type: Flag, say: Speech) -> Rules:
    """A warning only: “x” and 1 are taken, too."""
    return {"type": "list", "formula1": say('"có,không"', '"yes,no"'), "errorStyle": "warning"}


def _day(_type: Day, _say: Speech) -> Rules:
    """A warning only: a day may be typed as a text, too."""
    return {
        "type": "date",
        "operator": "greaterThanOrEqual",
        "formula1": EARLIEST_DAY,
        "errorStyle": "warning",
    }


def _count(type_: Count, _say: Speech) -> Rules:
    return {
        "type": "whole",
        "operator": "between",
        "formula1": str(type_.least),
        "formula2": str(type_.most),
        "errorStyle": "stop",
    }


def _points(_type: Points, _say: Speech) -> Rules:
    most = str(LARGEST)
    return {"type": "decimal", "operator": "between", "formula1": f"-{most}", "formula2": most, "errorStyle": "stop"}


_RULES: Mapping[type[Text], Callable[[Any, Speech], Rules]] = {
    Text: lambda _type, _say: {},
    Choice: _choice,
    Flag: _flag,
    Day: _day,
    Count: _count,
    Points: _points,
}


# -- the codes to choose from -----------------------------------------------------------------------------------------


def lists(book: Workbook, known: Mapping[str, Codes], say: Speech) -> dict[str, str]:
    """The sheet of codes, two columns a noun, where any are known; noun → the range of its codes, for formulas."""
    if not known:
        return {}
    sheet = workbook.add_sheet(book, say("Danh mục", "Lists"))
    columns = [Column(say("Mã", "Code"), CODE_WIDTH, "@"), Column(say("Tên", "Name"), NAME_WIDTH)]
    rows = [[text for pair in line for text in pair] for line in zip_longest(*known.values(), fillvalue=(None, None))]
    workbook.put_table(sheet, FIRST_CODE - 1, columns * len(known), rows)
    ranges = {}
    for place, (noun, codes) in enumerate(known.items()):
        column = 2 * place + 1
        _list_title(sheet, column, say.term(noun, "noun"))
        letter = get_column_letter(column)
        ranges[noun] = f"'{sheet.title}'!${letter}${FIRST_CODE}:${letter}${FIRST_CODE + len(codes) - 1}"
    sheet.freeze_panes = f"A{FIRST_CODE}"
    sheet.print_title_rows = f"1:{FIRST_CODE - 1}"
    return ranges


def _list_title(sheet: Worksheet, column: int, noun: str) -> None:
    cell = workbook.put(sheet, 1, column, noun[:1].upper() + noun[1:])
    cell.font = BOLD
    cell.alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=column, end_row=1, end_column=column + 1)


# -- the guide --------------------------------------------------------------------------------------------------------


def _guide(book: Workbook, template: Template, table: str) -> None:
    """How to fill the table in and give it back, then a line for each of its columns."""
    say = template.say
    page = Page(book, say("Hướng dẫn", "Guide"), (24, 11, 46, 34), Layout(upright=True))
    kind = say(template.kind.vi, template.kind.en)
    of = ", ".join(f"{template.heading(field)}: {value}" for field, value in template.fact_fields)
    page.title(say("Hướng dẫn ghi biểu", "How to fill in the form").upper(), f"{kind} - {of}" if of else kind)
    for number, sentence in enumerate(_steps(template, table), start=1):
        page.line(f"{number}. {sentence}")
    page.skip()
    yes, no = say("bắt buộc", "required"), say("không", "no")
    rows = [
        (
            template.heading(field),
            yes if must_be_given(field) else no,
            template.expectation(field),
            template.shown_example(field),
        )
        for field in template.fields
    ]
    columns = [
        Column(say(vi, en))
        for vi, en in (("Cột", "Column"), ("Bắt buộc", "Required"), ("Cách ghi", "What to write"), ("Ví dụ", "Example"))
    ]
    page.table(columns, rows)
    page.line(
        say(
            f"Người giữ sổ nhập tệp này bằng lệnh: emulation import {template.kind.name} TÊN-TỆP.xlsx",
            f"Whoever keeps the register takes this file in with: emulation import {template.kind.name} FILE.xlsx",
        ),
        italic=True,
    )


def _steps(template: Template, table: str) -> list[str]:
    """What to do, for somebody who knows Excel only."""
    say = template.say
    listed = say(" Tra mã và tên ở trang “Danh mục”.", " The sheet “Lists” has the codes with their names.")
    return [
        say(
            f"Ghi vào trang đầu tiên, “{table}”, từ dòng ngay dưới tiêu đề, mỗi dòng một mục.",
            f"Write into the first sheet, “{table}”, from the line below the headings on, one entry a line.",
        ),
        say(
            "Cột có tiêu đề nền vàng, chữ đậm là bắt buộc. Các cột khác có thể để trống.",
            "Columns with a bold heading on yellow are required. The others may be left empty.",
        ),
        say("Ô có mũi tên thì chọn trong danh sách.", "Where a cell shows an arrow, choose from its list.")
        + (listed if template.lists else ""),
        say(
            "Không sửa tiêu đề cột. Được thêm dòng, xóa dòng, sắp xếp, lọc và đổi độ rộng cột.",
            "Leave the headings as they are. Lines may be added, deleted, sorted and filtered, columns widened.",
        ),
        say(
            "Trang “Ví dụ” có một dòng mẫu. Chỉ trang đầu tiên được đọc khi nhập.",
            "The sheet “Example” has a filled line. Only the first sheet is read.",
        ),
        say(
            "Ghi xong, lưu tệp dạng .xlsx và gửi lại nơi đã gửi biểu này.",
            "When done, save the file as .xlsx and send it back to where it came from.",
        ),
    ]
