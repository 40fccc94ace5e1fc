"""What an import tells: the officer's own rows back, what would change, what looks odd, how far it is."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys

import on_terminal
import openpyxl
import pytest
from sqlmodel import Session

from emulation_cli.exchange import copies, readers
from emulation_cli.kernel import output

HEAD = "code,name,short\n"
TWO = HEAD + "TH,VKSND tỉnh Thanh Hóa,Thanh Hóa\nNA,VKSND tỉnh Nghệ An,\n"
FOUND = "Kết quả kiểm tra"


@pytest.fixture
def give(register):
    """Write a file and take it in as units: what the command did."""

    def run(content, *options, name="units.csv", kind="units"):
        data = content.encode() if isinstance(content, str) else content
        (register.folder / name).write_bytes(data)
        return register("import", kind, name, *options)

    run.cli = register
    return run


def book(*rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def copies_of(cli):
    return sorted(path.name for path in cli.folder.glob("register.before-import-*.db"))


# -- the rows back ----------------------------------------------------------------------------------------------------


def test_the_rows_come_back_in_a_workbook_with_the_cells_coloured(give):
    rows = (
        ["Biểu đơn vị"],
        [],
        ["Mã", "Tên đơn vị", "màu"],
        ["TH", "VKSND tỉnh Thanh Hóa", "=đỏ"],
        ["N A", "\u200bNghệ An", 5],
    )
    assert give(book(*rows), "--report", "xem.xlsx", name="units.xlsx").code == 3
    sheet = openpyxl.load_workbook(give.cli.folder / "xem.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Biểu đơn vị", None, None, None],
        [None, None, None, None],
        ["Mã", "Tên đơn vị", "màu", f"{FOUND}\nmàu: means nothing here; the column was not taken in"],
        ["TH", "VKSND tỉnh Thanh Hóa", "=đỏ", None],
        ["N A", "\u200bNghệ An", 5, sheet["D5"].value],
    ]
    assert "Mã: N A is not a code" in sheet["D5"].value
    assert "invisible characters" in sheet["D5"].value
    fills = [sheet.cell(5, place).fill.start_color.rgb[2:] for place in (1, 2, 3)]
    assert fills == ["F8CBAD", "FFF2CC", "000000"]
    assert sheet["C4"].data_type == "s"


def test_the_rows_come_back_as_text_with_their_numbers(give):
    assert give(f"\n{TWO}\nN A,x,\n", "--report", "xem.csv").code == 3
    lines = list(csv.reader((give.cli.folder / "xem.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [line[:1] for line in lines] == [[], ["code"], ["TH"], ["NA"], [], ["N A"]]
    assert lines[1][3] == FOUND
    assert "N A is not a code" in lines[5][3]


def test_cells_beyond_the_headings_come_back_too(give):
    give("code,name\nTH,VKSND tỉnh,Thanh Hóa\n", "--report", "xem.csv")
    give("code,name\nTH,VKSND tỉnh,Thanh Hóa\n", "--report", "xem.xlsx")
    lines = list(csv.reader((give.cli.folder / "xem.csv").read_text(encoding="utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(give.cli.folder / "xem.xlsx").active
    said = "has 3 cells, the headings have 2"
    assert lines == [["code", "name", "", FOUND], ["TH", "VKSND tỉnh", "Thanh Hóa", said]]
    assert [cell.value for cell in sheet[2]] == lines[1]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_mended_in_the_report_are_taken_in_from_it(give, ending):
    assert give(f"{TWO}H T,VKSND tỉnh Hà Tĩnh,\n", "--report", f"xem.{ending}").code == 3
    path = give.cli.folder / f"xem.{ending}"
    if ending == "xlsx":
        made = openpyxl.load_workbook(path)
        made.active["A4"] = "HT"
        made.save(path)
    else:
        path.write_text(path.read_text(encoding="utf-8-sig").replace("H T", "HT"), encoding="utf-8")
    done = give.cli("import", "units", path, "--format", "json")
    assert (done.code, done.json["new"], done.json["warnings"]) == (0, 3, [])


def test_a_report_holds_whatever_a_file_held(give):
    rows = [{"code": "TH", "name": "a\x00b\ud800", "aliases": ["=1", "x"], "short": "x" * 40_000, "order": 1e300}]
    assert give(json.dumps(rows), "--report", "xem.xlsx", name="units.json").code == 3
    sheet = openpyxl.load_workbook(give.cli.folder / "xem.xlsx").active
    assert sheet["B2"].value == "a\ufffdb\ufffd"
    assert len(sheet["D2"].value) == 32_767


def test_a_report_is_written_for_good_rows_too_and_never_over_another_file(give):
    assert give(TWO, "--report", "xem.csv", "--dry-run").code == 0
    assert give(TWO, "--report", "xem.csv").code == 9
    assert give(TWO, "--report", "xem.csv", "--force").code == 0
    assert give(TWO, "--report", "xem.pdf").code == 2
    assert give(TWO, "--report", "nowhere/xem.csv").code == 4


def test_where_the_report_cannot_be_written_nothing_is(give, monkeypatch):
    monkeypatch.setattr("emulation_cli.exchange.publish.flush", _full)
    before = give.cli.db.read_bytes()
    assert give(TWO, "--report", "xem.csv").code == 8
    assert give.cli.db.read_bytes() == before


def _full(path):
    raise OSError(28, "No space left on device", str(path))


# -- what would change ------------------------------------------------------------------------------------------------


def test_a_dry_run_says_field_by_field_what_would_change(give):
    give(TWO)
    done = give(TWO.replace("Nghệ An,", "Nghệ An mới,Nghệ An"), "--dry-run", "--update", "--format", "json")
    row = {"row": 3, "entity": "unit NA"}
    assert done.json["changes"] == [
        {**row, "field": "name", "before": "VKSND tỉnh Nghệ An", "after": "VKSND tỉnh Nghệ An mới"},
        {**row, "field": "short", "before": "", "after": "Nghệ An"},
    ]
    shown = give(TWO.replace("Nghệ An,", "Nghệ An mới,"), "--dry-run", "--update").out
    assert "VKSND tỉnh Nghệ An mới" in shown
    assert copies_of(give.cli) == []


def test_before_stored_rows_change_the_register_is_copied(give):
    give(TWO)
    before = give.cli.db.read_bytes()
    done = give(TWO.replace("Nghệ An,", "Nghệ An mới,"), "--update")
    (copy,) = copies_of(give.cli)
    assert copy in done.err
    path = give.cli.folder / copy
    assert path.stat().st_mode & 0o777 == 0o600
    assert give.cli.db.read_bytes() != before
    assert give.cli.json("unit", "show", "NA", "--db", path)["name"] == "VKSND tỉnh Nghệ An"
    give.cli.ok("check", "--db", path)


def test_the_copy_stays_where_a_change_stands_whose_last_flush_failed(give, monkeypatch):
    give(TWO)
    commit = Session.commit

    def not_flushed(session):
        commit(session)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_DIR_FSYNC
        raise error

    monkeypatch.setattr(Session, "commit", not_flushed)
    done = give(TWO.replace("Nghệ An,", "Nghệ An mới,"), "--update")
    assert done.code == 8
    assert done.err.endswith("Check the disk, then see with emulation log whether the change was made.\n")
    (copy,) = copies_of(give.cli)
    named = [give.cli.json("unit", "show", "NA", "--db", path)["name"] for path in (give.cli.db, copy)]
    assert named == ["VKSND tỉnh Nghệ An mới", "VKSND tỉnh Nghệ An"]


@pytest.mark.parametrize("options", [[], ["--update"], ["--skip-bad"]])
def test_without_a_change_to_stored_rows_nothing_is_copied(give, options):
    give(TWO)
    give(f"{TWO}HT,VKSND tỉnh Hà Tĩnh,\n", *options)
    give(TWO.replace("NA,", "N A,"), "--update")
    assert copies_of(give.cli) == []


def test_only_the_newest_copies_stay(give):
    give(TWO)
    for number in range(copies.KEPT + 3):
        give(TWO.replace("Nghệ An,", f"Nghệ An {number},"), "--update")
    found = copies_of(give.cli)
    assert len(found) == copies.KEPT
    assert found[-1] == f"register.before-import-{copies.KEPT + 4:06}.db"


# -- what looks odd ---------------------------------------------------------------------------------------------------


def test_a_name_in_another_spelling_is_understood_and_told(cum6):
    cum6.folder.joinpath("p.csv").write_text("code,name,unit\nA,Nguyễn Văn A,VKSND tỉnh Thanh Hoá\n", encoding="utf-8")
    done = cum6("import", "people", "p.csv", "--format", "json")
    assert (done.code, done.json["new"]) == (0, 1)
    (note,) = done.json["warnings"]
    assert (note["row"], note["column"], note["rule"]) == (2, "unit", "spelling")
    assert "TH" in note["message"]
    assert cum6.json("person", "list")[0]["unit"] == "TH"


@pytest.mark.parametrize("name", ["Viện kiểm sát nhân dân tỉnh Thanh Hóa", "VKSND Thanh Hóa", "VKSND tinh Thanh Hoa"])
def test_a_name_that_is_only_alike_is_settled_by_an_alias(cum6, name):
    cum6.folder.joinpath("p.csv").write_text(f"code,name,unit\nA,Nguyễn Văn A,{name}\n", encoding="utf-8")
    said = cum6.refused(3, "import", "people", "p.csv")
    assert "it may be TH" in said
    assert f'emulation unit alias TH "{name}"' in said
    assert name in cum6.json("unit", "alias", "TH", name)["aliases"]
    assert cum6.json("import", "people", "p.csv")["new"] == 1


def test_an_alias_means_one_unit(cum6):
    cum6.ok("unit", "alias", "TH", "Xứ Thanh", "VKS Thanh Hóa")
    before = cum6.db.read_bytes()
    assert "already" in cum6("unit", "alias", "TH", "Xứ Thanh").err
    assert cum6.db.read_bytes() == before
    assert "already names TH" in cum6.refused(3, "unit", "alias", "NA", "xu thanh")
    assert "already names NA" in cum6.refused(3, "unit", "alias", "TH", "NA")
    cum6.refused(4, "unit", "alias", "XX", "x")


def test_a_unit_typed_by_hand_that_looks_like_another_is_told(cum6):
    done = cum6("unit", "add", "T2", "Viện kiểm sát nhân dân tỉnh Thanh Hoá")
    assert done.code == 0
    assert "may be the same as TH" in done.err
    assert "emulation unit remove T2" in done.err


def test_two_new_rows_that_look_alike_are_told(give):
    done = give(HEAD + "A,UBND P. Bến Nghé,\nB,Ủy ban nhân dân phường Bến Nghé,\n")
    assert "row 3, name: may be the same as A" in done.err


# -- lines, sheets, places --------------------------------------------------------------------------------------------


def test_one_object_a_line_is_read_with_the_numbers_of_the_lines(give):
    lines = '{"code": "TH", "name": "VKSND tỉnh Thanh Hóa"}\n\n{"code": "N A", "name": "x"}\n'
    done = give(lines, "--format", "json", name="units.jsonl")
    assert [(error["row"], error["column"]) for error in done.json["errors"]] == [(3, "code")]
    assert give(lines.replace("N A", "NA"), name="units.jsonl").code == 0
    assert "row 2" in give('{"code": "TH"}\n{"code": }\n', name="units.jsonl").err


def test_one_object_on_standard_input_is_one_row(register, monkeypatch):
    text = '{\n  "code": "TH",\n  "name": "VKSND tỉnh Thanh Hóa"\n}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert register.json("import", "units", "-")["new"] == 1


@pytest.mark.parametrize("above", [["Năm thi đua", "C6/2023"], ["Năm thi đua: C6/2023"], ["year:", None, "c6/2023"]])
def test_what_stands_above_the_headings_holds_for_every_row(cum6, above):
    rows = (["BIỂU HỘI NGHỊ"], above, [], ["code", "kinds", "on"], ["M1", "midyear", "30/06/2023"])
    (cum6.folder / "m.xlsx").write_bytes(book(*rows))
    assert cum6.json("import", "meetings", "m.xlsx")["new"] == 1
    assert cum6.json("meeting", "show", "M1")["kinds"] == ["midyear"]


def test_hidden_rows_are_left_out_or_taken_in_as_was_said(give):
    made = openpyxl.Workbook()
    for row in (["Mã", "Tên đơn vị"], ["TH", "VKSND tỉnh Thanh Hóa"], ["NA", "VKSND tỉnh Nghệ An"]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.save(give.cli.folder / "units.xlsx")
    data = (give.cli.folder / "units.xlsx").read_bytes()
    assert give(data, "--hidden", "maybe", name="units.xlsx").code == 2
    skipped = give(data, "--hidden", "skip", name="units.xlsx")
    assert "left out, as hidden: rows: 3" in skipped.err
    assert [unit["code"] for unit in give.cli.json("unit", "list")] == ["TH"]
    assert "taken in, though hidden" in give(data, "--hidden", "include", name="units.xlsx").err
    assert len(give.cli.json("unit", "list")) == 2


def test_a_file_that_changes_while_it_is_read_is_refused(give, monkeypatch):
    stamps = iter([(1, 1), (2, 2)])
    monkeypatch.setattr(readers, "stamp", lambda file: next(stamps))
    done = give(TWO)
    assert (done.code, done.err) == (
        3,
        "units.csv was changed while it was read\nClose it in the program that writes it, and import it again.\n",
    )


def test_a_file_larger_than_any_that_is_read_is_refused(give, monkeypatch):
    monkeypatch.setattr(readers, "LARGEST_FILE", 20)
    done = give(TWO)
    assert (done.code, done.err) == (3, "units.csv is larger than 20 bytes\n")


def test_a_file_that_the_system_does_not_give_is_told(register):
    done = register("import", "units", "/proc/self/mem")
    assert (done.code, done.err) == (8, "mem: Input/output error\n")


def test_a_pipe_is_read_like_a_file(register):
    path = register.folder / "units.csv"
    os.mkfifo(path)
    with subprocess.Popen([sys.executable, "-c", f"open({str(path)!r}, 'w').write({TWO!r})"]):
        assert register.json("import", "units", path)["new"] == 2


# -- how far it is ----------------------------------------------------------------------------------------------------


def many(register):
    text = HEAD + "".join(f"U{number},Đơn vị số {number},\n" for number in range(output.MANY + 50))
    (register.folder / "many.csv").write_text(text, encoding="utf-8")
    return ["import", "units", "many.csv", "--dry-run"]


def told(words):
    """What a command writes on standard error where that is a terminal."""
    code, said = on_terminal.shown(words, streams={"stdout": subprocess.DEVNULL})
    assert code == 0
    return said


def test_a_long_file_shows_how_far_it_is_on_a_terminal_and_nowhere_else(register):
    words = many(register)
    assert f"{output.MANY + 50}/{output.MANY + 50}" in told(words)
    assert f"/{output.MANY + 50}" not in told([*words, "--quiet"])
    quiet = subprocess.run([*on_terminal.COMMAND, *words], capture_output=True, text=True, check=True)
    assert "/250" not in quiet.stderr + quiet.stdout
    assert "250 rows, 250 new" in quiet.stderr


# -- what looks like something else -----------------------------------------------------------------------------------


def test_yes_and_no_are_no_text(give):
    done = give(book(["code", "name"], [True, "VKSND"], ["TH", False]), "--format", "json", name="units.xlsx")
    assert [(error["row"], error["column"]) for error in done.json["errors"]] == [(2, "code"), (3, "name")]


def test_a_text_that_looks_like_an_escaped_letter_goes_out_and_comes_back(register):
    name = "a_x000D_b _x005F_ _x41_"
    register.ok("unit", "add", "TH", name)
    register.ok("export", "units", "-o", "u.xlsx")
    assert register.json("import", "units", "u.xlsx")["unchanged"] == 1
    assert register.json("unit", "show", "TH")["name"] == name


def test_what_was_taken_from_above_the_headings_is_told(cum6):
    (cum6.folder / "p.xlsx").write_bytes(book(["Đơn vị", "TH"], [], ["code", "name"], ["A", "Nguyễn Văn A"]))
    done = cum6("import", "people", "p.xlsx")
    assert "holds for every row that does not say: Đơn vị TH" in done.err
    assert cum6.json("person", "list")[0]["unit"] == "TH"


def test_a_choice_is_understood_in_words_and_told_in_both(cum6):
    cum6.folder.joinpath("m.csv").write_text("code,kinds,on,mode\nM1,midyear,30/06/2023,Trực tuyến\n", encoding="utf-8")
    cum6.ok("import", "meetings", "m.csv", "--year", "C6/2023")
    assert cum6.json("meeting", "show", "M1")["mode"] == "online"
    assert "online (trực tuyến)" in cum6.refused(2, "meeting", "edit", "M1", "--mode", "x")


def test_a_file_that_only_looks_old_is_taken_in_when_that_is_said(give):
    text = HEAD + "A,Bö Cö Dö,\n"
    assert "--encoding utf-8" in give(text).err
    assert give(text, "--encoding", "utf-8").code == 0
    assert give(book(["code", "name"], ["B", "Bö Cö Dö"]), "--encoding", "utf-8", name="units.xlsx").code == 0


def test_an_empty_file_of_lines_has_no_rows(give):
    assert "has no rows" in give("\n", name="units.jsonl").err
