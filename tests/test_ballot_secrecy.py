"""Secret means sums only: nothing before the seal, and never a slip, an order or a remnant."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import tempfile

import pytest

from emulation_cli import app
from emulation_cli.ballots import queries, sealing

SIX = ["TH", "NA", "HT", "QB", "QT", "TTH"]
SUMS = {"returned": 1152, "invalid": 163, "valid": 989, "agree": 713, "disagree": 127, "blank": 149}
WORDS = ("--returned", 1152, "--invalid", 163, "--votes", "1=713/127/149", "--note", "còn lại không nộp")
A_SUM = re.compile(rf"(?<![0-9a-f])({'|'.join(str(number) for number in SUMS.values())})(?![0-9a-f])")
KEPT: dict[str, bytes] = {}


def built(cli, request, key, nominees, *roll):
    """B1 open, made once and then copied."""
    if key not in KEPT:
        request.getfixturevalue("cum6")
        cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
        cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
        cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
        for unit in SIX[:nominees]:
            cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
        cli.ok("ballot", "teller", "B1", "Người kiểm phiếu")
        if roll:
            cli.ok("ballot", "roll", "B1", *roll)
        for verb in ("freeze", "open"):
            cli.ok("ballot", verb, "B1")
        KEPT[key] = cli.db.read_bytes()
    cli.db.write_bytes(KEPT[key])
    return cli


@pytest.fixture
def council(cli, request):
    """A council so large that none of its sums could stand anywhere by chance."""
    return built(cli, request, "council", 1, "--entitled-number", 1300, "--present-number", 1200)


@pytest.fixture
def block(cli, request):
    """Five nominees, six members, nobody marked present yet."""
    return built(cli, request, "block", 5)


def counted(cli):
    cli.ok("ballot", "close", "B1")
    return cli.ok("ballot", "count", "B1", *WORDS, "--format", "json")


# -- before and after the seal ----------------------------------------------------------------------------------------


def said_everywhere(cli):
    """All that the program says of a register: every way to show, list, log, search and export."""
    commands = [
        ("ballot", "show", "B1"),
        ("ballot", "rule", "B1"),
        ("ballot", "roll", "B1"),
        ("ballot", "list", "C6/2023"),
        ("meeting", "show", "SK"),
        ("nomination", "list", "C6/2023"),
        ("commendation", "list"),
        ("log", "--limit", 500),
    ]
    commands += [("log", "show", entry["seq"]) for entry in cli.json("log", "--limit", 500)]
    said = [cli.ok(*words, "--format", form) for words in commands for form in ("table", "json", "csv")]
    if "search" in app.COMMANDS:
        said += [cli.ok("search", text, "--format", "json") for text in ("B1", "SK", "còn lại")]
    for kind in app.KINDS:
        for ending in ("csv", "json"):
            out = cli.folder / f"out.{ending}"
            cli.ok("export", kind, "-o", out, "--force", "--quiet")
            said.append(out.read_text())
    return "\n".join(said)


def test_before_the_seal_no_sum_is_told_anywhere(council):
    said = counted(council) + said_everywhere(council)
    assert "counted" in said
    assert A_SUM.findall(said) == []


def test_after_the_seal_the_sums_are_told(council):
    counted(council)
    council.ok("ballot", "seal", "B1")
    assert set(A_SUM.findall(said_everywhere(council))) == {str(number) for number in SUMS.values()}


def audited(cli):
    with sqlite3.connect(cli.db) as raw:
        rows = raw.execute(
            "SELECT verb, coalesce(before, '') || coalesce(after, '') || coalesce(reason, '') FROM audit"
        )
        said = rows.fetchall() + raw.execute("SELECT 'change', coalesce(before, '') || after FROM change").fetchall()
    raw.close()
    return said


def test_the_audit_holds_no_sum_before_the_seal_and_all_of_them_with_it(council):
    counted(council)
    assert [said for _verb, said in audited(council) if A_SUM.search(said)] == []
    council.ok("ballot", "seal", "B1")
    ((verb, said),) = [one for one in audited(council) if A_SUM.search(one[1])]
    assert verb == "ballot seal"
    entry = json.loads(said[said.index("}{") + 1 :])
    assert [entry[key] for key in ("returned", "invalid", "valid")] == [1152, 163, 989]
    assert entry["nominees"] == [[1, 713, 127, 149, "passed"]]
    assert entry["fingerprint"] == council.json("ballot", "show", "B1")["fingerprint"]


def test_sealing_twice_changes_nothing(council):
    counted(council)
    council.ok("ballot", "seal", "B1")
    before, head = council.db.read_bytes(), council.json("log", "verify")
    assert council.json("ballot", "seal", "B1") == council.json("ballot", "show", "B1")
    assert council.db.read_bytes() == before
    assert council.json("log", "verify") == head


# -- no order ---------------------------------------------------------------------------------------------------------

HEAD = "1,2,3,4,5\n"
SLIPS = [
    "agree,blank,disagree,agree,blank",
    "disagree,disagree,agree,blank,agree",
    "invalid,invalid,invalid,invalid,invalid",
    "agree,agree,agree,agree,agree",
    "blank,agree,agree,disagree,disagree",
    "agree,blank,agree,agree,disagree",
]


def voted(cli, slips, units, folder):
    """The register after roll, close, tally (bytes before the seal) and seal (bytes after)."""
    (folder / "slips.csv").write_text(HEAD + "\n".join(slips) + "\n")
    cli.ok("ballot", "roll", "B1", "--present", ",".join(units[:4]), "--written", ",".join(units[4:]))
    cli.ok("ballot", "close", "B1")
    cli.ok("ballot", "tally", "B1", folder / "slips.csv")
    before = cli.db.read_bytes()
    cli.ok("ballot", "seal", "B1")
    return before, cli.db.read_bytes()


def test_any_order_of_the_slips_and_of_the_units_leaves_the_same_bytes(block, tmp_path, monkeypatch):
    left = set()
    for number in range(6):
        folder = tmp_path / f"order-{number}"
        folder.mkdir()
        block.db = folder / "register.db"
        block.db.write_bytes(KEPT["block"])
        monkeypatch.setenv("EMULATION_DB", str(block.db))
        shuffle = random.Random(number).sample
        there, writing = shuffle(SIX[:4], 4), shuffle(SIX[4:], 2)
        left.add(voted(block, shuffle(SLIPS, len(SLIPS)), there + writing, folder))
    assert len(left) == 1


def test_other_slips_leave_other_bytes(block, tmp_path):
    first = voted(block, SLIPS, SIX, tmp_path)
    block.db.write_bytes(KEPT["block"])
    assert voted(block, [SLIPS[1], *SLIPS[1:]], SIX, tmp_path)[1] != first[1]


# -- no remnant -------------------------------------------------------------------------------------------------------


def found(folder, text):
    """The files below a folder that hold a text in any usual encoding."""
    forms = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.fixture
def places(block, tmp_path_factory, monkeypatch):
    """The register's folder and the one for temporary files; the slips come from neither."""
    temporary, source = tmp_path_factory.mktemp("temporary"), tmp_path_factory.mktemp("source")
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return block.folder, temporary, source


def test_no_slip_is_left_in_any_file_or_message(block, places):
    folder, temporary, source = places
    (source / "slips.csv").write_text(HEAD + "\n".join(SLIPS) + "\n")
    (source / "serial.csv").write_text("serial," + HEAD + "\n".join(f"SO-77{n}31,{s}" for n, s in enumerate(SLIPS)))
    block.ok("ballot", "roll", "B1", "--present", "all")
    block.ok("ballot", "close", "B1")
    runs = [block("ballot", "tally", "B1", source / "serial.csv"), block("ballot", "tally", "B1", source / "slips.csv")]
    runs += [block("ballot", "seal", "B1", "--format", form) for form in ("table", "json")]
    assert [run.code for run in runs] == [3, 0, 0, 0]
    for pattern in [*SLIPS, *(slip.replace(",", '","') for slip in SLIPS), "SO-77"]:
        assert [run for run in runs if pattern in run.out + run.err] == []
        assert found(folder, pattern) + found(temporary, pattern) == [], pattern
    assert [path.name for path in folder.iterdir() if "register" in path.name] == ["register.db"]


def test_the_scan_for_slips_finds_what_is_planted(block, places):
    folder, temporary, _source = places
    (temporary / "left-over").write_text(f"x{SLIPS[0]}", encoding="utf-16")
    block.ok("unit", "edit", "TH", "--short", SLIPS[1])
    assert found(temporary, SLIPS[0]) == ["left-over"]
    assert found(folder, SLIPS[1]) == ["register.db"]


def left_to_clean(cli):
    """(the marker of a seal that waits for its cleaning, pages that are free)."""
    raw = sqlite3.connect(cli.db)
    marker = raw.execute("SELECT value FROM setting WHERE key = ?", (queries.TO_CLEAN,)).fetchone()
    free = raw.execute("PRAGMA freelist_count").fetchone()[0]
    raw.close()
    return marker, free


def with_free_pages(cli):
    counted(cli)
    raw = sqlite3.connect(cli.db)
    raw.executescript("CREATE TABLE filler (text); INSERT INTO filler VALUES (zeroblob(40000)); DROP TABLE filler")
    raw.close()
    assert left_to_clean(cli)[1] > 0
    return cli


def test_a_seal_rewrites_the_file_without_free_pages(council):
    cli = with_free_pages(council)
    cli.ok("ballot", "seal", "B1")
    assert left_to_clean(cli) == (None, 0)


def reader_of(path):
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM ballot").fetchone()
    return reader


def test_a_reader_who_comes_between_keeps_the_file_from_being_cleaned_but_not_the_seal(council, monkeypatch):
    cli = with_free_pages(council)
    readers = []
    clean = sealing.clean

    def clean_while_read(path, wait):
        readers.append(reader_of(path))
        clean(path, wait)

    monkeypatch.setattr(sealing, "clean", clean_while_read)
    message = cli.refused(5, "ballot", "seal", "B1", "--wait", "0")
    monkeypatch.setattr(sealing, "clean", clean)
    assert "sealed" in message
    assert cli.json("ballot", "show", "B1")["state"] == "sealed"
    cli.refused(5, "ballot", "seal", "B1", "--wait", "0")
    readers[0].close()
    assert left_to_clean(cli)[0] is not None
    head = cli.json("log", "verify")
    cli.ok("ballot", "seal", "B1")
    assert left_to_clean(cli) == (None, 0)
    assert cli.json("log", "verify") == head


def test_a_reader_who_was_there_before_keeps_the_ballot_from_being_sealed_at_all(council):
    cli = with_free_pages(council)
    reader = reader_of(cli.db)
    cli.refused(5, "ballot", "seal", "B1", "--wait", "0")
    assert cli.json("ballot", "show", "B1")["state"] == "counted"
    reader.close()
    cli.ok("ballot", "seal", "B1")
    assert left_to_clean(cli) == (None, 0)
