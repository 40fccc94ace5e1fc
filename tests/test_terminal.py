"""Manners of a terminal: colour, width, letters of every width; nothing is cut."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from conftest import start
from inprocess import run
from on_terminal import COMMAND, shown
from rich.cells import cell_len

from emulation_cli import app
from emulation_cli.kernel import grid, terminal
from emulation_cli.kernel.output import Output

COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
LONG = "Viện kiểm sát nhân dân khu vực số mười hai, thành phố Hồ Chí Minh, gồm các phường và xã phía đông"
WIDE = ("Tòa án 委員会 tối cao", "b\u0300 và x\u0323\u0302", "Αθήνα", "ไทย", "Đ\u200bà")


def letters(text):
    """The text without what steers a terminal, without blanks: what can be read, wherever its lines break."""
    return "".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split())


def test_a_refused_file_is_told_once_on_a_terminal(register):
    (register.folder / "don-vi.csv").write_text("code,name\nH T,VKSND tỉnh Hà Tĩnh\n", encoding="utf-8")
    words = ["import", "units", "don-vi.csv"]
    code, said = shown(words, 120)
    assert (code, said.count("H T is not a code")) == (3, 1)
    done = register(*words)
    assert (done.out.count("H T is not a code"), done.err.count("H T is not a code")) == (1, 1)


def test_a_long_message_breaks_between_words_and_a_command_not_at_all(register):
    code, said = shown(["unit", "add", "A B", "Tên"], 40)
    whole = register.refused(3, "unit", "add", "A B", "Tên")
    assert code == 3
    assert " ".join(said.split()) == " ".join(whole.split())
    assert all(len(line) <= 40 for line in said.splitlines())
    assert len(said.splitlines()) > 1
    _code, said = shown(["unit", "show", "XX"], 20)
    assert "See what there is with: emulation unit list" in said


@start
def long(cum6):
    cum6.ok("unit", "edit", "TH", "--name", LONG, "--short", LONG, "--kind", "khu vực")


# -- colour -----------------------------------------------------------------------------------------------------------

COLOURED = [["--help"], ["unit", "--help"], ["unit", "add", "--help"]]


@pytest.mark.parametrize("words", COLOURED)
def test_help_on_a_terminal_has_colour_unless_nobody_wants_it(cli, words):
    assert COLOUR.search(shown(words, 80)[1])
    assert COLOUR.search(shown(words, 80, NO_COLOR="")[1])
    assert not COLOUR.search(shown(words, 80, NO_COLOR="1")[1])
    assert not COLOUR.search(shown(words, 80, NO_COLOR="1", FORCE_COLOR="1")[1])


@pytest.mark.parametrize("words", [["unit", "list"], ["unit", "show", "TH"], ["unit", "shw"], ["unit", "show", "ZZ"]])
def test_tables_and_errors_have_none_where_nobody_wants_it(cum6, words):
    assert not COLOUR.search(shown(words, 80, NO_COLOR="1")[1])


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS", "TTY_COMPATIBLE", "CLICOLOR_FORCE"])
@pytest.mark.parametrize("words", [["unit", "list"], ["unit", "show", "HT"], ["unit", "--help"], ["unit", "show", "Z"]])
def test_nothing_off_a_terminal_is_coloured_whatever_is_forced(cum6, variable, words):
    cum6.ok("unit", "edit", "HT", "--name", WIDE[0])
    done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, env={**os.environ, variable: "1"})
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [["--help"], ["unit", "add", "-h"], ["unit", "list"], ["unit", "show", "TH"], ["unit", "shw"], ["unit"]]
)
@pytest.mark.parametrize("columns", [40, 80])
def test_a_dumb_terminal_gets_plain_text_no_panels(long, words, columns):
    _code, said = shown(words, columns, TERM="dumb")
    assert not set("\x1b╭│╰\r") & set(said)


def test_a_dumb_terminal_is_told_the_parts_of_the_demonstration_line_by_line(cli):
    code, said = shown(["demo", "thử"], 80, TERM="dumb")
    assert code == 0
    assert not set("\x1b\r━") & set(said)
    assert "Meetings\n" in said


# -- width ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_list_folds_to_the_terminal_and_nothing_is_cut(long, columns, term):
    code, said = shown(["unit", "list"], columns, TERM=term)
    assert code == 0
    assert "…" not in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    if "Code: TH" in plain:  # too narrow for columns: one below the other
        assert f"Name: {LONG}\n" in plain
        assert f"Short name: {LONG}\n" in plain
        return
    assert max(map(cell_len, plain.splitlines())) <= columns
    assert all(plain.count(word) >= 2 for word in ("khu", "đông", "phường"))


@pytest.mark.parametrize("columns", [20, 30])
def test_where_there_is_no_room_for_columns_a_row_stands_in_lines(long, columns):
    said = shown(["unit", "list"], columns)[1]
    assert said.startswith(f"Code: TH\nName: {LONG}\n")
    assert "\n\nCode: NA\n" in said or "\n\nCode: HT\n" in said


def test_the_width_may_be_said_in_the_environment(long):
    said = re.sub(r"\x1b\[[0-9;]*m", "", shown(["unit", "list"], 200, COLUMNS="90", TERM="dumb")[1])
    assert max(map(cell_len, said.splitlines())) == 90


@pytest.mark.parametrize("columns", [10, 20, 40, 80, 200])
@pytest.mark.parametrize("words", [["--help"], ["meeting", "strike", "-h"], ["pledge", "strike", "-h"]])
def test_help_is_whole_at_every_width(cli, words, columns):
    code, said = shown(words, columns)
    assert code == 0
    wanted = ["howmanymaybeproposed:bylaw,orbytheblock'sowndocument."] if words == ["--help"] else ["takeout"]
    read = letters(said).casefold().replace("│", "")
    if columns < 60 or words != ["--help"]:
        assert all(one in read for one in wanted)
    assert "..." not in said.replace("[ARGS]...", "").replace("\n", "")
    assert "…" not in said.replace("UNIT…", "")


@pytest.mark.parametrize("columns", [60, 80])
def test_no_panel_of_any_help_is_cut_or_names_a_type_of_python(cli, monkeypatch, columns):
    def tree():
        waiting = [((word,), app.load(word)) for word in app.COMMANDS]
        while waiting:
            words, command = waiting.pop()
            yield words
            waiting += [((*words, name), below) for name, below in getattr(command, "commands", {}).items()]

    def helps(mode, wide):
        monkeypatch.setattr(app, "markup_mode", lambda: mode)
        monkeypatch.setenv("COLUMNS", str(wide))
        return [run([*words, "--help"]).out for words in every]

    every = [(), *tree()]
    plain, panels = helps(None, 300), helps("rich", columns)
    cut = [words for words, one, other in zip(every, plain, panels, strict=True) if other.count("…") > one.count("…")]
    assert cut == []
    assert sum("╭" in one for one in panels) > 200
    assert [one for one in panels if re.search(r"<[a-z]+>", one)] == []  # what Python calls the type of an argument


# -- letters of every width -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*WIDE, "Đắk Lắk", "ＡＢ", "한글", "", "–…“”", "é", "e\u0301"])
def test_cells_are_those_of_a_terminal(text):
    assert terminal.cells(text) == cell_len(text)
    assert cell_len(terminal.padded(text, 30)) == 30


def test_what_is_narrow_is_counted_by_its_letters():
    assert all(terminal.narrow(text) for text in ("VKSND tỉnh Thừa Thiên Huế", LONG, "596-QĐ"))
    assert not any(terminal.narrow(text) for text in WIDE)


def test_columns_line_up_under_each_other_whatever_stands_in_them():
    drawn = grid.drawn(["mã", "tên", "số"], [["A", text, "│"] for text in WIDE], terminal=False)
    assert {cell_len(line.partition("│")[0]) for line in drawn.splitlines()[2:]} == {
        2 + 2 + max(map(cell_len, WIDE)) + 2
    }


def test_bars_begin_under_each_other_whatever_stands_before_them(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    Output().bars([(text, 1, 1, 2, "") for text in WIDE])
    Output().lengths([(text, 1.0, "") for text in WIDE])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * len(WIDE)
    assert {cell_len(line.partition("█")[0]) for line in lines} == {max(map(cell_len, WIDE)) + 2}
    monkeypatch.setenv("TERM", "dumb")
    Output().bars([("A", 1, 1, 2, "")])
    assert capsys.readouterr().out == ""
