"""The first minutes: no register yet, and the register that `emulation init` makes by asking."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import unicodedata

import openpyxl
import pytest
from inprocess import forget_configuration
from on_terminal import seen, shown, started

ENTER, END = "", "\x04"
BLOCK = ["C6", "Cụm thi đua số 6", "cụm"]

# -- no register yet --------------------------------------------------------------------------------------------------

EVERY = [
    "block list",
    "block add C6 Cụm --kind cluster",
    "year show C6/2023",
    "unit show TH",
    "unit add TH Thanh-Hóa",
    "person list",
    "meeting list",
    "pledge show C6/2023",
    "award list",
    "ballot show B1",
    "nomination list C6/2023",
    "commendation list",
    "status C6/2023",
    "import units units.csv",
    "export summary C6/2023 -o s.xlsx",
    "paper list",
    "search Thanh",
    "check",
    "backup",
    "migrate",
    "log",
    "log verify",
]


@pytest.mark.parametrize("words", EVERY)
def test_without_a_register_every_command_says_in_two_lines_what_to_do(cli, words):
    cli.folder.joinpath("units.csv").write_text("Mã;Tên đơn vị\nTH;VKSND tỉnh Thanh Hóa\n", encoding="utf-8")
    missing, ways = cli.refused(4, *words.split()).splitlines()
    assert missing == f"there is no register at {cli.db} (EMULATION_DB)"
    assert "emulation init;" in ways
    assert "--db or EMULATION_DB" in ways
    assert "emulation demo" in ways
    assert not cli.db.exists()


def test_it_says_who_named_the_place(cli, monkeypatch):
    assert "other.db (--db)" in cli.refused(4, "unit", "list", "--db", "other.db")
    monkeypatch.delenv("EMULATION_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(cli.folder))
    assert f"{cli.folder}/emulation/register.db (the usual place)" in cli.refused(4, "unit", "list")
    config = cli.folder / "config" / "emulation" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("db = 'sổ.db'\n", encoding="utf-8")
    forget_configuration()
    assert f"sổ.db ({config})" in cli.refused(4, "unit", "list")


def test_what_it_says_makes_one_there(cli):
    ways = cli.refused(4, "unit", "list", "--db", "sổ mới.db").splitlines()[1]
    line = ways.partition("emulation ")[2].partition(";")[0]
    cli.ok(*shlex.split(line))
    cli.ok("unit", "list", "--db", "sổ mới.db")


# -- init asks on a terminal ------------------------------------------------------------------------------------------


def answering(words, *answers):
    """The exit code of a command and what stood on its terminal, with these answers typed: lines, or a Ctrl-D."""
    return shown(words, typed="".join(one if one == END else f"{one}\n" for one in answers))


def codes(cli, *words):
    return [row["code"] for row in cli.json(*words)]


def test_the_answers_make_the_register_that_the_commands_would_have_made(cli):
    units = ["TH VKSND tỉnh Thanh Hóa", "NA  VKSND tỉnh Nghệ An", "HT VKSND tỉnh Hà Tĩnh"]
    code, shown = answering(["init"], "procuracy", *BLOCK, "2023", *units, ENTER)
    assert code == 0, shown
    assert "In it: block C6, year C6/2023, units: 3, members: 3." in shown
    assert shown.endswith("Next: emulation year lead C6/2023 --head UNIT\n")
    assert cli.json("block", "show", "C6")["kind"] == "cluster"
    members = cli.json("year", "show", "C6/2023")["members"]
    assert [(one["unit"], one["name"]) for one in members] == [tuple(line.split(None, 1)) for line in units]
    assert len(cli.json("award", "list")) > 10
    verbs = [entry["verb"] for entry in cli.json("log")]
    assert verbs == ["year join", *["unit add"] * 3, "year open", "block add", "init"]
    assert cli.json("check")["sound"]
    assert os.listdir(cli.folder) == ["register.db"]  # noqa: PTH208


def test_all_may_be_skipped_and_the_register_is_made_all_the_same(cli):
    code, shown = answering(["init"], ENTER, ENTER, ENTER)
    assert code == 0, shown
    assert "In it" not in shown
    assert "Next: emulation block add" in shown
    assert (codes(cli, "block", "list"), codes(cli, "unit", "list"), codes(cli, "award", "list")) == ([], [], [])


@pytest.mark.parametrize(
    ("answers", "made", "then"),
    [
        ([END], ([], [], []), "block add"),
        ([ENTER, END], ([], [], []), "block add"),
        ([ENTER, "C6", END], ([], [], []), "block add"),
        ([ENTER, "C6", "Cụm thi đua số 6", END], (["C6"], [], []), "year open C6/YEAR"),
        ([ENTER, *BLOCK, "2023", END], (["C6"], [2023], []), "year join C6/2023 UNIT"),
        ([ENTER, *BLOCK, "2023", "TH Thanh Hóa", END], (["C6"], [2023], ["TH"]), "year lead C6/2023"),
        ([ENTER, *BLOCK, ENTER, "TH Thanh Hóa", ENTER], (["C6"], [], ["TH"]), "year open C6/YEAR"),
        ([ENTER, ENTER, "TH Thanh Hóa", END], ([], [], ["TH"]), "block add"),
    ],
)
def test_the_end_of_input_skips_the_rest_and_what_was_answered_stands(cli, answers, made, then):
    code, shown = answering(["init"], *answers)
    assert code == 0, shown
    years = [row["year"] for row in cli.json("year", "list")]
    assert (codes(cli, "block", "list"), years, codes(cli, "unit", "list")) == made
    assert f"Next: emulation {then}" in shown


@pytest.mark.parametrize("before", [[], ["procuracy", *BLOCK, "2023", "TH Thanh Hóa"]])
def test_a_stopped_dialogue_leaves_no_register_and_nothing_else(cli, before):
    process, master = started(["init"])
    os.write(master, "".join(f"{one}\n" for one in before).encode())
    shown = seen(master, until="2: " if before else "[none]: ")
    while process.poll() is None:  # a signal just before the line is waited for is noticed only with the next
        os.write(master, b"\x03")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
    shown += seen(master)
    os.close(master)
    assert process.returncode == 130, shown
    assert "Stopped; what was not finished is not written." in shown
    assert os.listdir(cli.folder) == []  # noqa: PTH208


@pytest.mark.parametrize(
    ("answers", "said", "asked"),
    [
        (["army"], "army is none of none, procuracy, province", "Award catalogue"),
        ([ENTER, "C 6"], "C 6 is not a code", "Code of the block"),
        ([ENTER, "-6"], "-6 is not a code", "Code of the block"),
        ([ENTER, "C6", "Cụm\x1f 6"], "holds the forbidden character U+001F", "Name of the block"),
        ([ENTER, "C6", "Cụm 6", "horde"], "horde is none of cluster", "Is it a cluster"),
        ([ENTER, *BLOCK, "hai nghìn"], "hai nghìn is not a whole number", "Year, such as 2023"),
        ([ENTER, *BLOCK, "23"], "23 does not lie between 1945 and 2199", "Year, such as 2023"),
        ([ENTER, ENTER, "TH"], "TH is a code without a name", "1: "),
        ([ENTER, ENTER, "T/H Thanh Hóa"], "T/H is not a code", "1: "),
        ([ENTER, ENTER, "all Mọi đơn vị"], "no unit can be called all", "1: "),
        ([ENTER, ENTER, "TH Thanh Hóa", "th Nghệ An"], "unit TH is there already", "2: "),
        ([ENTER, ENTER, "nothing.xlsx"], "there is no file nothing.xlsx", "1: "),
        ([ENTER, ENTER, "bad.csv"], "30/02/2023 is a day that does not exist", "1: "),
        ([ENTER, ENTER, "text.xlsx"], "text.xlsx is", "1: "),
    ],
)
def test_a_wrong_answer_is_told_at_once_and_asked_for_again(cli, answers, said, asked):
    cli.folder.joinpath("bad.csv").write_text("Mã;Tên đơn vị;Từ ngày\nTH;Thanh Hóa;30/02/2023\n", encoding="utf-8")
    cli.folder.joinpath("text.xlsx").write_text("Danh sách đơn vị", encoding="utf-8")
    code, shown = answering(["init"], *answers, END)
    assert (code, "Traceback" in shown) == (0, False), shown
    before, _said, after = shown.partition(said)
    assert asked in before, shown
    assert asked in after, shown
    assert cli.json("check")["sound"]


@pytest.mark.parametrize("typed", ["đơn vị 2023.xlsx", "'đơn vị 2023.xlsx'", "DON-VI.CSV"])
def test_units_may_come_from_a_file(cli, typed):
    rows = [("Mã", "Tên đơn vị", "Thứ tự", "Thuộc đơn vị"), ("NA", "Nghệ An", 2, ""), ("TH", "Thanh Hóa", 1, "")]
    rows.append(("TH-P1", "Phòng 1", "", "TH"))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(cli.folder / "đơn vị 2023.xlsx")
    text = "".join(";".join(str(cell) for cell in row) + "\n" for row in rows)
    cli.folder.joinpath("DON-VI.CSV").write_text(text, encoding="utf-8")
    code, shown = answering(["init"], ENTER, *BLOCK, "2023", typed, "HT Hà Tĩnh", ENTER)
    assert code == 0, shown
    assert "units: 3 rows, 3 new" in shown
    assert "In it: block C6, year C6/2023, units: 4, members: 3." in shown
    assert [one["unit"] for one in cli.json("year", "show", "C6/2023")["members"]] == ["TH", "NA", "HT"]


def test_answers_typed_decomposed_are_stored_composed(cli):
    apart = [unicodedata.normalize("NFD", one) for one in ("Cụm thi đua số 6", "cụm", "2023", "Đb Điện Biên")]
    code, shown = answering(["init", "--preset", "province"], "C6", *apart, END)
    assert code == 0, shown
    assert "Award catalogue" not in shown
    assert cli.json("block", "show", "C6")["name"] == "Cụm thi đua số 6"
    assert [(one["code"], one["name"]) for one in cli.json("unit", "list")] == [("Đb", "Điện Biên")]


def test_bytes_that_are_no_text_are_told_and_asked_for_again(cli):
    process, master = started(["init"])
    os.write(master, b"\n\nTH Thanh H\xf3a\nTH Thanh Ho\xcc\x81a\n\n")
    shown = seen(master)
    os.close(master)
    assert process.wait() == 0, shown
    assert "U+DCF3" in shown
    assert [one["name"] for one in cli.json("unit", "list")] == ["Thanh Hóa"]


def test_a_taken_place_is_told_before_anything_is_asked(register):
    code, shown = answering(["init"])
    assert (code, "there already" in shown, "Award catalogue" in shown) == (9, True, False)


@pytest.mark.parametrize("words", [["--yes"], ["--quiet"], ["--format", "json"], ["--format", "csv"]])
def test_who_does_not_want_to_be_asked_is_not(cli, words):
    process, master = started(["init", *words])
    shown = seen(master)
    os.close(master)
    assert process.wait() == 0, shown
    assert "Award catalogue" not in shown
    assert codes(cli, "block", "list") == []


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_off_a_terminal_nothing_is_asked(cli, stream):
    process, master = started(["init"], streams={stream: subprocess.DEVNULL})
    shown = seen(master)
    os.close(master)
    assert process.wait() == 0, shown
    assert "Award catalogue" not in shown
    assert cli.db.exists()


def test_the_dialogue_asks_where_data_goes_elsewhere(cli):
    process, master = started(["init"], streams={"stdout": subprocess.DEVNULL})
    os.write(master, END.encode())
    shown = seen(master)
    os.close(master)
    assert process.wait() == 0, shown
    assert "Award catalogue" in shown
