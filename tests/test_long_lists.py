"""Long lists out: rows stream into the file, and what stands in it is what the whole list at once would have made."""

import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from emulation_cli.exchange import archive, measure, workbook, writers
from emulation_cli.exchange.publish import left_behind
from emulation_cli.kernel import listing
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.listing import Rows
from emulation_cli.kernel.tabular import csv_text
from emulation_cli.kernel.values import Count, Day, Flag, Points, Text, YearDay

DAY = "2023-07-01"
LONG = Text(limit=40_000, lines=True)
KIND = Kind(
    name="samples",
    noun="sample",
    vi="Mẫu",
    en="Samples",
    fields=(
        Field("code", "Mã", "Code", width=8),
        Field("text", "Nội dung đã làm được trong năm", "Text", LONG, width=30),
        Field("on", "Ngày", "On", Day(), width=12),
        Field("every", "Hằng năm", "Every year", YearDay(), width=8),
        Field("count", "Số lượng", "Count", Count(), width=6),
        Field("money", "Tiền", "Money", Count(), width=14, number_format="#,##0"),
        Field("points", "Điểm", "Points", Points(), width=10),
        Field("flag", "Có", "Flag", Flag(), width=5),
        Field("items", "Các mục", "Items", link="sample_item", width=20, separator=";"),
    ),
)
ODD = [
    *("[x]", "[/b]", ":smile:", "=1+1", "=", "+84", "-5", "@ai", "'tên", "#N/A", "TRUE", "0012", "1e5", "2023-01-01"),
    *("_x000D_", "a_x0041_b", "_x_", "_x000d_x000D_", "&lt;", "<b>&amp;</b>", "]]>", '"', "đ&đ", "{{ a }}"),
    *(
        " trước",
        "sau ",
        "  ",
        "\u00a0",
        "\tmột",
        "hai\ndòng",
        "\n",
        "ba\n\ndòng\n",
        "\u2028",
        "e\u0301",
        "Ế",
        "𝄞 \U0001f600",
    ),
    *("", "ủ" * 400, "W" * 300, "một hai ba bốn năm sáu bảy tám chín mười " * 5, "ủ" * 32_767, "\ufeff", "a\u200bb"),
]
DAYS = ["1900-03-01", "1900-12-31", "1999-02-28", "2024-02-29", "9999-12-31", None]
NUMBERS = [0, 1, -1, 5, 100, 150, 9050, 1, 33, 2**31, 999_999_999_999, None]


def odd_rows():
    """Rows in which each odd value stands, beside others."""
    for place, text in enumerate(ODD * 2):
        number = NUMBERS[place % len(NUMBERS)]
        every, flag = ((None, 1), ("07-15", 0), ("+01-15", None))[place % 3]
        items = ([], ["a"], ["=a", "b; c"], None)[place % 4]
        yield [f"M{place}", text if place % 7 else None, DAYS[place % 6], every, number, number, number, flag, items]


def streamed(path, rows):
    rows = list(rows)
    writers.write_rows(path, Rows(KIND, len(rows), iter(rows)), day=DAY, vietnamese=True, force=False)
    return path


# -- workbooks --------------------------------------------------------------------------------------------------------


def at_once(rows):
    """The workbook as openpyxl makes it, with an object for each cell."""
    book = workbook.new_book()
    sheet = workbook.add_sheet(book, KIND.vi)
    columns = [writers.column(field, vietnamese=True) for field in KIND.fields]
    cells = ([listing.cell_value(*pair) for pair in zip(KIND.fields, row, strict=True)] for row in rows)
    last = workbook.put_table(sheet, 1, columns, cells) - 1
    workbook.freeze_head(sheet, 1, len(columns), last)
    return workbook.to_bytes(book, DAY, title=KIND.vi)


def look(cell):
    """All that there is to see of a cell."""
    styles = (cell.font, cell.border, cell.fill, cell.alignment, cell.protection)
    return cell.value, cell.data_type, cell.number_format, cell.quotePrefix, *map(repr, styles)


@pytest.mark.parametrize("rows", [list(odd_rows()), []], ids=["odd rows", "no rows"])
def test_a_streamed_workbook_is_the_one_that_openpyxl_makes(tmp_path, rows):
    path = streamed(tmp_path / "t.xlsx", rows)
    with zipfile.ZipFile(path) as found, zipfile.ZipFile(io.BytesIO(at_once(rows))) as wanted:
        assert sorted(found.namelist()) == sorted(wanted.namelist())
        for part in wanted.infolist():
            assert found.getinfo(part.filename).date_time == part.date_time
            if part.filename not in ("xl/worksheets/sheet1.xml", "xl/styles.xml"):
                assert found.read(part.filename) == wanted.read(part)
    mine, theirs = openpyxl.load_workbook(path).active, openpyxl.load_workbook(io.BytesIO(at_once(rows))).active
    assert (mine.max_row, mine.dimensions) == (len(rows) + 1, theirs.dimensions)
    for row, other in zip(mine.iter_rows(), theirs.iter_rows(), strict=True):
        assert list(map(look, row)) == list(map(look, other))
    for sizes in ("row_dimensions", "column_dimensions"):
        found, wanted = ({key: dict(size) for key, size in getattr(one, sizes).items()} for one in (mine, theirs))
        assert found == wanted
    for told in ("freeze_panes", "print_title_rows", "page_margins"):
        assert repr(getattr(mine, told)) == repr(getattr(theirs, told))
    assert (mine.auto_filter.ref, dict(mine.page_setup)) == (theirs.auto_filter.ref, dict(theirs.page_setup))


def test_many_sheets_hold_the_rows_in_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "MOST_ROWS", 3)
    path = streamed(tmp_path / "t.xlsx", ([f"M{number}", *[None] * 8] for number in range(25)))
    sheets = openpyxl.load_workbook(path).worksheets
    assert [sheet.max_row for sheet in sheets] == [*[3] * 12, 2]
    assert [cell.value for sheet in sheets for cell in sheet["A"][1:]] == [f"M{number}" for number in range(25)]


def test_a_text_that_no_cell_holds_is_told_with_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "MOST_ROWS", 3)
    rows = [[f"M{number}", "ủ" * (32_768 if number == 3 else 3), *[None] * 7] for number in range(5)]
    with pytest.raises(Refused, match=r"^Mẫu \(2\)!B3: the text has more letters than a cell holds"):
        streamed(tmp_path / "t.xlsx", rows)
    assert not list(tmp_path.iterdir())


def test_a_list_that_no_archive_holds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 10_000)
    with pytest.raises(Refused, match="longer than a workbook holds"):
        streamed(tmp_path / "t.xlsx", odd_rows())
    assert not list(tmp_path.iterdir())


def test_a_control_character_that_came_past_the_program_goes_into_no_workbook(tmp_path):
    rows = [["M1", "a\x0bb", *[None] * 7]]
    for write in (at_once, lambda rows: streamed(tmp_path / "t.xlsx", rows)):
        with pytest.raises(IllegalCharacterError):
            write(rows)
    assert not list(tmp_path.iterdir())


# -- all files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", writers.ENDINGS)
def test_rows_are_in_the_file_before_the_last_one_has_come(tmp_path, ending):
    path, sizes = tmp_path / f"t{ending}", []

    def rows():
        for number in range(20_000):
            if number % 5_000 == 4_999:
                sizes.extend(building.stat().st_size for building in left_behind(path))
            yield [f"M{number}", "đã làm được", DAY, None, number, number, number, 1, []]

    writers.write_rows(path, Rows(KIND, 20_000, rows()), day=DAY, vietnamese=True, force=False)
    assert len(sizes) == 4
    assert 0 < sizes[0] < sizes[1] < sizes[2] < sizes[3] < path.stat().st_size


def test_text_files_hold_what_json_and_csv_make_of_the_whole_list(tmp_path):
    rows = list(odd_rows())
    records = [listing.shown(KIND, dict(zip(KIND.by_key, row, strict=True))) for row in rows]
    cells = [[listing.csv_value(*pair) for pair in zip(KIND.fields, row, strict=True)] for row in rows]
    wanted = {
        "csv": csv_text(list(KIND.by_key), cells).encode("utf-8-sig"),
        "json": f"{json.dumps(records, ensure_ascii=False, indent=2)}\n".encode(),
        "jsonl": "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode(),
    }
    for ending, content in wanted.items():
        assert streamed(tmp_path / f"t.{ending}", rows).read_bytes() == content
    assert streamed(tmp_path / "none.json", []).read_bytes() == b"[]\n"
    assert streamed(tmp_path / "none.jsonl", []).read_bytes() == b""


def test_what_is_made_of_a_value_is_made_once():
    asked = []
    code, *_rest, items = listing.makers(KIND, lambda field, value: asked.append(value) or f"{field.key} {value}")
    assert [code("a"), code("b"), code("a"), items(["a"])] == ["code a", "code b", "code a", "items ['a']"]
    assert asked == ["a", "b", ["a"]]


# -- how high a row is ------------------------------------------------------------------------------------------------


def lines_word_by_word(text, room):
    """How many lines a paragraph takes, without any shorter way."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = sum(measure._letter(letter) for letter in word)
        if used and used + measure.SPACE + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (measure.SPACE if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


@given(st.text("aăeêW m…i\u0301-", max_size=60), st.integers(1000, 30_000))
def test_the_shorter_ways_to_measure_a_text_come_to_the_same(text, room):
    assert measure._lines(text, room) == lines_word_by_word(text, room)
