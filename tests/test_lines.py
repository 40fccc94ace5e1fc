"""Lines of texts taken apart by columns: the same rows as Python's own reader gives, or none."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from emulation_cli.exchange.lines import Lines, columns_of

TEXTS = st.text(alphabet=["a", "b", " ", ",", ",", "\n", "\n", "\r", '"', "'", "ư", "\u2028", "\x0b"], max_size=40)


@given(TEXTS)
@example("a,b,c\na\nb\n")
@example("a,b,c,d\na,b,c\na\na,b,c,d\n")
@example("a\n\nb")
@example("a,b\na,b")
def test_columns_are_those_of_the_reader_or_none(text):
    columns = columns_of(text, ",")
    read = list(csv.reader(io.StringIO(text, newline=""), strict=False))
    if columns is not None and text:
        rows = [cells for _number, cells in Lines(1, columns)]
        assert rows == [cells or [""] for cells in read]


@given(st.lists(st.lists(st.sampled_from(["", "a", "Thanh Hóa", "1.5", " "]), min_size=3, max_size=3), min_size=1))
def test_even_lines_are_taken_apart(rows):
    text = "".join(";".join(cells) + "\r\n" for cells in rows)
    lines = Lines(7, columns_of(text, ";"))
    assert list(lines) == [(number, cells) for number, cells in enumerate(rows, start=7)]
    assert lines[0] == (7, rows[0])
    assert lines[1:] == list(lines)[1:]
    assert len(lines) == len(rows)
