"""The papers of a vote as files: slips alike to the last mark, what they replace, their language; outcomes as bars.

The counting sheet and the minutes have files of their own: test_ballot_form.py, test_ballot_minutes*.py.
"""

import re
import zipfile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emulation_cli.kernel import output

KEPT: dict[str, bytes] = {}
STATES = ("draft", "frozen", "open", "closed")
LONG = "Thi đua lập thành tích chào mừng kỷ niệm 65 năm ngày thành lập ngành Kiểm sát nhân dân"
A4, A5 = "9", "11"
INCH = 72
A5_ACROSS = (595.3, 419.5)
"""Width and height of the sheet in points."""


def drafted(cli):
    cli.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cli.ok("award", "add", "GK", "=Giấy khen [x]", "--level", "unit", "--recipient", "collective")
    cli.ok("movement", "add", "NTM", "Xây dựng nông thôn mới", "--scope", "national")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cli.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB", "QT")
    ballot(cli, "B1")


def ballot(cli, code, *options, units=("TH", "NA")):
    """A draft; the first nominee with a movement and a period, the others without."""
    cli.ok("ballot", "new", code, "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members", *options)
    more = ("--award", "BK", "--movement", "NTM", "--period", "2021-2025")
    for unit in units:
        cli.ok("ballot", "nominate", code, unit, *more)
        more = ("--award", "GK")
    cli.ok("ballot", "teller", code, "Người kiểm phiếu một", "Người kiểm phiếu hai")


def steps(cli, code, *verbs):
    for verb in verbs:
        cli.ok("ballot", verb, code)


@pytest.fixture
def at(cli, request):
    """Brings B1 into a state; built once, then copied."""

    def bring(state):
        if not KEPT:
            drafted(request.getfixturevalue("cum6"))
            KEPT["draft"] = cli.db.read_bytes()
            for step, verb in enumerate(("freeze", "open", "close"), start=1):
                steps(cli, "B1", verb)
                KEPT[STATES[step]] = cli.db.read_bytes()
        cli.db.write_bytes(KEPT[state])
        return cli

    return bring


def written(cli, paper, code="B1", *options, name="paper.xlsx"):
    """A paper, written and read back: its only sheet."""
    cli.ok("ballot", paper, code, "-o", name, "--force", *options)
    book = openpyxl.load_workbook(cli.folder / name)
    assert len(book.worksheets) == 1
    return book.active


def values(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


# -- slips ------------------------------------------------------------------------------------------------------------


def pages(sheet):
    """The first and the last row of each page, as the row breaks split what is printed."""
    breaks = [one.id for one in sheet.row_breaks.brk]
    last = int(sheet.print_area.rpartition("$")[2])
    return list(zip([1, *(one + 1 for one in breaks)], [*breaks, last], strict=True))


def picture(sheet, first, last):
    """Everything of these rows that reaches the paper, with the rows numbered from 0."""
    rows = range(first, last + 1)
    cells = [[(cell.value, cell.data_type, cell._style) for cell in sheet[row]] for row in rows]
    heights = [dict(sheet.row_dimensions[row]) if row in sheet.row_dimensions else {} for row in rows]
    merged = {
        (one.min_row - first, one.max_row - first, one.min_col, one.max_col)
        for one in sheet.merged_cells.ranges
        if first <= one.min_row <= last
    }
    return cells, heights, merged


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_there_are_as_many_slips_as_are_entitled_each_on_a_page_of_its_own(at):
    cli = at("frozen")
    sheet = written(cli, "slips")
    assert len(pages(sheet)) == sum("PHIẾU" in str(value) for value in values(sheet)) == 6
    assert len(pages(written(cli, "slips", "B1", "--copies", 9))) == 9
    assert len(pages(written(cli, "slips", "B1", "--copies", 1))) == 1
    cli.refused(2, "ballot", "slips", "B1", "-o", "paper.xlsx", "--force", "--copies", 0)


def test_a_council_by_numbers_gets_a_slip_for_each_of_its_persons(at):
    cli = at("draft")
    cli.ok("ballot", "roll", "B1", "--entitled-number", 29, "--present-number", 27)
    cli.ok("ballot", "freeze", "B1")
    assert len(pages(written(cli, "slips"))) == 29


def test_every_slip_is_the_first_one_again(at):
    sheet = written(at("frozen"), "slips")
    first, *others = [picture(sheet, *page) for page in pages(sheet)]
    assert all(other == first for other in others)
    assert sheet.max_row == pages(sheet)[-1][1]
    assert len(sheet.merged_cells.ranges) == 6 * len(first[2])
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.comment or cell.hyperlink]
    assert not sheet._images
    assert not sheet.conditional_formatting


def test_nothing_around_the_slips_numbers_them_or_names_the_ballot(at):
    sheet = written(at("frozen"), "slips")
    for place in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        found = getattr(sheet, place)
        assert not any(part.text for part in (found.left, found.center, found.right))
    assert not [value for value in [sheet.title, *values(sheet)] if "B1" in str(value)]
    assert not sheet.print_title_rows


def test_the_parts_of_the_file_beside_the_sheet_know_nothing_of_single_slips(at):
    cli = at("frozen")
    written(cli, "slips", "B1", "--copies", 2, name="two.xlsx")
    written(cli, "slips", "B1", "--copies", 7, name="seven.xlsx")
    two, seven = parts(cli.folder / "two.xlsx"), parts(cli.folder / "seven.xlsx")
    areas = [re.sub(rb"\$E\$\d+", b"", part.pop("xl/workbook.xml")) for part in (two, seven)]
    assert areas[0] == areas[1]
    assert {name for name in {*two, *seven} if two.get(name) != seven.get(name)} == {"xl/worksheets/sheet1.xml"}


def test_a_slip_names_the_nominees_in_order_with_what_for_and_two_boxes_each(at):
    sheet = written(at("frozen"), "slips", "B1", "--copies", 1)
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert rows == [
        (1, "VKSND tỉnh Thanh Hóa", "Bằng khen\nXây dựng nông thôn mới\n2021-2025", "☐", "☐"),
        (2, "VKSND tỉnh Nghệ An", "=Giấy khen [x]", "☐", "☐"),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert "CỤM THI ĐUA SỐ 6" in values(sheet)
    assert any("30/06/2023" in str(value) for value in values(sheet))


@pytest.mark.parametrize(
    ("name", "paper", "lies"), [("Bằng khen", A5, "landscape"), ("Bằng khen " * 19, A4, "portrait")]
)
def test_short_slips_lie_across_on_a5_and_long_ones_stand_on_a4(at, name, paper, lies):
    cli = at("draft")
    cli.ok("award", "edit", "GK", "--name", name)
    ballot(cli, "B2", units=("TH", "NA", "HT", "QB", "QT"))
    steps(cli, "B2", "freeze")
    sheet = written(cli, "slips", "B2")
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (paper, lies)


def points_high(sheet, first, last):
    heights = (sheet.row_dimensions[row].height for row in range(first, last + 1))
    return sum(height or 15 for height in heights)


def room(sheet):
    """The points of height that a page has, once the columns are shrunk to its width."""
    margins, (wide, high) = sheet.page_margins, A5_ACROSS
    columns = sum(int(one.width * 7 + 5) * 0.75 for one in sheet.column_dimensions.values())
    scale = min(1, (wide - (margins.left + margins.right) * INCH) / columns)
    return (high - (margins.top + margins.bottom) * INCH) / scale


@pytest.mark.parametrize(("count", "movement"), [(3, "Xây dựng nông thôn mới"), (5, LONG)], ids=["short", "long"])
def test_a_slip_on_a5_has_room_on_its_page(at, count, movement):
    cli = at("draft")
    cli.ok("movement", "edit", "NTM", "--name", movement)
    cli.ok("ballot", "new", "B2", "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    for unit in ("TH", "NA", "HT", "QB", "QT")[:count]:
        cli.ok("ballot", "nominate", "B2", unit, "--award", "BK", "--movement", "NTM", "--period", "2021-2025")
    cli.ok("ballot", "teller", "B2", "Người kiểm phiếu một")
    steps(cli, "B2", "freeze")
    sheet = written(cli, "slips", "B2", "--copies", 2)
    if str(sheet.page_setup.paperSize) == A5:
        assert [points_high(sheet, *page) <= room(sheet) for page in pages(sheet)] == [True, True]


# -- slips and counting sheet as files --------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["slips", "form"])
def test_the_same_ballot_gives_the_same_bytes_and_a_file_is_replaced_only_by_force(at, paper):
    cli = at("open")
    words = ("ballot", paper, "B1", "-o")
    cli.ok(*words, "one.xlsx")
    cli.ok(*words, "two.xlsx")
    assert (cli.folder / "one.xlsx").read_bytes() == (cli.folder / "two.xlsx").read_bytes()
    (cli.folder / "two.xlsx").write_bytes(b"something else")
    assert "two.xlsx" in cli.refused(9, *words, "two.xlsx")
    assert (cli.folder / "two.xlsx").read_bytes() == b"something else"
    assert cli.json(*words, "two.xlsx", "--force")["written"] is True
    assert (cli.folder / "one.xlsx").read_bytes() == (cli.folder / "two.xlsx").read_bytes()
    assert cli.json(*words, "two.xlsx", "--force")["written"] is False


@pytest.mark.parametrize("paper", ["slips", "form", "minutes"])
def test_only_xlsx_is_written(at, paper):
    cli = at("open")
    before = sorted(cli.folder.iterdir())
    for name in ("paper.csv", "paper.pdf", "paper"):
        assert ".xlsx" in cli.refused(2, "ballot", paper, "B1", "-o", name)
    cli.refused(2, "ballot", paper, "B1")
    assert sorted(cli.folder.iterdir()) == before


@pytest.mark.parametrize(
    ("paper", "vietnamese", "english"),
    [("slips", "Không đồng ý", "Disagree"), ("form", "Số phiếu thu về", "Slips returned")],
)
def test_papers_are_vietnamese_whatever_the_screen_speaks_and_english_only_where_asked(at, paper, vietnamese, english):
    cli = at("open")
    official = values(written(cli, paper))
    assert (vietnamese in official, english in official) == (True, False)
    asked = values(written(cli, paper, "B1", "--lang", "en"))
    assert (vietnamese in asked, english in asked) == (False, True)
    assert values(written(cli, paper, "B1", "--lang", "vi")) == official


# -- bars -------------------------------------------------------------------------------------------------------------


@st.composite
def shares(draw):
    """(part, line, whole): part of whole, of which line are needed."""
    whole = draw(st.integers(1, 5000))
    return draw(st.integers(0, whole)), draw(st.integers(1, whole)), whole


@given(shares())
def test_a_bar_has_its_length_one_mark_and_is_full_only_where_nothing_is_missing(share):
    part, line, whole = share
    bar = output.drawn(*share)
    assert (len(bar), bar.count("│")) == (output.BAR + 1, 1)
    assert bar.replace("│", "") == "█" * bar.count("█") + "░" * bar.count("░")
    assert ("░" not in bar) == (part == whole)
    assert part or "█" not in bar
    assert bar.index("│") == max(1, line * output.BAR // whole)


@given(shares())
def test_a_missed_line_is_drawn_as_missed(share):
    part, line, _whole = share
    bar = output.drawn(*share)
    assert part >= line or "░" in bar[: bar.index("│")]


@given(shares())
@example((6, 6, 7))
def test_a_reached_line_is_drawn_as_reached(share):
    part, line, _whole = share
    bar = output.drawn(*share)
    assert part < line or "░" not in bar[: bar.index("│")]


def test_a_sealed_ballot_is_shown_with_bars_on_a_terminal_only(at, monkeypatch):
    cli = at("closed")
    cli.ok("ballot", "count", "B1", "--returned", 5, "--votes", "1=5/0/0,2=3/2/0")
    with monkeypatch.context() as terminal:
        terminal.setattr(output.Stdout, "isatty", lambda _self: True, raising=False)
        before = cli.ok("ballot", "show", "B1")
        sealed = cli.ok("ballot", "seal", "B1")
        shown = cli.ok("ballot", "show", "B1")
        others = [cli.ok("ballot", "show", "B1", "--format", form) for form in ("json", "csv")]
    assert all(output.drawn(agree, 5, 6) in text for agree in (5, 3) for text in (sealed, shown))
    assert not any(mark in text for text in [before, *others, cli.ok("ballot", "show", "B1")] for mark in "█░│")


def test_outcomes_on_a_screen_name_awards_by_their_codes_which_json_explains(at):
    cli = at("closed")
    cli.ok("ballot", "count", "B1", "--returned", 5, "--votes", "1=5/0/0,2=3/2/0")
    for verb in ("seal", "show"):
        columns = cli.ok("ballot", verb, "B1")
        assert "award name" not in columns
        assert "needed" in columns
    assert {"award_name", "movement_name"} <= set(cli.json("ballot", "show", "B1")["outcomes"][0])
