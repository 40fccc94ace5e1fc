"""Canaries in a secret ballot: before the seal no sum leaves the register, and a slip is never anywhere.

Four kinds of slips, thousands of each, are looked for in every file, unpacked, and in all that the commands say: as
typed, or as marks one after another whatever stands between them. What a careless program leaves is found by that scan.
"""

import io
import random
import re
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing

import openpyxl
import pytest

from emulation_cli import app
from emulation_cli.kernel import audit
from emulation_cli.kernel.writing import Writer

SIX = ["TH", "NA", "HT", "QB", "QT", "TTH"]
BOX = {"bdbaad": 1187, "aabdba": 1223, "dabbda": 1361, "babadd": 1447, "iiiiii": 1013}
"""The slips by their marks, in the order of the nominees: agree, disagree, blank, invalid."""
TYPED = {"a": "aGrEe", "d": "dIsAgReE", "b": "bLaNk", "i": "iNvAlId"}
NOTE, REASON = "ba phiếu gấp làm tư", "đếm sót một hòm phiếu"


def sum_of(place, mark):
    return sum(number for kind, number in BOX.items() if kind[place] == mark)


RETURNED, INVALID = sum(BOX.values()), BOX["iiiiii"]
SUMS = [[sum_of(place, mark) for mark in "adb"] for place in range(6)]
NUMBERS = {str(one) for numbers in ([RETURNED, INVALID, RETURNED - INVALID], *SUMS) for one in numbers if one}
A_SUM = re.compile(rf"(?<![0-9a-f])({'|'.join(sorted(NUMBERS))})(?![0-9a-f])")
COUNT = ("ballot", "count", "B1", "--returned", RETURNED, "--invalid", INVALID, "--votes")
VOTES = ",".join(f"{place}={agree}/{disagree}/{blank}" for place, (agree, disagree, blank) in enumerate(SUMS, start=1))


def box(seed=1):
    """All slips in some order, each as its marks."""
    slips = [kind for kind, number in BOX.items() for _ in range(number)]
    random.Random(seed).shuffle(slips)
    return slips


def text_of(slips):
    return "1,2,3,4,5,6\n" + "".join(",".join(TYPED[mark] for mark in slip) + "\n" for slip in slips)


# -- the scan ---------------------------------------------------------------------------------------------------------

SPELLED = re.compile("|".join(TYPED.values()).encode())
MARKS = re.compile(rb"disagree|agree|blank|invalid")
COLUMNS = ["".join(slip[place] for slip in box()[:9]) for place in range(6)]
TRACES = [*(kind for kind in BOX if kind != "iiiiii"), *COLUMNS]
"""Marks one after another that only a slip has, or the first nine slips for one nominee."""


def slips_in(*pieces):
    """What of a slip, or of the order of the slips, stands in any of some bytes."""
    traces = []
    for data in (piece.replace(b"\0", b"") for piece in pieces):  # UTF-16 too
        marks = "".join(chr(mark[0]) for mark in MARKS.findall(data.lower()))
        traces += SPELLED.findall(data) + [trace for trace in TRACES if trace in marks or trace[::-1] in marks]
    return traces


def sums_in(*pieces):
    return set(A_SUM.findall(b"\n".join(pieces).decode(errors="replace")))


def parts(path):
    """The bytes of a file; of a workbook, those of each part."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def found(folder):
    """The files below a folder in which something of a slip stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if slips_in(*parts(path)))


READS = """ballot show B1|ballot rule B1|ballot list C6/2023|ballot roll B1|meeting show SK|nomination list C6/2023
year show C6/2023|search B1|search C6|award list|commendation list|check|log --limit 500|log verify|ballot verify B1"""
REFUSED = """ballot count B1 --returned 9|ballot seal B9|ballot vote B1 TH 1=agree|ballot verify B1 --fingerprint 00
ballot second-round B1 B2|ballot unfreeze B1 --reason x|ballot close B1|ballot roll B1 --present-number 7
ballot edit B1 --mode hands|ballot remove B1 --yes|ballot rule B1 --seats 1|ballot count B1 --consensus"""


def commands(cli):
    """Every way to read a ballot, and verbs that are refused whatever its state."""
    for words in re.split(r"[|\n]", READS):
        yield from ((*words.split(), "--format", form) for form in ("table", "json", "csv"))
    yield from ((*words.split(), "--debug") for words in re.split(r"[|\n]", REFUSED))
    yield from (("log", "show", entry["seq"]) for entry in cli.json("log", "--limit", 8))
    yield from (("export", "summary", "C6/2023", "-o", f"out/{lang}.xlsx", "--lang", lang) for lang in ("vi", "en"))
    yield from (("export", kind, "-o", f"out/{kind}.{end}") for kind in app.KINDS for end in ("csv", "json", "xlsx"))


def told(cli):
    """All that the commands say and export, each file unpacked."""
    out, before = cli.folder / "out", cli.db.read_bytes()
    out.mkdir()
    done = [cli(*words) for words in commands(cli)]
    files = list(out.iterdir())
    assert (cli.db.read_bytes(), len(files)) == (before, 3 * len(app.KINDS) + 2)
    return [*((one.out + one.err).encode() for one in done), *(part for file in files for part in parts(file))]


KEPT: dict[str, bytes] = {}
STEPS = {
    "frozen": ("ballot", "freeze", "B1"),
    "open": ("ballot", "open", "B1"),
    "closed": ("ballot", "close", "B1"),
    "counted": (*COUNT, VOTES, "--note", NOTE),
    "sealed": ("ballot", "seal", "B1"),
    "superseded": ("ballot", "supersede", "B1", "B2", "--reason", REASON, "--yes"),
}


def built(cli):
    """A council's ballot on six units, kept at each of its states."""
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/5", "--of", "members")
    for unit in SIX:
        cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
    cli.ok("ballot", "teller", "B1", "Người kiểm phiếu một")
    cli.ok("ballot", "roll", "B1", "--entitled-number", 8000, "--present-number", 7000)
    for state, words in STEPS.items():
        cli.ok(*words)
        KEPT[state] = cli.db.read_bytes()
    cli.db.write_bytes(KEPT["closed"])
    cli.ok("ballot", "void", "B1", "--reason", REASON, "--yes")
    KEPT["void"] = cli.db.read_bytes()


@pytest.fixture
def at(cli, request, tmp_path, monkeypatch):
    """The register with B1 in a state; temporary files have a folder beside it."""
    if not KEPT:
        built(request.getfixturevalue("cum6"))
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)

    def bring(state):
        cli.db.write_bytes(KEPT[state])
        return cli

    return bring


@pytest.fixture
def tallied(at, tmp_path_factory, monkeypatch):
    """Tallies slips into the closed B1, from a file elsewhere or from standard input; what was said."""

    def tally(slips, *more, stdin=False):
        source = tmp_path_factory.mktemp("elsewhere") / "slips.csv"
        source.write_text(text_of(slips))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source.read_bytes())))
        done = at("closed")("ballot", "tally", "B1", "-" if stdin else source, "--note", NOTE, *more)
        assert done.code == 0, done.err
        return (done.out + done.err).encode()

    return tally


def test_before_the_seal_nothing_that_is_told_or_exported_holds_a_sum_a_note_or_a_slip(cli, tallied):
    said = [tallied(box(), "--format", "json"), *told(cli)]
    assert (b"counted" in said[0], NOTE.encode() in b"".join(said)) == (True, False)
    assert (sums_in(*said), slips_in(*said), found(cli.folder)) == (set(), [], [])


@pytest.mark.parametrize("more", [(), ("--reason", REASON)])
def test_before_the_seal_a_recount_tells_nothing_of_the_count_before(cli, at, more):
    at("counted")
    votes = ",".join(f"{place}=3000/0/0" for place in range(1, 7))
    done = cli("ballot", "count", "B1", "--returned", 3000, "--votes", votes, "--note", "khác", *more)
    said = done.out + done.err + cli.ok("log", "--format", "json")
    assert (done.code, sums_in(said.encode())) == (0 if more else 3, set())
    assert [text for text in (NOTE, REASON) if text in said] == []


def test_while_a_tally_is_written_neither_journal_nor_temporary_file_holds_a_slip(cli, tallied, monkeypatch):
    append, seen = audit.append, {}

    def watched(*given, **named):
        append(*given, **named)
        seen.update({path.name: slips_in(path.read_bytes()) for path in cli.folder.rglob("*") if path.is_file()})

    monkeypatch.setattr(audit, "append", watched)
    tallied(box())
    assert seen == {"register.db": [], "register.db-journal": []}


def shuffled_by_nominee(slips, seed):
    """Other slips with the same sums: the marks of each nominee dealt anew among the valid ones."""
    deal = random.Random(seed)
    valid = [slip for slip in slips if slip != "iiiiii"]
    columns = [deal.sample(column, len(column)) for column in zip(*valid, strict=True)]
    return ["iiiiii"] * (len(slips) - len(valid)) + ["".join(marks) for marks in zip(*columns, strict=True)]


def test_the_register_depends_on_the_sums_alone(cli, tallied):
    left, others = set(), [(shuffled_by_nominee(box(1), seed), True) for seed in (3, 4)]
    for slips, stdin in [(box(1), False), (box(1), True), (box(2), False), *others]:
        assert slips_in(tallied(slips, stdin=stdin)) == []
        before = cli.db.read_bytes()
        cli.ok("ballot", "seal", "B1")
        left.add((before, cli.db.read_bytes()))
    assert len(left) == 1


def rows_by_table(cli):
    with closing(sqlite3.connect(cli.db)) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def test_thousands_of_slips_leave_one_count_and_one_row_of_sums_for_each_nominee(cli, at, tallied):
    before = rows_by_table(at("closed"))
    tallied(box())
    more = {name: number - before[name] for name, number in rows_by_table(cli).items() if number != before[name]}
    assert more == {"ballot_count": 1, "ballot_sum": 6, "audit": 1}


def test_after_the_seal_the_sums_are_told_and_still_no_slip(cli, tallied):
    tallied(box())
    cli.ok("ballot", "seal", "B1")
    said = told(cli)
    assert (sums_in(*said), NOTE.encode() in b"".join(said)) == (NUMBERS, True)
    assert (slips_in(*said), found(cli.folder)) == ([], [])


def backed_up(cli):
    """A plain copy of the register, and one that SQLite writes anew."""
    shutil.copyfile(cli.db, cli.folder / "plain.db")
    with closing(sqlite3.connect(cli.db)) as raw:
        raw.execute("VACUUM INTO ?", (str(cli.folder / "into.db"),))
    return found(cli.folder)


@pytest.mark.parametrize("verb", ["show", "seal"])
def test_no_copy_of_the_register_holds_a_slip(cli, tallied, verb):
    tallied(box())
    cli.ok("ballot", verb, "B1")
    assert backed_up(cli) == []


# -- the scan finds what a careless program leaves --------------------------------------------------------------------


def raw_sql(cli, *script):
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as raw:
        for sql in ("PRAGMA secure_delete = OFF", *script):
            raw.execute(sql) if isinstance(sql, str) else raw.executemany(*sql)


WORDS = {"a": "agree", "d": "disagree", "b": "blank", "i": "invalid"}
ROWS = ("INSERT INTO slip VALUES (?)", [(",".join(WORDS[mark] for mark in slip),) for slip in box()[:300]])
MARKED = ("INSERT INTO slip VALUES (?)", [(WORDS[mark],) for slip in box()[:300] for mark in slip])
PLANTED = ("BEGIN", "CREATE TABLE slip (text)")
DELETED = ("COMMIT", "DELETE FROM slip WHERE true", "DROP TABLE slip")


def in_a_workbook(cli):
    book = openpyxl.Workbook()
    for slip in box()[:9]:
        book.active.append([WORDS[mark] for mark in slip])
    book.save(cli.folder / "left.xlsx")


CARELESS = {
    "a row for each slip, deleted again": lambda cli: raw_sql(cli, *PLANTED, ROWS, *DELETED),
    "a row for each mark, deleted again": lambda cli: raw_sql(cli, *PLANTED, MARKED, *DELETED),
    "a journal that stays": lambda cli: raw_sql(
        cli, "PRAGMA secure_delete = ON", "PRAGMA journal_mode = PERSIST", *PLANTED, ROWS, *DELETED[:2]
    ),
    "a workbook": in_a_workbook,
    "a temporary file": lambda cli: (cli.folder / "temporary" / "x").write_text(text_of(box()[:1]), "utf-16"),
}
LEFT = ["register.db", "register.db", "register.db-journal", "left.xlsx", "x"]


@pytest.mark.parametrize(("careless", "left"), [*zip(CARELESS, LEFT, strict=True)])
def test_the_scan_finds(at, careless, left):
    cli = at("counted")
    assert found(cli.folder) == []
    CARELESS[careless](cli)
    assert found(cli.folder) == [left]


def test_the_scan_finds_a_slip_and_a_sum_in_the_log(cli, at, monkeypatch):
    changed, slip = Writer.changed, [WORDS[mark] for mark in "bdbaad"]

    def talkative(writer, entity, before, after):
        changed(writer, entity, before, {**after, "returned": RETURNED, "first": slip})

    monkeypatch.setattr(Writer, "changed", talkative)
    at("closed").ok(*STEPS["counted"])
    said = told(cli)
    assert (set(slips_in(*said)), sums_in(*said), found(cli.folder)) == ({"bdbaad"}, {str(RETURNED)}, ["register.db"])


def test_a_seal_and_a_copy_written_anew_are_rid_of_what_was_deleted_and_a_plain_copy_is_not(at):
    cli = at("counted")
    CARELESS["a row for each slip, deleted again"](cli)
    assert backed_up(cli) == ["plain.db", "register.db"]
    cli.ok("ballot", "seal", "B1")
    assert found(cli.folder) == ["plain.db"]


def test_only_a_new_or_a_drafted_ballot_is_given_a_mode():
    verbs = app.load("ballot").commands.items()
    assert {name for name, verb in verbs if any("--mode" in one.opts for one in verb.params)} == {"new", "edit"}


@pytest.mark.parametrize("state", [*STEPS, "void"])
def test_no_verb_makes_a_frozen_secret_ballot_less_secret(at, state):
    cli = at(state)
    (cli.folder / "b.csv").write_text("code,year,meeting,mode,state\nB1,C6/2023,SK,named,draft\n")
    attempts = [("edit", "B1", "--mode", mode) for mode in ("hands", "named", "consensus")]
    attempts += [("new", "B1", "C6/2023", "--meeting", "SK", "--mode", "named"), ("remove", "B1", "--yes")]
    attempts += [("vote", "B1", "TH", "1=agree"), ("count", "B1", "--consensus")]
    for words in attempts:
        assert "B1" in cli.refused(3, "ballot", *words)
    for more in ((), ("--update",), ("--update", "--skip-bad")):
        assert cli("import", "ballots", "b.csv", *more).code == (0 if "--skip-bad" in more else 3)
    assert cli.db.read_bytes() == KEPT[state]
    assert cli.json("ballot", "show", "B1")["mode"] == "secret"


@pytest.mark.parametrize("state", [*STEPS, "void"])
def test_the_file_takes_no_named_vote_in_a_secret_ballot(at, state):
    with pytest.raises(sqlite3.IntegrityError):
        raw_sql(at(state), "INSERT INTO named_vote SELECT ballot.id, unit.id, 1, 'agree' FROM ballot, unit")
