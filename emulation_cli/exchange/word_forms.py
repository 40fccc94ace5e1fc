"""Templates for Word made from plain text: one line a paragraph, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I says.

A line begins with what it is; any other line is a paragraph of the body:

    #across               the page lies across; the first line of all
    #letterhead CODE      who issues it beside the nation's name and motto; number (CODE as in BB; "." for none), date
    #title TEXT           the kind of document, bold capitals
    #about TEXT           what it is about, bold, a rule below
    #center TEXT          a line in the middle, italic
    #left TEXT            a paragraph that is not stretched: a long number stands in it
    #heading TEXT         a heading of the body, bold
    #for ONE in NAMES … #endfor, #if … #else … #endif    around paragraphs, or a whole table
    #table ONE in NAMES: WIDTH WIDTH …       in shares of the line; below it two lines that begin with |
    | heading | heading …
    | {{ one.name }} | …
    | . |                 a cell that stays empty
    #sign LEFT | RIGHT    places for two signatures; a second line that begins with | holds the names
    #send RIGHT           recipients on the left, who signs on the right; a second line that begins with | the names
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from emulation_cli.exchange.papers import MOTTO, NATION

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

FONT, BODY, SMALL, CELL = "Times New Roman", 14, 12, 12
"""Typeface; sizes in points: of the body, of recipients, in tables."""
TOP, LEFT, RIGHT = 20, 30, 15
"""Margins in millimetres: at both ends, left, right."""
PADDING = 1
"""Millimetres between the lines of a table and what stands in its cells."""
INDENT = 10
"""Millimetres by which the first line of a paragraph stands in."""
SIGNING_LINES = 4


def build(text: str) -> bytes:
    """The template that a text describes, as a .docx."""
    from docx import Document

    paper = Document()
    _lay_out(paper)
    lines = iter(text.strip().splitlines())
    for line in lines:
        command, _space, rest = line.partition(" ")
        _WRITE.get(command, _body)(paper, rest if command in _WRITE else line, lines)
    package = io.BytesIO()
    paper.save(package)
    return package.getvalue()


def _lay_out(paper: Paper) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(TOP)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for setting in style.element.rPr.findall(qn("w:lang")):
        style.element.rPr.remove(setting)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    paper.core_properties.comments = ""
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    section.different_first_page_header_footer = True  # pages are numbered from the second on
    number = section.header.paragraphs[0]
    _align(number, "CENTER")
    _field(number, "PAGE")


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields


def _align(paragraph: Paragraph, across: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, across)


def _say(
    paragraph: Paragraph,
    text: str,
    *,
    size: int = BODY,
    bold: bool = False,
    italic: bool = False,
    across: str = "CENTER",
) -> None:
    """Put one text into a paragraph, in one piece: Word parts placeholders that are formatted in pieces."""
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    _align(paragraph, across)


def _rule(paragraph: Paragraph, length: float, width: int) -> None:
    """A thin line of `length` millimetres in the middle of a paragraph that is `width` wide."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Emu, Mm, Pt

    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no borders
    inset = Emu((width - Mm(length)) // 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.add_run("").font.size = Pt(2)


# -- what a line may be -----------------------------------------------------------------------------------------------


def _left(paper: Paper, text: str, lines: Iterator[str]) -> None:
    _body(paper, text, lines, across="LEFT")


def _body(paper: Paper, text: str, _lines: Iterator[str], across: str = "JUSTIFY") -> None:
    from docx.shared import Mm, Pt

    paragraph = paper.add_paragraph()
    _say(paragraph, text, across=across)
    paragraph.paragraph_format.first_line_indent = Mm(INDENT)
    paragraph.paragraph_format.space_after = Pt(6)


def _across(paper: Paper, _text: str, _lines: Iterator[str]) -> None:
    from docx.enum.section import WD_ORIENT

    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _letterhead(paper: Paper, code: str, _lines: Iterator[str]) -> None:
    table = _columns(paper, (65, 100))
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], "{{ superior|upper }}", size=12)
    _say(left.add_paragraph(), "{{ organ|upper }}", size=12, bold=True)
    _rule(left.add_paragraph(), 16, int(left.width or 0))
    _say(right.paragraphs[0], NATION, size=12, bold=True)
    _say(right.add_paragraph(), MOTTO, size=13, bold=True)
    _rule(right.add_paragraph(), 58, int(right.width or 0))
    left, right = table.add_row().cells
    _say(left.paragraphs[0], "" if code == "." else f"Số: ……/{code}-……", size=13)
    _say(right.paragraphs[0], "{{ place or '……………' }}, {{ day_in_words }}", italic=True)
    paper.add_paragraph()


def _title(paper: Paper, text: str, _lines: Iterator[str]) -> None:
    _say(paper.add_paragraph(), text, bold=True)


def _about(paper: Paper, text: str, _lines: Iterator[str]) -> None:
    from docx.shared import Pt

    _say(paper.add_paragraph(), text, bold=True)
    rule = paper.add_paragraph()
    _rule(rule, 45, _line(paper))
    rule.paragraph_format.space_after = Pt(6)


def _center(paper: Paper, text: str, _lines: Iterator[str]) -> None:
    from docx.shared import Pt

    paragraph = paper.add_paragraph()
    _say(paragraph, text, italic=True)
    paragraph.paragraph_format.space_after = Pt(6)


def _heading(paper: Paper, text: str, _lines: Iterator[str]) -> None:
    from docx.shared import Mm, Pt

    paragraph = paper.add_paragraph()
    _say(paragraph, text, bold=True, across="LEFT")
    paragraph.paragraph_format.first_line_indent = Mm(INDENT)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def _jinja(word: str) -> Callable[[Paper, str, Iterator[str]], None]:
    def write(paper: Paper, text: str, _lines: Iterator[str]) -> None:
        paper.add_paragraph(f"{{%p {word} {text} %}}".replace("  ", " "))

    return write


def _table(paper: Paper, text: str, lines: Iterator[str]) -> None:
    """A table whose heading repeats on each page, and a row for each of a list."""
    loop, _colon, said = text.rpartition(":")
    _keep_last(paper)
    table = _columns(paper, tuple(float(share) for share in said.split()), grid=True)
    headings, cells = _cells(next(lines)), _cells(next(lines))
    _fill(table.rows[0].cells, headings, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    _fill(table.add_row().cells[:1], [f"{{%tr for {loop} %}}"])
    _fill(table.add_row().cells, cells)
    _fill(table.add_row().cells[:1], ["{%tr endfor %}"])
    for row in table.rows:
        _mark(row, "w:cantSplit")
    paper.add_paragraph()


def _cells(line: str) -> list[str]:
    return ["" if cell.strip() == "." else cell.strip() for cell in line.removeprefix("| ").split(" | ")]


def _fill(cells: tuple[_Cell, ...], texts: list[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        narrow = bold or text.startswith(("{{ one.number", "{%"))
        _say(cell.paragraphs[0], text, size=CELL, bold=bold, across="CENTER" if narrow else "LEFT")


def _line(paper: Paper) -> int:
    """How long a line of the paper is."""
    section = paper.sections[0]
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _columns(paper: Paper, shares: tuple[float, ...], *, grid: bool = False) -> Table:
    """A table of one row as wide as a line, parted into these shares."""
    from docx.shared import Emu

    table: Table = paper.add_table(1, len(shares))
    table.autofit = False
    if grid:
        table.style = "Table Grid"
        _pad(table)
    for column, share in zip(table.columns, shares, strict=True):
        width = Emu(int(_line(paper) * share / sum(shares)))
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _pad(table: Table) -> None:
    """Narrow the room between the lines of a table and its texts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(Mm(PADDING).twips))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx does not know the margins
    look.addprevious(margins)  # the order that the schema asks for


def _mark(row: _Row, mark: str) -> None:
    """Let a row head its table on every page (w:tblHeader), or stay on one page (w:cantSplit)."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001 - python-docx does not know it


def _sign(paper: Paper, text: str, lines: Iterator[str]) -> None:
    """Two places for signatures, the names below them."""
    posts, people = _cells(text), _cells(next(lines))
    _keep_last(paper)
    row = _columns(paper, (1, 1)).rows[0]
    _mark(row, "w:cantSplit")
    left, right = row.cells
    for cell, post, person in ((left, posts[0], people[0]), (right, posts[1], people[1])):
        _signature(cell, post, person)


def _keep_last(paper: Paper) -> None:
    """Let the paragraph written last stand on the page of what follows: a table's first row, signatures."""
    last = paper.element.body.xpath("./w:p")[-1:]
    for element in last:
        element.get_or_add_pPr().get_or_add_keepNext()


def _signature(cell: _Cell, post: str, person: str) -> None:
    _say(cell.paragraphs[-1], post, bold=True)
    for _line in range(SIGNING_LINES):
        cell.add_paragraph()
    _say(cell.add_paragraph(), person, bold=True)
    cell.add_paragraph()


def _send(paper: Paper, post: str, lines: Iterator[str]) -> None:
    """Who gets the paper on the left, who signs it on the right."""
    person = _cells(next(lines))[0]
    _keep_last(paper)
    row = _columns(paper, (70, 95)).rows[0]
    _mark(row, "w:cantSplit")
    left, right = row.cells
    _say(left.paragraphs[0], "Nơi nhận:", size=SMALL, bold=True, italic=True, across="LEFT")
    for text in ("{%p for one in recipients %}", "- {{ one }};", "{%p endfor %}", "- Lưu: VT, ……"):
        _say(left.add_paragraph(), text, size=SMALL - 1, across="LEFT")
    for_organ, _bar, title = post.rpartition(" / ")
    _say(right.paragraphs[0], for_organ, bold=True)
    right.add_paragraph()
    _signature(right, title, person)


_WRITE = {
    "#across": _across,
    "#letterhead": _letterhead,
    "#title": _title,
    "#about": _about,
    "#center": _center,
    "#left": _left,
    "#heading": _heading,
    "#table": _table,
    "#sign": _sign,
    "#send": _send,
    "#for": _jinja("for"),
    "#if": _jinja("if"),
    "#else": _jinja("else"),
    "#endfor": _jinja("endfor"),
    "#endif": _jinja("endif"),
}
