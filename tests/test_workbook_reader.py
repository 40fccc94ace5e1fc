"""The reader of workbooks says of every cell what openpyxl says, and more of what a sheet hides."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from emulation_cli.exchange.books import read_book
from emulation_cli.exchange.readers import How
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.values import Unreadable

AS_IT_IS, INCLUDE, SKIP = How(), How(hidden="include"), How(hidden="skip")
SHEET = "xl/worksheets/sheet1.xml"


def saved(made):
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def book(*rows, change=lambda sheet: None):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made.active)
    return saved(made)


def changed(data, change):
    """The workbook with the XML of its sheet changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == SHEET else content)
    return buffer.getvalue()


def lines(data, how=AS_IT_IS):
    return read_book("x.xlsx", data, how).lines


# -- the same values as openpyxl --------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=20)
days = st.dates(min_value=date(1905, 1, 1), max_value=date(2099, 1, 1))
times = st.times().map(lambda one: one.replace(microsecond=0))
moments = st.builds(datetime.combine, days, times)
numbers = st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6)
values = st.one_of(st.none(), texts, numbers, days, moments, times, st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(values, min_size=1, max_size=6), min_size=1, max_size=6), st.booleans())
def test_every_cell_reads_as_openpyxl_reads_it(rows, mac):
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = made.active.cell(number, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    data = saved(made)
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active
    expected = {cell.coordinate: cell.value for row in theirs.iter_rows() for cell in row if cell.value is not None}
    ours = {
        theirs.cell(number, place).coordinate: value
        for number, cells in lines(data)
        for place, value in enumerate(cells, start=1)
        if value is not None
    }
    blank = {at for at, value in expected.items() if isinstance(value, str) and not value.strip()}
    assert {at: value for at, value in ours.items() if at not in blank} == {
        at: value for at, value in expected.items() if at not in blank
    }


def test_cells_without_addresses_and_prefixed_names_are_read():
    def plain(content):
        content = re.sub(rb' r="[A-Z]*[0-9]+"', b"", content)
        return re.sub(rb"<(/?)(\w+)", rb"<\1x:\2", content).replace(b"xmlns=", b"xmlns:x=")

    assert lines(changed(book(["Mã", "Tên"], ["TH", 5]), plain)) == [(1, ["Mã", "Tên"]), (2, ["TH", 5])]


def archive(**parts):
    """A workbook of one sheet, as its parts are written."""
    given = {
        "_rels/.rels": '<R><Relationship Id="a" Type="x/officeDocument" Target="/book.xml"/></R>',
        "book.xml": '<w xmlns:r="r"><sheets><sheet name="Một" r:id="b"/></sheets></w>',
        "_rels/book.xml.rels": '<R><Relationship Id="b" Type="x/worksheet" Target="xl/worksheets/s.xml"/>'
        '<Relationship Id="c" Type="x/sharedStrings" Target="texts.xml"/></R>',
        "xl/worksheets/s.xml": f"<worksheet xmlns='strict'><sheetData>{parts['rows']}</sheetData></worksheet>",
        **({"texts.xml": f"<sst xmlns='strict'>{parts['texts']}</sst>"} if "texts" in parts else {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in given.items():
            target.writestr(name, text)
    return buffer.getvalue()


def test_texts_are_put_together_from_runs_and_escaped_letters():
    texts = (
        "<si><r><t>VKSND </t></r><r><rPr><b/></rPr><t>tỉnh</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
        "<si><t>a_x000D_b</t></si><si><t>_x005F_x000D_</t></si>"
    )
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    assert lines(archive(rows=rows, texts=texts)) == [(1, ["VKSND tỉnh", "a\rb", "_x000D_"])]


def test_a_workbook_of_another_program_is_read():
    rows = '<row><c t="inlineStr"><is><t>Đơn vị</t></is></c><c><v>1.5</v></c><c t="b"><v>1</v></c></row>'
    assert lines(archive(rows=rows)) == [(1, ["Đơn vị", 1.5, True])]


# -- what is there and cannot be seen ---------------------------------------------------------------------------------


def hidden(sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


ROWS = (["Mã", "Tên"], ["TH", "Thanh Hóa"], ["NA", "Nghệ An"])


def test_hidden_rows_and_columns_are_taken_or_left_as_was_said():
    data = book(*ROWS, change=hidden)
    with pytest.raises(Refused, match="rows: 3; columns: B"):
        lines(data)
    assert lines(data, INCLUDE) == lines(book(*ROWS))
    assert lines(data, SKIP) == [(1, ["Mã", None]), (2, ["TH", None])]


def test_what_is_hidden_and_empty_asks_for_nothing():
    def far(sheet):
        sheet.row_dimensions[30].hidden = True
        sheet.column_dimensions["D"].hidden = True

    assert lines(book(*ROWS, change=far)) == lines(book(*ROWS))


def test_merged_cells_are_told_with_their_place():
    (merge,) = read_book("x.xlsx", book(*ROWS, change=lambda sheet: sheet.merge_cells("A2:A3")), AS_IT_IS).merged
    assert (merge.first_row, merge.last_row, merge.first_column, merge.last_column) == (2, 3, 0, 0)


def test_formatting_down_to_the_last_row_is_not_read():
    """A row a line of XML: reading them all would be a million rows."""
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(4, 200_001))
    data = changed(book(*ROWS), lambda content: content.replace(b"</sheetData>", empty + b"</sheetData>"))
    assert lines(data) == lines(book(*ROWS))
    merged = changed(
        book(*ROWS, change=lambda sheet: sheet.merge_cells("A2:A3")),
        lambda content: content.replace(b"</sheetData>", empty + b"</sheetData>"),
    )
    assert len(read_book("x.xlsx", merged, AS_IT_IS).merged) == 1


def test_a_calculated_formula_is_its_value_and_an_empty_text_is_nothing():
    def calculated(content):
        content = re.sub(rb"<f>1\+1</f><v ?/>", b"<f>1+1</f><v>2</v>", content)
        return re.sub(rb'<c r="B2"><f>2\+2</f><v ?/>', b'<c r="B2" t="str"><f>2+2</f><v></v>', content)

    data = changed(book(["Mã", "Tên", "x"], ["=1+1", "=2+2", "=3+3"]), calculated)
    ((_row, cells),) = lines(data)[1:]
    assert cells[:2] == [2, None]
    assert isinstance(cells[2], Unreadable)
    assert "C2" in cells[2].reason


def test_a_time_of_day_is_a_time():
    assert lines(book(["Giờ"], [time(8, 30)])) == [(1, ["Giờ"]), (2, [time(8, 30)])]


# -- what a format makes of a number ----------------------------------------------------------------------------------


def formatted(value, code):
    def change(sheet):
        sheet["A2"].number_format = code

    return lines(book(["Mã"], [value], change=change))[1][1][0]


@pytest.mark.parametrize("code", ["0%", "0.00%", '0" "%'])
def test_a_percentage_is_not_taken_for_the_number_it_hides(code):
    cell = formatted(0.955, code)
    assert isinstance(cell, Unreadable)
    assert (cell.shows, "A2" in cell.reason, "95,5%" in cell.reason) == ("95,5%", True, True)


def test_a_code_with_leading_zeros_keeps_them():
    assert (formatted(12, "0000"), formatted(12, "0"), formatted(12, "General")) == ("0012", 12, 12)


def test_merged_cells_that_begin_in_a_hidden_row_are_not_cut():
    def change(sheet):
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[2].hidden = True

    data = book(*ROWS, ["HT", "Hà Tĩnh"], change=change)
    with pytest.raises(Refused, match="A2:A3"):
        lines(data, SKIP)
    assert len(lines(data, INCLUDE)) == 4


def test_a_last_row_of_shared_formulas_is_not_cut_off():
    def shared(content):
        return re.sub(rb'<c r="A3"><f>1</f><v ?/>', b'<c r="A3"><f t="shared" si="0"/>', content)

    found = lines(changed(book(["Mã"], ["TH"], ["=1"]), shared))
    assert [number for number, _cells in found] == [1, 2, 3]
    assert isinstance(found[2][1][0], Unreadable)
