"""However a workbook is written, and however spoilt: many rows at once read as they do element by element."""

import io
import random
import re
import zipfile
from contextlib import contextmanager
from datetime import date
from unittest import mock

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel
from torture.mutations import mutate

from emulation_cli.exchange import books, cells, pieces, regular
from emulation_cli.exchange.readers import How
from emulation_cli.kernel.errors import EmulationError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AS_IT_IS, INCLUDE, SKIP = How(), How(hidden="include"), How(hidden="skip")
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0000"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="21"/>'
    "</cellXfs></styleSheet>"
)
"""Styles 0 to 4: nothing special, a day, a percentage, leading zeros, a time."""


def packed(sheet, texts=""):
    """A workbook of one sheet, as its parts are written."""
    parts = {
        "_rels/.rels": '<R><Relationship Id="a" Type="x/officeDocument" Target="/book.xml"/></R>',
        "book.xml": '<w xmlns:r="r"><sheets><sheet name="Một" r:id="b"/></sheets></w>',
        "_rels/book.xml.rels": '<R><Relationship Id="b" Type="x/worksheet" Target="xl/worksheets/s.xml"/>'
        '<Relationship Id="c" Type="x/sharedStrings" Target="texts.xml"/>'
        '<Relationship Id="d" Type="x/styles" Target="styles.xml"/></R>',
        "xl/worksheets/s.xml": sheet,
        "texts.xml": texts or f'<sst xmlns="{MAIN}"/>',
        "styles.xml": STYLES,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def worksheet(rows, before="", after=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


@contextmanager
def in_pieces_of(size):
    with mock.patch.object(pieces, "PIECE", size), mock.patch.object(pieces, "LONGEST", 32 * size):
        yield


@contextmanager
def element_by_element():
    """Reading without the regular form."""
    with (
        mock.patch.object(regular, "Rows", side_effect=pieces.Irregular),
        mock.patch.object(regular, "shared_texts", side_effect=pieces.Irregular),
    ):
        yield


@contextmanager
def at_once():
    """Reading by the regular form alone."""
    with (
        mock.patch.object(cells, "without_empty_end", side_effect=AssertionError("not regular")),
        mock.patch.object(cells, "text_of", side_effect=AssertionError("not regular")),
    ):
        yield


def told(data, how=AS_IT_IS):
    """What is read of a workbook, or why it is not."""
    try:
        sheet = books.read_book("x.xlsx", data, how)
    except EmulationError as error:
        return type(error), str(error)
    exact = [(number, [(type(cell), repr(cell)) for cell in row]) for number, row in sheet.lines]
    return exact, sheet.merged, sheet.asides, sheet.title


def both(data, how=AS_IT_IS, size=500):
    with in_pieces_of(size):
        found = told(data, how)
    with element_by_element():
        assert found == told(data, how)
    return found


# -- the form of each program -----------------------------------------------------------------------------------------

TEXTS = ["Mã", "Tên", "Số", "Ngày", "VKSND tỉnh", "a & b < c", "hai\ndòng", "  cách ", "_x000D_"]


def shared(texts, *, kept=False):
    space = ' xml:space="preserve"' if kept else ""
    items = "".join(f"<si><t{space}>{_escaped(text)}</t></si>" for text in texts)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}" count="9">{items}</sst>'


def _escaped(text):
    return text.replace("_x", "_x005F_x").replace("&", "&amp;").replace("<", "&lt;")


def excel():
    head = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="r" xmlns:mc="m" mc:Ignorable="x14ac" xmlns:x14ac="x">'
        '<dimension ref="A1:F99"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<cols><col min="1" max="1" width="9"/></cols><sheetData>'
    )
    rows = "".join(
        f'<row r="{n}" spans="1:6" x14ac:dyDescent="0.25"><c r="A{n}" s="5" t="s"><v>{n % 9}</v></c>'
        + (f'<c r="B{n}" t="s"><v>{n * 7 % 9}</v></c>' if n % 3 else f'<c r="B{n}" s="5"/>')
        + f'<c r="C{n}"><v>{n / 4}</v></c><c r="D{n}" s="1"><v>{45_000 + n}</v></c>'
        + (f'<c r="E{n}"><f>C{n}*2</f><v>{n / 2}</v></c>' if n > 9 else f'<c r="E{n}" t="str"><f>A{n}</f><v>x</v></c>')
        + (f'<c r="F{n}" t="b"><v>{n % 2}</v></c></row>' if n % 5 else "</row>")
        for n in range(1, 100)
    )
    return packed(f'{head}{rows}</sheetData><pageMargins left="0.7"/></worksheet>', shared(TEXTS))


def libreoffice():
    rows = "".join(
        f'<row r="{n}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
        f' collapsed="false"><c r="A{n}" s="0" t="s"><v>{n % 9}</v></c><c r="B{n}" s="1" t="n"><v>{45_000 + n}</v></c>'
        f'<c r="D{n}" s="0" t="n"><f aca="false">{n}+1</f><v>{n + 1}</v></c></row>'
        for n in range(1, 100)
    )
    return packed(worksheet(rows), shared(TEXTS, kept=True))


def of_openpyxl(*, write_only):
    made = openpyxl.Workbook(write_only=write_only)
    sheet = made.create_sheet("Một", 0)
    for n in range(200):
        sheet.append([TEXTS[n % 9], n, n / 4, date(2023, 1, 1 + n % 28), None, True, TEXTS[n % 7] if n % 4 else None])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


MADE = {
    "Excel": excel,
    "LibreOffice": libreoffice,
    "openpyxl": lambda: of_openpyxl(write_only=False),
    "openpyxl, write-only": lambda: of_openpyxl(write_only=True),
}


@pytest.mark.parametrize("program", MADE)
def test_what_a_spreadsheet_writes_is_read_many_rows_at_once(program):
    data = MADE[program]()
    rows, *_others = both(data, size=4_000)
    assert len(rows) > 98
    with in_pieces_of(4_000), mock.patch.object(cells, "without_empty_end", side_effect=AssertionError("not regular")):
        strange = mock.Mock(side_effect=cells.rows)
        with mock.patch.object(cells, "rows", strange):
            books.read_book("x.xlsx", data, AS_IT_IS)
    assert strange.call_count < 6  # the first piece, the frame, and where a cell is of a kind that is new


def test_values_are_those_of_the_cells():
    with in_pieces_of(2_000):
        lines = books.read_book("x.xlsx", excel(), AS_IT_IS).lines
    assert [number for number, _row in lines] == list(range(1, 100))
    assert [row[:2] for _number, row in lines[96:]] == [["  cách ", "VKSND tỉnh"], ["_x000D_", "Số"], ["Mã", None]]
    assert [row[2:] for _number, row in lines[97:]] == [
        [24.5, days(21), 49, False],
        [24.75, days(22), 49.5, True],
    ]


def days(day):
    """A day of June 2023 as openpyxl has it."""
    return from_excel(45_077 + day)


# -- odd forms --------------------------------------------------------------------------------------------------------

letters = st.sampled_from(
    ["Đơn vị", "a", " ", "x&amp;y", "&lt;v&gt;", "&#7879;", "&#x1EC7;", "&#38;", "_x000D_", "]]&gt;", ">"]
)
words = st.lists(letters, max_size=3).map("".join)
numbers = st.sampled_from(
    ["1", "0", "-12", "1.5", "1E3", "45000", "45000.25", "0.955", "99999999", "12", "007", " 3", "x"]
)
attributes = st.sampled_from(
    ["", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="4"', ' s="77"', ' t="n"', ' s="1" t="n"']
)
own = st.sampled_from(["<is><t>{}</t></is>", '<is><t xml:space="preserve">{}</t></is>', "<is><r><t>{}</t></r></is>"])
FORMULAS = ["<f>A1</f>", '<f aca="false">A1</f>', '<f t="shared" ref="A1:A9" si="0">B1</f>', '<f t="shared" si="0"/>']
FORMULAS += ["<f/>", "<f>A1&amp;B1</f>", '<f t="array" ref="A1">A1</f>', '<f ca="1" si="0">A1</f>', "<f><!-- a --></f>"]
formulas = st.sampled_from(FORMULAS)
contents = st.one_of(
    st.tuples(attributes, numbers.map("<v>{}</v>".format)),
    st.tuples(st.just(' t="s"'), st.sampled_from("012345").map("<v>{}</v>".format)),
    st.tuples(st.just(' t="str"'), words.map("<v>{}</v>".format)),
    st.tuples(st.sampled_from([' t="inlineStr"', ' t="inlineStr" s="3"', ""]), st.builds(str.format, own, words)),
    st.tuples(st.just(' t="b"'), st.sampled_from(["<v>1</v>", "<v>0</v>"])),
    st.tuples(st.just(' t="e"'), st.just("<v>#N/A</v>")),
    st.tuples(st.just(' t="d"'), st.sampled_from(["<v>2023-05-04</v>", "<v>2023-05-04T08:30:00</v>", "<v>x</v>"])),
    st.tuples(attributes, st.builds("{}<v>{}</v>".format, formulas, numbers)),
    st.tuples(
        attributes, st.sampled_from(["", "<v/>", "<v></v>", "<f>A1</f>", "<f>A1</f><v></v>", " <v>1</v>", "<is/>"])
    ),
    st.tuples(attributes, st.sampled_from(["<v><![CDATA[7]]></v>", "<v>1<!-- c -->2</v>", "<v>3</v><extLst/>"])),
)


likely = st.integers(0, 19).map(bool)
ODD_PLACES = ("", ' r="A3"', ' r="B2"', ' r="$"', ' r="AAAA1"')
ODD_ENDS = (" ", " x='/'", " x='>'", ' t="n"', ' xmlns=""', ' xmlns="u"', ' y:a="1"', " &#7879;='1'")
ODD_INSERTS = (" ", "<!-- <c/> -->", "<?a b?>", "<extLst/>", "\r\n", "<c><v>1</v></c>", "x")


@st.composite
def cell(draw, usual, column, row):
    """A cell: as usual in its column, or not."""
    given, content = draw(st.sampled_from(usual) if draw(likely) else contents)
    place = f' r="{column}{row}"' if draw(likely) else draw(st.sampled_from(ODD_PLACES))
    given = place + given if draw(likely) else given + place
    given += "" if draw(likely) else draw(st.sampled_from(ODD_ENDS))
    return f"<c{given}>{content}</c>" if content else f"<c{given}/>"


@st.composite
def row(draw, columns, number):
    """A row: most of its cells are there."""
    inside = [draw(cell(usual, column, number)) for column, usual in columns.items() if draw(st.integers(0, 4))]
    if not draw(likely):
        inside.insert(draw(st.integers(0, len(inside))), draw(st.sampled_from(ODD_INSERTS)))
    given = f' r="{number}"' if draw(likely) else draw(st.sampled_from(["", ' r="1048577"', ' spans="1:4" r="7"']))
    given += draw(st.sampled_from([""] * 9 + [' hidden="1"', ' ht="12.5"', ' hidden="false"']))
    given += "" if draw(likely) else draw(st.sampled_from(ODD_ENDS))
    return f"<row{given}>{''.join(inside)}</row>" if inside else f"<row{given}/>"


between = st.sampled_from(
    [""] * 12 + ["\n  ", "\r\n", "<!-- </row> -->", "<!-- <row r='9'>", "<![CDATA[<row>]]>", "text"]
)
BEFORE = [""] * 9 + ['<cols><col min="2" max="3" hidden="1"/></cols>', "<!-- <row> -->", "<sheetData/>", "<!-- <row/>"]
AFTER = [""] * 9 + ['<mergeCells><mergeCell ref="A2:B3"/></mergeCells>', "<x:f xmlns:x='u'>1</x:f>", "<", "--><row/>"]
AFTER += ["<sheetData><row><c><v>1</v></c></row></sheetData>", "<!-- </sheetData> --><sheetData></sheetData>"]
ROOTS = [f'<worksheet xmlns="{MAIN}">'] * 9 + ["<worksheet>", f'<worksheet xmlns="{MAIN}" xmlns:y="y">']
STARTS = ["", "\ufeff", '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0'?>\n", "<!DOCTYPE a>"]
columns = st.fixed_dictionaries({column: st.lists(contents, min_size=1, max_size=2) for column in "ABCD"})


@st.composite
def sheets(draw):
    usual = draw(columns)
    rows = "".join(draw(row(usual, number)) + draw(between) for number in range(1, draw(st.integers(4, 20))))
    start, root, before, after = (draw(st.sampled_from(way)) for way in (STARTS, ROOTS, BEFORE, AFTER))
    sheet = f"{start}{root}{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return sheet.replace("</", "</p:").replace("<c", "<p:c") if draw(st.integers(0, 30)) == 0 else sheet


ITEMS = ["<si><t>{}</t></si>"] * 4 + [
    '<si><t xml:space="preserve">{}</t></si>',
    "<si/>",
    "<si><t/></si>",
    "<!-- {} -->",
]
ITEMS += ["<si><r><t>{}</t></r><rPh><t>x</t></rPh></si>", "<si> <t>{}</t></si>", "\n", "<si><t><![CDATA[{}]]></t></si>"]
tables = st.lists(st.builds(str.format, st.sampled_from(ITEMS), words), min_size=1, max_size=12).map(
    lambda items: f'<sst xmlns="{MAIN}">{"".join(items)}</sst>'
)
hows = st.sampled_from([AS_IT_IS, INCLUDE, SKIP])
sizes = st.integers(250, 2_000)


@settings(max_examples=400, deadline=None)
@given(sheets(), tables, hows, sizes)
def test_odd_forms_read_the_same(sheet, texts, how, size):
    both(packed(sheet, texts), how, size)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(MADE)), st.integers(0, 2**32), st.booleans(), sizes)
def test_spoiled_workbooks_are_read_or_refused_alike(program, seed, of_texts, size):
    """A part is changed, not its package."""
    with zipfile.ZipFile(io.BytesIO(MADE[program]())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = next(name for name in parts if "/worksheets/" in name)
    parts[sheet] = re.sub(rb'<row r="1\d.*(?=</sheetData>)', b"", parts[sheet])
    spoiled = "texts.xml" if of_texts and "texts.xml" in parts else sheet
    parts[spoiled] = mutate(parts[spoiled], random.Random(seed), 2)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    both(buffer.getvalue(), INCLUDE, size)
