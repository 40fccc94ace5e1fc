"""Files out when something goes wrong: what stood there stays whole, nothing is left beside it, the code says so."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

import openpyxl
import pytest

from emulation_cli.exchange import long_book, writers
from emulation_cli.exchange.workbook import new_book, put, sheet_name, to_bytes
from emulation_cli.kernel import listing
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.listing import stream

YEAR = "C6/2023"
OUT = {
    "summary": ("export", "summary", YEAR, "-o"),
    "rows": ("export", "units", "-o"),
    "list": ("nomination", "sheet", YEAR, "-o"),
    "paper": ("paper", "make", "handover", YEAR, "-o"),
}
ENDING = {"paper": "t.docx"}
each_output = pytest.mark.parametrize("what", OUT)


def started(cli, *words, code="", **more):
    """A process that runs a command line; `code` runs before it."""
    script = f"import sys; from emulation_cli import app; from emulation_cli.exchange import publish, archive\n{code}\n"
    script += "sys.exit(app.main())"
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=cli.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def there(cli):
    return sorted(path.name for path in cli.folder.iterdir())


@each_output
def test_68_an_existing_target_is_refused_without_force(cum6, what):
    name = ENDING.get(what, "t.xlsx")
    (cum6.folder / name).write_bytes(b"cu")
    cum6.refused(9, *OUT[what], name)
    assert (cum6.folder / name).read_bytes() == b"cu"
    cum6.ok(*OUT[what], name, "--force")
    assert (cum6.folder / name).read_bytes() != b"cu"


def test_68_a_target_that_appears_meanwhile_is_not_replaced(cum6, monkeypatch):
    def appears(path):
        (cum6.folder / "t.xlsx").write_bytes(b"other")

    monkeypatch.setattr("emulation_cli.exchange.workbook.check_readable", appears)
    said = cum6.refused(9, *OUT["summary"], "t.xlsx")
    assert said == "t.xlsx is there already\nAdd --force to replace it.\n"
    assert (cum6.folder / "t.xlsx").read_bytes() == b"other"
    assert not list(cum6.folder.glob(".t.xlsx.*"))


@each_output
def test_69_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(cum6, what):
    name = ENDING.get(what, "t.xlsx")
    (cum6.folder / name).write_bytes(b"cu")
    before = there(cum6)
    limit = (2000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    process = started(
        cum6, *OUT[what], name, "--force", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    )
    _out, err = process.communicate()
    assert (process.returncode, "Traceback" in err) == (8, False), err
    assert (cum6.folder / name).read_bytes() == b"cu"
    assert there(cum6) == before


KILLED = {
    "before it has its name": "publish.give_name = lambda *w, **m: os.kill(os.getpid(), SIGNAL)",
    "while it is written": "os.fsync = lambda handle: os.kill(os.getpid(), SIGNAL)",
    "while it is made": "archive.re.sub = lambda *w: os.kill(os.getpid(), SIGNAL)",
}


@pytest.mark.parametrize("where", KILLED)
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_70_a_killed_export_leaves_the_old_file_and_the_next_one_clears_up(cum6, where, sent, tmp_path_factory):
    (cum6.folder / "t.xlsx").write_bytes(b"cu")
    before, temporary = there(cum6), tmp_path_factory.mktemp("tmp")
    code = f"import os; {KILLED[where].replace('SIGNAL', str(int(sent)))}"
    process = started(
        cum6, *OUT["summary"], "t.xlsx", "--force", code=code, env={**os.environ, "TMPDIR": str(temporary)}
    )
    _out, err = process.communicate()
    assert process.returncode == (-9 if sent == signal.SIGKILL else 143), err
    assert (cum6.folder / "t.xlsx").read_bytes() == b"cu"
    left = set(there(cum6)) - set(before)
    assert len(left) == (sent == signal.SIGKILL and where != "while it is made")
    assert not list(temporary.iterdir())
    cum6.ok(*OUT["summary"], "t.xlsx", "--force")
    assert there(cum6) == before
    assert openpyxl.load_workbook(cum6.folder / "t.xlsx").sheetnames


def test_70_what_another_program_is_writing_is_left_alone(cum6):
    code = "import time; publish.give_name = lambda *w, **m: (print('held', flush=True), time.sleep(60))"
    process = started(cum6, *OUT["summary"], "t.xlsx", "--force", code=code)
    assert process.stdout.readline() == "held\n"
    (left,) = cum6.folder.glob(".t.xlsx.*.tmp")
    mine = cum6.folder / ".t.xlsx.my-copy-of-may23.tmp"
    mine.write_bytes(b"mine")
    new = cum6.folder / f".t.xlsx.{'0' * 16}.tmp"
    new.touch()
    cum6.ok(*OUT["summary"], "t.xlsx", "--force")
    assert left.exists()
    assert new.exists()  # empty and just made: somebody may be about to write it
    os.utime(new, (time.time() - 3600,) * 2)
    cum6.ok(*OUT["summary"], "t.xlsx", "--force", "--lang", "en")
    assert left.exists()
    assert not new.exists()
    process.kill()
    process.communicate()
    cum6.ok(*OUT["summary"], "t.xlsx", "--force")
    assert not left.exists()
    assert mine.exists()


def test_70_what_was_left_goes_also_where_nothing_changed(cum6):
    cum6.ok(*OUT["summary"], "t.xlsx")
    left = cum6.folder / f".t.xlsx.{'a' * 16}.tmp"
    left.write_bytes(b"PK half")
    cum6.ok(*OUT["summary"], "t.xlsx", "--force")
    assert not left.exists()


def test_71_what_is_no_plain_file_is_refused(cum6):
    folder = cum6.folder
    (folder / "other.xlsx").write_bytes(b"cu")
    (folder / "link.xlsx").symlink_to("other.xlsx")
    (folder / "folder.xlsx").mkdir()
    os.mkfifo(folder / "pipe.xlsx")
    for name, code in (("link.xlsx", 8), ("folder.xlsx", 8), ("pipe.xlsx", 8), ("no/t.xlsx", 4), ("t.txt", 2)):
        said = cum6.refused(code, *OUT["summary"], name, "--force")
        assert ("is not a plain file\n" in said) == (name in ("link.xlsx", "pipe.xlsx"))
    assert (folder / "other.xlsx").read_bytes() == b"cu"
    (folder / "in").mkdir()
    cum6.ok("export", "summary", YEAR, "-o", "in/../up.xlsx")  # a path that the user gives is obeyed
    assert (folder / "up.xlsx").is_file()


def test_71_a_name_made_from_codes_stays_in_its_folder(cum6):
    cum6.ok("unit", "add", "CON", "../../ngoài [x]")
    cum6.ok("year", "join", YEAR, "CON")
    cum6.ok("template", "returns", "-o", "phieu", "--year", YEAR)
    made = sorted(path.name for path in (cum6.folder / "phieu").iterdir())
    assert len(made) == 7
    assert all(len(name.encode()) <= 200 and not set(name) & set('/\\:*?"<>|') for name in made)
    assert not {name.split(".")[0].upper() for name in made} & {"CON", "NUL", "PRN", "AUX"}


def test_72_more_rows_than_a_sheet_holds_go_on_in_another(cum6, monkeypatch):
    monkeypatch.setattr(writers, "MOST_ROWS", 3)
    cum6.ok("export", "units", "-o", "t.xlsx")
    sheets = list(openpyxl.load_workbook(cum6.folder / "t.xlsx"))
    assert [sheet.title for sheet in sheets] == ["Đơn vị", "Đơn vị (2)", "Đơn vị (3)"]
    codes = [sheet.cell(row, 1).value for sheet in sheets for row in (2, 3)]
    assert codes == [one["code"] for one in cum6.json("unit", "list")]
    assert {sheet["A1"].value for sheet in sheets} == {"Mã"}


def test_72_every_title_becomes_a_name_that_a_sheet_may_have():
    taken = []
    for title in ("Đ" * 60, "Đ" * 60, "A/B", "a\\b", "History", "[x]:*?", "'", "", "Đơn vị", "ĐƠN VỊ"):
        taken.append(sheet_name(title, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in taken)
    assert "history" not in {name.casefold() for name in taken}


def test_72_a_text_longer_than_a_page_goes_on_in_another_row_and_none_is_cut(cum6):
    cum6.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023")
    names = [f"Khách mời {number} {'Ủ' * 400}, Vụ trưởng" for number in range(90)]
    for name in names:
        cum6.ok("meeting", "guest", "SK", name)
    cum6.ok("export", "summary", YEAR, "-o", "t.xlsx")
    sheet = openpyxl.load_workbook(cum6.folder / "t.xlsx")["Hội nghị"]
    told = " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)
    assert all(f"Khách mời {number} " in told for number in range(90))
    assert told.count("Ủ") == 90 * 400
    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) <= 409


def test_72_a_text_that_no_cell_holds_is_refused():
    with pytest.raises(Refused, match="x!A1"):
        put(new_sheet()["x"], 1, 1, "Ủ" * 32_768)


def test_72_such_a_text_is_told_with_its_place_and_goes_into_a_text_file(cum6):
    unit = {"code": "DN", "name": "VKSND thành phố Đà Nẵng", "aliases": [f"{'Ủ' * 490} {n}" for n in range(70)]}
    (cum6.folder / "units.json").write_text(json.dumps([unit]), encoding="utf-8")
    cum6.ok("import", "units", "units.json")
    said = cum6.refused(3, "export", "units", "-o", "t.xlsx")
    assert said == "Đơn vị!J2: the text has more letters than a cell holds (32767)\n"
    assert not (cum6.folder / "t.xlsx").exists()
    cum6.ok("export", "units", "-o", "t.csv")


BROKEN = {
    "rows": ("long_book.pack", lambda _package, file, *_more: file.write(b"PK"), "workbook", "BadZipFile"),
    "summary": ("workbook.same_bytes", lambda *_words: b"PK", "workbook", "BadZipFile"),
    "paper": ("word.fill", lambda *_words, **_more: b"PK", "document", "PackageNotFoundError"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_was_written_and_cannot_be_read_back_gets_no_name(cum6, monkeypatch, what):
    place, maker, written, error = BROKEN[what]
    monkeypatch.setattr(f"emulation_cli.exchange.{place}", maker)
    before = there(cum6)
    told = cum6.refused(8, *OUT[what], ENDING.get(what, "t.xlsx"))
    assert told == f"the {written} could not be read back: {error}\n"
    assert there(cum6) == before


def _zeroed(data, place):
    return data[:place] + bytes(64) + data[place + 64 :]


def _part(data, name):
    """Where the contents of a part begin in a package."""
    return data.index(name) + len(name) + 64


SPOILED = {
    "cut off": lambda data: data[:-100],
    "half of it": lambda data: data[: len(data) // 2],
    "a hole in the rows": lambda data: _zeroed(data, _part(data, b"xl/worksheets/sheet1.xml")),
    "a hole in the styles": lambda data: _zeroed(data, _part(data, b"xl/styles.xml")),
    "a hole in the directory": lambda data: _zeroed(data, data.rindex(b"PK\x01\x02")),
    "nothing": lambda data: b"",
    "an archive of nothing": lambda data: b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("what", ["rows", "summary"])
@pytest.mark.parametrize("how", SPOILED)
def test_a_workbook_that_the_disk_spoils_is_found(cum6, monkeypatch, what, how):
    cum6.ok(*OUT[what], "t.xlsx")
    whole, before = (cum6.folder / "t.xlsx").read_bytes(), there(cum6)
    cum6.ok("unit", "edit", "TH", "--name", "VKSND tỉnh Thanh Hóa (cũ)")
    spoil = lambda building: building.write_bytes(SPOILED[how](building.read_bytes()))  # noqa: E731
    monkeypatch.setattr("emulation_cli.exchange.publish.flush", spoil)
    told = cum6.refused(8, *OUT[what], "t.xlsx", "--force")
    assert told.startswith("the workbook could not be read back: ")
    assert (cum6.folder / "t.xlsx").read_bytes() == whole
    assert there(cum6) == before


def test_rows_that_are_no_xml_or_not_all_there_are_found(cum6, monkeypatch):
    cum6.ok("unit", "edit", "TH", "--short", "Thanh & Hóa")
    before = there(cum6)
    with monkeypatch.context() as unescaped:
        unescaped.setattr(long_book, "escape", lambda text, *, quote: text)
        assert cum6.refused(8, *OUT["rows"], "t.xlsx") == "the workbook could not be read back: ExpatError\n"
    for more in (-1, 1):
        counted = lambda *words, more=more: replaced(stream(*words), count=6 + more)  # noqa: E731
        monkeypatch.setattr(listing, "stream", counted)
        assert cum6.refused(8, *OUT["rows"], "t.xlsx") == "the workbook could not be read back: EOFError\n"
    assert there(cum6) == before


@each_output
def test_73_nothing_changed_leaves_the_file_untouched_and_says_nothing(cum6, what):
    name = ENDING.get(what, "t.xlsx")
    cum6.ok(*OUT[what], name)
    os.utime(cum6.folder / name, (1, 1))
    done = cum6(*OUT[what], name, "--force", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (cum6.folder / name).stat().st_mtime == 1


def test_75_cron_has_no_home_no_terminal_and_no_locale(cum6):
    cum6.ok("unit", "edit", "TH", "--name", "VKSND tỉnh Thanh Hóa [x] =1+1")
    (cum6.folder / "run.toml").write_text('[[export]]\nwhat = "summary C6/{year}"\nfile = "t.xlsx"\n', encoding="utf-8")
    for words in (("export", "run", "run.toml"), ("unit", "list")):
        done = subprocess.run(
            [sys.executable, "-m", "emulation_cli", *words, "--db", cum6.db, "--lang", "vi"],
            cwd=cum6.folder,
            env={"PYTHONPATH": os.environ["PYTHONPATH"]},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            umask=0,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    assert "VKSND tỉnh Thanh Hóa [x] =1+1" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert (cum6.folder / "t.xlsx").stat().st_mode & 0o777 == 0o600


def test_76_exports_that_overlap_all_succeed_and_the_file_is_whole(cum6):
    together = [started(cum6, *OUT["summary"], "t.xlsx", "--force") for _number in range(4)]
    for process in together:
        _out, err = process.communicate()
        assert process.returncode == 0, err
    assert openpyxl.load_workbook(cum6.folder / "t.xlsx")["Thành viên"]
    assert not list(cum6.folder.glob(".*"))


def test_a_copy_of_the_register_that_is_not_what_was_copied_gets_no_name(cum6, monkeypatch):
    for words in (("init",), ("unit", "add", "TH", "VKSND tỉnh Thanh Hóa")):
        cum6.ok(*words, "--db", "other.db")
    other, before = (cum6.folder / "other.db").read_bytes(), there(cum6)
    monkeypatch.setattr("emulation_cli.exchange.publish.flush", lambda building: building.write_bytes(other))
    assert cum6.refused(7, "backup", "copy.db") == (
        f"the copy of {cum6.db} is not what was copied; it was taken away\n"
        "Check the disk it was written to, and the register: emulation check\n"
    )
    assert there(cum6) == before


def test_a_document_is_dated_by_its_day_alone():
    before = to_bytes(new_sheet(), "2023-01-01", title="x")
    time.sleep(2.1)  # the directory of a package counts in two seconds
    assert to_bytes(new_sheet(), "2023-01-01", title="x") == before
    assert to_bytes(new_sheet(), "2023-01-01", title="x") != to_bytes(new_sheet(), "2023-01-02", title="x")


def test_the_bytes_do_not_depend_on_what_else_is_installed():
    import docx  # noqa: F401  # brings lxml, which openpyxl would take and write other bytes with
    from openpyxl.xml import DEFUSEDXML, LXML

    assert (LXML, DEFUSEDXML) == (False, True)


def new_sheet():
    book = new_book()
    book.create_sheet("x")
    return book
