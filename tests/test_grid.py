"""A table off a terminal is drawn without Rich, and reads byte for byte as Rich draws it."""

from __future__ import annotations

import random

import pytest

from emulation_cli.kernel import grid, terminal

LETTERS = "abcXYZ  đĐăâêôơưấềộỹỴÂÐ–—“”…•→≥§°\u00a0\u1e9e\ufffd-1"
WIDE, COMBINING, INVISIBLE = "委", "a\u0309", "a\u200db"


def table(chance, sizes=(0, 0, 1, 2, 5, 9, 30)):
    """Headings and rows of words that somebody might have typed, and others."""

    def word():
        return "".join(chance.choices(LETTERS, k=chance.choice(sizes)))

    columns = chance.randint(1, 6)
    headings, *rows = [[word() for _ in range(columns)] for _ in range(chance.randint(2, 6))]
    return headings, rows


@pytest.mark.parametrize("seed", range(300))
def test_a_plain_table_is_what_rich_draws(seed):
    headings, rows = table(random.Random(seed))
    plain = grid._plain(headings, rows)
    assert plain == grid._rich(headings, rows, terminal=False) or (plain is None and not any(row[-1] for row in rows))


@pytest.mark.parametrize("sizes", [(9_990, 5), (9_996, 2), (10_000, 0), (4_000, 6_000)])
def test_where_a_line_would_be_too_wide_long_cells_fold_as_ever(sizes):
    drawn = [table(random.Random(seed), sizes) for seed in range(8)]
    plain = [(grid._plain(*one), grid._rich(*one, terminal=False)) for one in drawn]
    assert all(ours in (None, theirs) for ours, theirs in plain)
    assert None in [ours for ours, _theirs in plain]


@pytest.mark.parametrize("text", [WIDE, COMBINING, INVISIBLE])
def test_letters_of_another_width_are_left_to_rich(text):
    headings, rows = ["mã", "tên"], [["TH", f"Tòa án {text}"], ["NA", text]]
    assert grid._plain(headings, rows) is None
    assert grid.drawn(headings, rows, terminal=False) == grid._rich(headings, rows, terminal=False)


def test_every_letter_taken_for_narrow_is_so_for_rich():
    from rich.cells import cell_len

    narrow = {chr(code) for span in terminal.NARROW for code in span}
    assert [letter for letter in narrow if cell_len(letter) != 1] == []
    assert set("aàảãáạăâđêôơưỳỷỹýỵỲÝĐ.,;:–—“”‘’…•→") <= narrow


def test_on_a_terminal_rich_draws():
    assert grid.drawn(["mã"], [["TH"]], terminal=True) == grid._rich(["mã"], [["TH"]], terminal=True)
