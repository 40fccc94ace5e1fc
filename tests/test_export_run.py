"""`export run`: a list of exports in one go, silent where all is well, one line and the right code where not."""

import os
import re
from pathlib import Path

import openpyxl
import pytest
from conftest import start

from emulation_cli import app

DOCS = Path(__file__).parents[1] / "docs"


def run(cli, text, *words):
    (cli.folder / "run.toml").write_text(text, encoding="utf-8")
    return cli("export", "run", "run.toml", *words)


WHOLE = """
folder = "ra/{}"

[[export]]
what = "summary C6/{{year}}"
file = "tong-hop-{{year}}-{{date}}.xlsx"

[[export]]
what = "units"
file = "đơn vị"
formats = ["xlsx", "csv", "json"]

[[export]]
what = "commendation book --year 2023"
file = "so.xlsx"

[[export]]
what = "paper make handover C6/{{year}}"
file = "ban-giao.docx"
"""
MADE = ["ban-giao.docx", "so.xlsx", "tong-hop-2023-2023-07-01.xlsx", "đơn vị.csv", "đơn vị.json", "đơn vị.xlsx"]


@start
def ready(cum6):
    (cum6.folder / "ra" / "x").mkdir(parents=True)


def test_every_file_is_written_and_nothing_is_said(ready):
    done = run(ready, WHOLE.format("x"))
    assert (done.code, done.out, done.err) == (0, "", "")
    folder = ready.folder / "ra" / "x"
    assert sorted(path.name for path in folder.iterdir()) == MADE
    assert openpyxl.load_workbook(folder / MADE[2])["Thành viên"]
    assert (folder / "đơn vị.csv").read_text("utf-8-sig").startswith("code,name")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_unchanged_data_leave_every_file_untouched(ready):
    run(ready, WHOLE.format("x"))
    folder = ready.folder / "ra" / "x"
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    assert run(ready, WHOLE.format("x")).code == 0
    assert {path.stat().st_mtime for path in folder.iterdir()} == {1}
    ready.ok("unit", "edit", "TH", "--short", "Thanh Hóa")
    assert run(ready, WHOLE.format("x")).code == 0
    assert (folder / "đơn vị.csv").stat().st_mtime > 1


def test_what_was_written_is_told_where_it_is_asked_for(ready):
    record = run(ready, WHOLE.format("x"), "--format", "json").json
    assert sorted(name.rpartition("/")[2] for name in record["files"]) == MADE


def test_paths_are_taken_from_the_list_and_not_from_where_it_is_called(ready, monkeypatch):
    (ready.folder / "run.toml").write_text('[[export]]\nwhat = "units"\nfile = "t.csv"\n', encoding="utf-8")
    monkeypatch.chdir("/")
    ready.ok("export", "run", ready.folder / "run.toml")
    assert (ready.folder / "t.csv").is_file()


def test_one_failure_is_one_line_and_the_others_are_written(ready):
    text = WHOLE.format("x").replace('what = "units"', 'what = "unitz"')
    done = run(ready, text)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "run.toml: 3 of 6 not written: đơn vị.xlsx: there is no kind unitz" in done.err
    assert len(list((ready.folder / "ra" / "x").iterdir())) == 3


@pytest.mark.parametrize(
    ("what", "file", "code", "said"),
    [
        ("summary C6/2030", "t.xlsx", 4, "2030"),
        ("summary C7/{year}", "t.xlsx", 4, "C7"),
        ("summary C6/2023 --no-such", "t.xlsx", 2, "--no-such"),
        ("summary C6/2023", "khong-co/t.xlsx", 4, "khong-co"),
        ("summary C6/2023", "ra", 3, "formats"),
        ("run run.toml", "t.xlsx", 3, "another"),
        ("summary C6/2023 --help", "t.xlsx", 3, "--help"),
        ("summary C6/2023 -o x.xlsx", "t.xlsx", 3, "-o"),
        ("units --db=khong-co.db", "t.csv", 3, "--db=khong-co.db"),
        ("units", "t-{yaer}.csv", 3, "{yaer}"),
        ("units", "~khong-ai/t.csv", 3, "khong-ai"),
        ("unit add X Y", "t.xlsx", 2, "argument"),
        ("summary 'C6/2023", "t.xlsx", 3, "quotation"),
        ("summary C6/2023", "t.docx", 2, "t.docx"),
        ("", "t.xlsx", 3, "what"),
    ],
)
def test_a_failure_has_the_code_that_its_own_command_would_have(ready, what, file, code, said):
    done = run(ready, f'[[export]]\nwhat = "{what}"\nfile = "{file}"\n')
    assert done.code == code, done.err
    assert said in done.err
    assert "Traceback" not in done.err
    assert not list(ready.folder.glob("t.*"))
    assert ready.json("unit", "list")[0]["code"] != "X"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "asks for nothing"),
        ("[[export]", "TOML"),
        ('[[export]]\nwhat = "units"\nfile = "t.csv"\nforce = true\n', "force"),
        ('[[export]]\nwhat = 1\nfile = "t.csv"\n', "what"),
        ('folder = 1\n[[export]]\nwhat = "units"\nfile = "t.csv"\n', "folder"),
        ('what = "units"\n', "what"),
        ('[[export]]\nwhat = "units"\n', "file"),
        ('export = ["units"]\n', "asks for nothing"),
        ('[export]\nwhat = "units"\nfile = "t.csv"\n', "[[export]]"),
        ('[[export]]\nwhat = "units"\nfile = "t"\nformats = [1]\n', "formats"),
        (2 * '[[export]]\nwhat = "units"\nfile = "t.csv"\n', "twice: t.csv"),
        ('[[export]]\nwhat = "summary C7/{year}"\nfile = "t.xlsx"\n', None),
    ],
)
def test_a_list_that_says_something_wrong_is_refused_by_its_place(ready, text, said):
    done = run(ready, text)
    assert (done.code, "run.toml" in done.err) == (3 if said else 4, True), done.err
    assert (said or "C7") in done.err
    assert done.err.count("\n") == 1  # one line, as cron sends it


def test_a_bug_in_one_export_does_not_keep_the_others_from_being_written(ready, monkeypatch):
    monkeypatch.setattr("emulation_cli.reports.sheets.cover_sheet", lambda *words: 1 / 0)
    done = run(ready, WHOLE.format("x"))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert (
        "1 of 6 not written: tong-hop-2023-2023-07-01.xlsx: this is a bug in emulation: ZeroDivisionError" in done.err
    )
    assert len(list((ready.folder / "ra" / "x").iterdir())) == 5


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, app.Terminated])
def test_stopped_in_one_export_it_does_not_go_on_with_the_next(ready, monkeypatch, stopped):
    text = "".join(f'[[export]]\nwhat = "units"\nfile = "{number}.csv"\n' for number in range(2))
    for number in range(2):
        (ready.folder / f"{number}.csv").write_text("of yesterday", encoding="utf-8")

    def stop(*_given, **_named):
        raise stopped

    monkeypatch.setattr("emulation_cli.exchange.publish.give_name", stop)
    done = run(ready, text)
    assert (done.code, done.err.count("\n")) == (130 if stopped is KeyboardInterrupt else 143, 1)
    assert {path.read_text("utf-8") for path in ready.folder.glob("*.csv")} == {"of yesterday"}


def test_the_words_may_begin_as_on_the_command_line(ready):
    assert run(ready, '[[export]]\nwhat = "emulation export units"\nfile = "t.csv"\n').code == 0
    assert (ready.folder / "t.csv").is_file()


def test_a_busy_register_is_waited_for_once(ready):
    import sqlite3
    import time

    other = sqlite3.connect(ready.db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    text = "".join(f'[[export]]\nwhat = "units"\nfile = "{number}.csv"\n' for number in range(5))
    begun = time.monotonic()
    done = run(ready, text, "--wait", "1")
    other.execute("ROLLBACK")
    other.close()
    assert done.code == 5
    assert time.monotonic() - begun < 4
    assert not list(ready.folder.glob("*.csv"))


def test_a_list_in_another_encoding_and_a_register_without_years(cli):
    cli.ok("init")
    (cli.folder / "run.toml").write_bytes('[[export]]\nwhat = "units"\nfile = "đ.csv"\n'.encode("utf-16"))
    assert "UTF-8" in cli.refused(3, "export", "run", "run.toml")
    assert run(cli, '[[export]]\nwhat = "units --on {date}"\nfile = "t-{date}.csv"\n').code == 0
    assert (cli.folder / "t-2023-07-01.csv").is_file()
    assert "no year" in run(cli, '[[export]]\nwhat = "units"\nfile = "t-{year}.csv"\n').err


def test_the_example_of_the_docs_runs_as_it_stands(ready):
    (example,) = re.findall(r"```toml\n(.*?)```", (DOCS / "cron.md").read_text("utf-8"), re.DOTALL)
    (ready.folder / "exports").mkdir()
    assert run(ready, example).err == ""
    made = sorted(path.name for path in (ready.folder / "exports").iterdir())
    assert made == [
        "cac-khoi-2023-2023-07-01.xlsx",
        "don-vi.csv",
        "don-vi.xlsx",
        "so-theo-doi.xlsx",
        "tong-hop-2023.xlsx",
    ]


def test_a_list_that_is_not_there(ready):
    ready.refused(4, "export", "run", "khong-co.toml")
    ready.refused(4, "export", "run", "khong-co.toml", "--db", "khong-co.db")
    (ready.folder / "run.toml").write_text('[[export]]\nwhat = "units"\nfile = "t.csv"\n', encoding="utf-8")
    ready.refused(4, "export", "run", "run.toml", "--db", "khong-co.db")


def test_words_of_a_rows_export_stand_in_any_order(ready):
    ready.ok("export", "-o", "a.csv", "units")
    ready.ok("export", "units", "--force", "-o", "a.csv")
    assert "summary" in ready.refused(2, "export", "-o", "t.xlsx", "summary", "C6/2023")
    assert "units" in ready.refused(2, "export", "unitz", "-o", "a.csv")
