"""The faults of a ballot by their numbers, 52 to 67 in the table of faults: refused whole, named, with the way on."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import openpyxl
import pytest

SIX = ["TH", "NA", "HT", "QB", "QT", "TTH"]
VERBS = {"freeze": "frozen", "open": "open", "close": "closed"}
WAY_BACK = {"frozen": "unfreeze", "open": "void", "closed": "void", "counted": "void", "sealed": "supersede"}
KEPT: dict[str, bytes] = {}


def drafted(cli, *options, line=("--threshold", "4/5", "--of", "members"), nominees=2, tellers=True):
    """B1 as a draft; of whom and how it is voted as the test needs it."""
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", *line, *options)
    for unit in SIX[:nominees]:
        cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
    if tellers:
        cli.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    return cli


def stepped(cli, *verbs):
    for verb in verbs or VERBS:
        cli.ok("ballot", verb, "B1")
    return cli


def count(*votes, returned=6, invalid=0, more=()):
    words = ",".join(f"{number}={vote}" for number, vote in enumerate(votes, start=1))
    return ("ballot", "count", "B1", "--returned", returned, "--invalid", invalid, "--votes", words, *more)


def sealed(cli, *words):
    cli.ok(*words)
    return cli.json("ballot", "seal", "B1")


@pytest.fixture
def at(cli, request):
    """The register with B1 in a state, or with the meeting alone; built once, then copied."""

    def bring(state):
        if not KEPT:
            request.getfixturevalue("cum6")
            cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
            cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
            cli.ok("meeting", "attend", "SK", "all")
            KEPT["meeting"] = cli.db.read_bytes()
            KEPT["draft"] = drafted(cli).db.read_bytes()
            KEPT.update((named, stepped(cli, verb).db.read_bytes()) for verb, named in VERBS.items())
            cli.ok(*count("6/0/0", "5/1/0"))
            KEPT["counted"] = cli.db.read_bytes()
            KEPT["sealed"] = stepped(cli, "seal").db.read_bytes()
        cli.db.write_bytes(KEPT[state])
        return cli

    return bring


def unwritten(cli, *words, parts=()):
    """A refusal (3) that leaves the register's bytes alone and says each of `parts`; its message."""
    before = cli.db.read_bytes()
    message = cli.refused(3, *words)
    assert cli.db.read_bytes() == before
    assert [part for part in parts if part not in message] == [], message
    return message


def blocked(cli, sql):
    """The file itself refuses a statement."""
    with closing(sqlite3.connect(cli.db)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(sql)


def summary(cli):
    """Every text of the year's summary, which repeats what a ballot says."""
    cli.ok("export", "summary", "C6/2023", "-o", "tong-hop.xlsx", "--force")
    book = openpyxl.load_workbook(cli.folder / "tong-hop.xlsx")
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


LACKING = {
    "nominees": (0, ("ballot", "nominate", "B1", "TH", "--award", "GK")),
    "tellers": (False, ("ballot", "teller", "B1", "Người kiểm phiếu một")),
    "line": ((), ("ballot", "rule", "B1", "--threshold", "80%", "--of", "members")),
}


@pytest.mark.parametrize("lacking", [("nominees",), ("tellers",), ("line",), tuple(LACKING)])
def test_52_a_freeze_without_nominee_teller_or_base_lists_each_with_its_command(at, lacking):
    cli = drafted(at("meeting"), **{key: LACKING[key][0] for key in lacking})
    mends = [LACKING[key][1] for key in lacking]
    parts = ["B1", *(f"emulation {' '.join(mend[:3])}" for mend in mends)]
    assert unwritten(cli, "ballot", "freeze", "B1", parts=parts).count("emulation") == len(lacking)
    for mend in mends:
        cli.ok(*mend)
    cli.ok("ballot", "freeze", "B1")


def test_52_a_threshold_without_base_and_a_nominee_named_twice_are_refused(at):
    unwritten(at("draft"), "ballot", "rule", "B1", "--threshold", "4/5", "--of", "", parts=["--of members"])
    unwritten(at("draft"), "ballot", "nominate", "B1", "TH", "--award", "GK", parts=["TH", "B1", "emulation ballot"])


@pytest.mark.parametrize("state", WAY_BACK)
@pytest.mark.parametrize("words", ["roll B1 --entitled TH,NA", "edit B1 --threshold 1/2", "edit B1 --mode hands"])
def test_53_entitled_threshold_and_mode_are_fixed_by_the_freeze(at, state, words):
    unwritten(at(state), "ballot", *words.split(), parts=["B1", state, f"emulation ballot {WAY_BACK[state]} B1"])


@pytest.mark.parametrize(("state", "first"), [("frozen", "open"), ("open", "close")])
def test_54_nothing_is_counted_before_the_close_and_so_before_the_written_slips_are_in(at, state, first):
    cli = at(state)
    cli.ok("ballot", "roll", "B1", "--present", "TH,NA,HT,QB", "--written", "QT")
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,blank\n" * 5)
    for words in (count("5/0/0", "0/0/5", returned=5), ("ballot", "tally", "B1", "slips.csv")):
        unwritten(cli, *words, parts=["B1", state, f"emulation ballot {first} B1"])
    stepped(cli, *list(VERBS)[list(VERBS).index(first) :])
    unwritten(cli, "ballot", "roll", "B1", "--written", "TTH", parts=["closed", "emulation ballot void B1"])
    unwritten(cli, *count("6/0/0", "6/0/0"), parts=["6 slips returned of 5 issued"])


@pytest.mark.parametrize("more", [(), ("--yes",), ("--note", "phiếu in thừa"), ("--reason", "đếm lại")])
def test_55_more_slips_returned_than_issued_are_refused_without_an_override(at, more):
    unwritten(at("closed"), *count("7/0/0", "7/0/0", returned=7, more=more), parts=["7 slips returned of 6 issued"])


def test_55_more_slips_issued_than_entitled_are_refused_by_the_command_and_by_the_file(at):
    words = ("--entitled-number", 15, "--present-number", 14, "--written-number", 2, "--yes")
    unwritten(at("draft"), "ballot", "roll", "B1", *words, parts=["14", "2", "15"])
    blocked(at("closed"), "UPDATE ballot SET issued = entitled + 1")


def test_56_what_does_not_add_up_is_refused_with_the_arithmetic(at):
    cli, parts = at("closed"), ["nominee 1: 6 + 0 + 0 = 6", "6 returned - 1 invalid = 5 valid"]
    unwritten(cli, *count("6/0/0", "5/0/0", invalid=1), parts=parts)
    unwritten(cli, *count("6/0/0", "3/1/1"), parts=["nominee 2: 3 + 1 + 1 = 5", "6 returned - 0 invalid = 6 valid"])
    unwritten(cli, *count("0/0/0", "0/0/0", returned=5, invalid=6), parts=["6 invalid of 5 returned"])


def test_55_56_a_count_that_is_refused_says_what_to_do_next(at):
    unwritten(at("closed"), *count("7/0/0", "5/0/0", returned=7), parts=["emulation ballot"])


def test_57_fewer_returned_than_issued_want_a_note_that_stands_wherever_the_result_does(at):
    cli, short = at("closed"), count("5/0/0", "5/0/0", returned=5)
    unwritten(cli, *short, parts=["5 slips returned of 6 issued", "--note"])
    assert sealed(cli, *short, "--note", "một phiếu không nộp lại")["note"] == "một phiếu không nộp lại"
    assert "một phiếu không nộp lại" in summary(cli)


def test_58_two_tellers_who_differ_are_told_the_nominee_and_both_numbers_and_nothing_is_sealed(at):
    cli = stepped(drafted(at("meeting"), "--double-entry"))
    cli.ok(*count("6/0/0", "5/1/0"))
    unwritten(cli, "ballot", "seal", "B1", parts=["second", "emulation ballot count B1 --entry 2"])
    cli.ok(*count("6/0/0", "4/1/1", more=("--entry", 2)))
    differ = ["nominee 2: 5/1/0 / 4/1/1", "emulation ballot count B1", "--reason"]
    assert "nominee 1" not in unwritten(cli, "ballot", "seal", "B1", parts=differ)


def council(cli, entitled, votes, line):
    drafted(cli, line=("--threshold", *line, "--of", "members"), nominees=len(votes))
    cli.ok("ballot", "roll", "B1", "--entitled-number", entitled, "--present-number", entitled)
    return sealed(stepped(cli), *count(*votes, returned=entitled))


@pytest.mark.parametrize(
    ("entitled", "line", "votes", "needed"),
    [
        (15, ["4/5"], ["12/3/0", "11/4/0"], 12),
        (15, ["80%", "--more-than"], ["13/2/0", "12/3/0"], 13),
        (29, ["90%"], ["27/2/0", "26/3/0"], 27),
        (30, ["9/10"], ["27/3/0", "26/0/4"], 27),
    ],
)
def test_59_the_line_is_reckoned_in_whole_numbers(at, entitled, line, votes, needed):
    shown = council(at("meeting"), entitled, votes, line)
    assert [row["outcome"] for row in shown["outcomes"]] == ["passed", "not-passed"]
    assert {(row["base"], row["needed"]) for row in shown["outcomes"]} == {(entitled, needed)}


def test_59_a_share_just_below_the_line_is_shown_cut_not_rounded(at):
    cli = at("meeting")
    council(cli, 29, ["26/3/0"], ["90%"])
    assert re.search(r"89,65|0\.8965\b", cli.ok("ballot", "show", "B1", "--lang", "vi") + summary(cli))


@pytest.mark.parametrize("turn", [1, -1])
def test_60_a_tie_at_the_last_place_is_an_outcome_whatever_the_order_of_the_rows(at, turn):
    cli = stepped(drafted(at("meeting"), "--seats", 2, line=("--threshold", "1/2", "--of", "valid"), nominees=4))
    shown = sealed(cli, *count(*["6/0/0", "5/1/0", "5/0/1", "1/5/0"][::turn]))
    assert [row["outcome"] for row in shown["outcomes"]] == ["passed", "tied", "tied", "not-passed"][::turn]
    assert "bằng phiếu" in summary(cli)
    assert [one["code"] for one in cli.json("ballot", "second-round", "B1", "B2")["nominees"]] == ["NA", "HT"]


def test_60_after_a_tie_a_second_round_is_offered(at):
    cli = stepped(drafted(at("meeting"), "--seats", 1))
    cli.ok(*count("6/0/0", "6/0/0"))
    assert "emulation ballot second-round B1" in cli("ballot", "seal", "B1").err


@pytest.mark.parametrize(
    ("options", "there", "words", "expected", "word"),
    [
        ("--of members --quorum 2/3", "TH,NA", count("2/0/0", returned=2), "no-quorum", "không đủ số thành viên dự"),
        ("--of valid", "TH,NA", count("0/0/0", returned=2, invalid=2), "not-passed", "không đạt"),
        ("--of present --mode hands", "", count("0/0/0", returned=0), "not-passed", "không đạt"),
    ],
)
def test_61_no_quorum_all_invalid_and_nobody_there_have_a_named_outcome(at, options, there, words, expected, word):
    cli = drafted(at("meeting"), line=("--threshold", "1/2", *options.split()), nominees=1)
    cli.ok("ballot", "roll", "B1", *(("--present", there) if there else ("--absent", "all")))
    assert sealed(stepped(cli), *words)["outcomes"][0]["outcome"] == expected
    told = summary(cli) + cli.ok("ballot", "show", "B1", "--lang", "vi")
    assert (word in told, re.findall(r"\b0(?:,0+)? ?%", told)) == (True, [])


def slips_as(cli, ending, rows):
    source, book = cli.folder / f"slips.{ending}", openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(source) if ending == "xlsx" else source.write_text("".join(",".join(row) + "\n" for row in rows))
    return source


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("column", ["unit", "time", "Họ và tên", "Thời gian"])
def test_62_slips_with_a_voter_or_a_time_are_refused_by_the_column_and_told_nowhere(at, ending, column):
    cli, rows = at("closed"), [["1", "2", column], *[["agree", "blank", f"K{n}-4711"] for n in range(6)]]
    message = unwritten(cli, "ballot", "tally", "B1", slips_as(cli, ending, rows), parts=[column, "1, 2"])
    assert not re.search("4711|agree|blank", message)


@pytest.mark.parametrize("first", ["agree,blank", "agree|blank", "agree blank"])
def test_62_a_first_slip_in_the_place_of_the_headings_is_not_told(at, first):
    cli = at("closed")
    assert first not in unwritten(cli, "ballot", "tally", "B1", slips_as(cli, "csv", [[first]] * 6))


def test_63_the_same_slips_in_any_order_and_either_kind_of_file_leave_the_same_bytes(at):
    slips = [["agree", "blank"], ["disagree", "agree"], ["invalid", "invalid"], ["blank", "agree"], ["agree"] * 2]
    left = set()
    for turn, ending in enumerate(["csv", "xlsx", "csv", "xlsx", "csv"]):
        cli = at("closed")
        rows = [["1", "2"], ["agree", "agree"], *slips[turn:], *slips[:turn]]
        cli.ok("ballot", "tally", "B1", slips_as(cli, ending, rows))
        left.add((cli.db.read_bytes(), stepped(cli, "seal").db.read_bytes()))
    assert len(left) == 1


CONNECT = """from emulation_cli.kernel import register; real = register.connect
def connect(*given, **named):
    made = real(*given, **named); made.set_authorizer(lambda *what: end() if "vacuum_db" in what else 0); return made
register.connect = connect"""
HOOKS = {
    "from emulation_cli.kernel import audit; audit.append = end": "counted",
    "from emulation_cli.ballots import sealing; sealing.clean = end": "sealed",
    CONNECT: "sealed",  # while the file is being rewritten
}


@pytest.mark.parametrize("hook", HOOKS)
def test_64_a_seal_after_a_kill_completes_and_a_second_one_changes_nothing(at, monkeypatch, hook):
    cli = at("counted")
    script = "import os, sys\nfrom emulation_cli import app\ndef end(*_, **__): os.kill(os.getpid(), 9)\n"
    words = [sys.executable, "-c", f"{script}{hook}\nsys.exit(app.main())", "ballot", "seal", "B1"]
    assert subprocess.run(words, capture_output=True).returncode == -9
    assert cli.json("ballot", "show", "B1")["state"] == HOOKS[hook]
    assert stepped(cli, "seal").db.read_bytes() == KEPT["sealed"]
    assert stepped(cli, "seal").db.read_bytes() == KEPT["sealed"]
    assert [path.name for path in cli.folder.iterdir()] == ["register.db"]


@pytest.mark.parametrize("sql", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "REPLACE INTO {0} SELECT * FROM {0}"])
@pytest.mark.parametrize("row", ["ballot note", "nominee agree", "teller name", "roll issued", "ballot_sum blank"])
def test_65_the_file_refuses_to_change_what_is_sealed(at, sql, row):
    blocked(at("sealed"), sql.format(*row.split()))


@pytest.mark.parametrize("change", ["mode = 'named'", "quorum = '1/9'", "note = 'khác'", "double_entry = 1"])
def test_65_to_supersede_is_no_way_around_it(at, change):
    blocked(at("sealed"), f"UPDATE ballot SET state = 'superseded', {change}")


TALLY = ("ballot", "tally", "B1", "slips.csv", "--note", "phiếu gấp tư")
TYPED = count("713007/127009/149011", "713007/276020/0", returned=1152040, invalid=163013, more=TALLY[-2:])
CONTENT = re.compile("1152040|163013|713007|127009|149011|276020|gấp tư|aGrEe|bLaNk|'agree'|'blank'", re.IGNORECASE)
PLACES = ["ballots.rules.check_votes", "ballots.count_queries.latest_count", "kernel.writing.Writer.changed"]


@pytest.fixture
def large(at, monkeypatch):
    """A council so large that none of its numbers stands anywhere by chance; temporary files have a folder here."""
    cli = at("meeting")
    if "large" not in KEPT:
        drafted(cli).ok("ballot", "roll", "B1", "--entitled-number", 1300000, "--present-number", 1200000)
        KEPT["large"] = stepped(cli).db.read_bytes()
    (cli.folder / "slips.csv").write_text("1,2\naGrEe,bLaNk\nbLaNk,aGrEe\n")
    (cli.folder / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(cli.folder / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return at("large")


@pytest.mark.parametrize("words", [TYPED, TALLY])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("quoting", [False, True])
def test_66_an_unexpected_error_in_a_count_tells_and_leaves_nothing_of_it(large, monkeypatch, words, place, quoting):
    def error(*given, **named):
        raise RuntimeError(repr(given) if quoting else "hỏng")

    monkeypatch.setattr(f"emulation_cli.{place}", error)
    before = large.db.read_bytes()
    plain, traced = large(*words), large(*words, "--debug")
    assert [(done.code, done.out) for done in (plain, traced)] == [(1, "")] * 2
    left = sorted(path.name for path in large.folder.rglob("*"))
    assert (large.db.read_bytes(), left) == (before, ["register.db", "slips.csv", "temporary"])
    assert ("RuntimeError" in plain.err, "Traceback" in plain.err, "Traceback" in traced.err) == (True, False, True)
    assert CONTENT.findall(plain.err + traced.err) == []


def test_67_the_one_slip_of_an_absent_member_is_counted_with_the_others_and_never_apart(at):
    stored = []
    for roll in (("--present", "all"), ("--present", "TH,NA,HT,QB,QT", "--written", "TTH")):
        cli = at("open")
        cli.ok("ballot", "roll", "B1", *roll)
        shown = sealed(stepped(cli, "close"), *count("5/1/0", "6/0/0"))
        with closing(sqlite3.connect(cli.db)) as raw:
            stored.append([list(raw.execute(f"SELECT * FROM {table}")) for table in ("ballot_count", "ballot_sum")])
    assert stored[0] == stored[1]
    assert [(key, value) for key, value in shown.items() if re.search("written|channel", key)] == [("written", 1)]
    assert not re.search("written|channel|unit", cli.ok("ballot", "count", "--help") + cli.ok("ballot", "tally", "-h"))
