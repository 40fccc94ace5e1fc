"""How votes are counted: typed sums, two tellers, slips from a file, votes by name, a consensus."""

from __future__ import annotations

import io
import sys

import openpyxl
import pytest

KEPT: dict[str, bytes] = {}
SIX = ["TH", "NA", "HT", "QB", "QT", "TTH"]


@pytest.fixture
def closed(cli, request):
    """B1 closed: six slips issued, two nominees; built once for each set of options, then copied."""

    def make(*options, mode="secret", verbs=("freeze", "open", "close")):
        key = " ".join(map(str, (mode, *options, *verbs)))
        if key not in KEPT:
            request.getfixturevalue("cum6")
            cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
            cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
            cli.ok("meeting", "attend", "SK", "all")
            line = () if mode == "consensus" else ("--threshold", "4/5", "--of", "members")
            cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", mode, *line, *options)
            for unit in ("TH", "NA"):
                cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
            cli.ok("ballot", "teller", "B1", "Người kiểm phiếu")
            for verb in verbs:
                cli.ok("ballot", verb, "B1")
            KEPT[key] = cli.db.read_bytes()
        cli.db.write_bytes(KEPT[key])
        return cli

    return make


def words(votes, *, returned=6, invalid=0, more=()):
    return ("ballot", "count", "B1", "--returned", returned, "--invalid", invalid, "--votes", votes, *more)


def sealed(cli):
    cli.ok("ballot", "seal", "B1")
    return [(row["agree"], row["disagree"], row["blank"]) for row in cli.json("ballot", "show", "B1")["outcomes"]]


def refused_unwritten(cli, code, *command):
    before = cli.db.read_bytes()
    message = cli.refused(code, *command)
    assert cli.db.read_bytes() == before
    return message


# -- identities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "returned", "invalid", "parts"),
    [
        ("1=7/0/0,2=7/0/0", 7, 0, ["7 slips returned of 6 issued"]),
        ("1=0/0/0,2=0/0/0", 5, 6, ["6 invalid of 5 returned"]),
        ("1=6/0/0,2=6/0/0", 6, 1, ["nominee 1", "6 + 0 + 0 = 6", "6 returned - 1 invalid = 5 valid", "nominee 2"]),
        ("1=6/0/0,2=4/1/0", 6, 0, ["nominee 2", "4 + 1 + 0 = 5", "6 valid"]),
        ("1=6/0/0", 6, 0, ["nominee 2 are missing"]),
        ("1=6/0/0,2=6/0/0,3=6/0/0", 6, 0, ["no nominee 3"]),
        ("1=6/0/0,2=6/0/0,1=6/0/0", 6, 0, ["nominee 1 twice"]),
        ("1=6/0", 6, 0, ["1=6/0"]),
        ("1=6/0/-1,2=6/0/0", 6, 0, ["1=6/0/-1"]),
        ("1=6/0/0,2=6/0/0", "6.0", 0, ["6.0"]),
        ("1=6/0/0,2=6/0/0", 6, "²", ["²"]),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_arithmetic(closed, votes, returned, invalid, parts):
    message = refused_unwritten(closed(), 3, *words(votes, returned=returned, invalid=invalid))
    for part in parts:
        assert part in message


def test_every_fault_of_a_count_is_told_at_once(closed):
    message = closed().refused(3, *words("1=7/0/0,3=1/0/0", returned=7, invalid=8))
    assert all(part in message for part in ("of 6 issued", "8 invalid", "no nominee 3", "nominee 2 are missing"))


def test_fewer_returned_than_issued_needs_a_note_that_is_kept(closed):
    cli = closed()
    assert "--note" in refused_unwritten(cli, 3, *words("1=5/0/0,2=5/0/0", returned=5))
    refused_unwritten(cli, 3, *words("1=5/0/0,2=5/0/0", returned=5, more=("--note", " ")))
    cli.ok(*words("1=5/0/0,2=5/0/0", returned=5, more=("--note", "một phiếu không nộp")))
    cli.ok("ballot", "seal", "B1")
    shown = cli.json("ballot", "show", "B1")
    assert (shown["issued"], shown["returned"], shown["note"]) == (6, 5, "một phiếu không nộp")


def test_votes_may_be_repeated_options_in_any_order(closed):
    cli = closed()
    cli.ok(*words("2=3/2/1", more=("--votes", "1=6/0/0")))
    assert sealed(cli) == [(6, 0, 0), (3, 2, 1)]


# -- counting again ---------------------------------------------------------------------------------------------------


def test_a_recount_needs_a_reason_and_the_newest_count_holds(closed):
    cli = closed()
    cli.ok(*words("1=6/0/0,2=6/0/0"))
    assert "--reason" in refused_unwritten(cli, 3, *words("1=5/1/0,2=6/0/0"))
    cli.ok(*words("1=5/1/0,2=6/0/0", more=("--reason", "đếm lại")))
    assert "đếm lại" not in cli.ok("log", "--format", "json")  # it speaks of the count
    assert sealed(cli) == [(5, 1, 0), (6, 0, 0)]
    assert [1, 2, "đếm lại"] in cli.json("log", "--limit", 1)[0]["after"]["counts"]


@pytest.mark.parametrize("more", [(), ("--reason", "đếm lại")])
def test_the_same_numbers_again_are_nothing(closed, more):
    cli = closed()
    cli.ok(*words("1=6/0/0,2=6/0/0"))
    before = cli.db.read_bytes()
    cli.ok(*words("2=6/0/0,1=6/0/0", more=more))
    assert cli.db.read_bytes() == before


# -- two tellers ------------------------------------------------------------------------------------------------------


def test_two_tellers_who_agree_make_a_count(closed):
    cli = closed("--double-entry")
    cli.ok(*words("1=6/0/0,2=5/1/0"))
    assert "--entry 2" in refused_unwritten(cli, 3, "ballot", "seal", "B1")
    cli.ok(*words("1=6/0/0,2=5/1/0", more=("--entry", 2)))
    assert sealed(cli) == [(6, 0, 0), (5, 1, 0)]


def test_two_tellers_who_differ_are_shown_where_and_nothing_is_sealed(closed):
    cli = closed("--double-entry")
    cli.ok(*words("1=6/0/0,2=4/1/1", more=("--entry", 2)))
    assert "--entry 1" in refused_unwritten(cli, 3, "ballot", "seal", "B1")
    cli.ok(*words("1=6/0/0,2=5/1/0"))
    message = refused_unwritten(cli, 3, "ballot", "seal", "B1")
    assert "nominee 2: 5/1/0 / 4/1/1" in message
    assert "nominee 1" not in message
    cli.refused(3, *words("1=6/0/0,2=5/1/0", more=("--entry", 2)))
    cli.ok(*words("1=6/0/0,2=5/1/0", more=("--entry", 2, "--reason", "đọc nhầm")))
    assert sealed(cli) == [(6, 0, 0), (5, 1, 0)]


def test_two_notes_that_differ_do_not_seal_one_of_them_silently(closed):
    cli = closed("--double-entry")
    cli.ok(*words("1=5/0/0,2=5/0/0", returned=5, more=("--note", "một phiếu rách")))
    cli.ok(*words("1=5/0/0,2=5/0/0", returned=5, more=("--note", "một đại biểu về sớm", "--entry", 2)))
    done = cli("ballot", "seal", "B1")
    note = cli.json("ballot", "show", "B1")["note"]
    assert done.code == 3 or all(one in note for one in ("một phiếu rách", "một đại biểu về sớm"))


def test_a_second_entry_is_only_for_ballots_with_two(closed):
    refused_unwritten(closed(), 3, *words("1=6/0/0,2=6/0/0", more=("--entry", 2)))
    closed().refused(2, *words("1=6/0/0,2=6/0/0", more=("--entry", 3)))


# -- slips from a file ------------------------------------------------------------------------------------------------

SLIPS = [["agree", "agree"], ["agree", "blank"], ["agree", "disagree"], ["invalid", "invalid"], ["agree"] * 2]
CSV = "1,2\n" + "\n".join(",".join(slip) for slip in [*SLIPS, ["agree", "Không đồng ý"]]) + "\n"


def tallied(cli, source, *more):
    cli.ok("ballot", "tally", "B1", source, *more)
    result = sealed(cli)
    shown = cli.json("ballot", "show", "B1")
    return shown["returned"], shown["invalid"], result


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "-"])
def test_slips_are_added_up_whatever_file_they_come_in(closed, ending, monkeypatch):
    cli = closed()
    source = cli.folder / f"slips.{ending}"
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for row in [[1, 2], *SLIPS, ["agree", "Không đồng ý"]]:
            book.active.append(row)
        book.save(source)
    elif ending == "json":
        lines = [f'{{"1": "{one}", "2": "{two}"}}' for one, two in [*SLIPS, ["agree", "disagree"]]]
        source.write_text(f"[{','.join(lines)}]")
    elif ending == "csv":
        source.write_text(CSV)
    else:
        source = "-"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    assert tallied(cli, source) == (6, 1, [(5, 0, 0), (2, 2, 1)])


def test_columns_may_stand_in_any_order(closed):
    cli = closed()
    (cli.folder / "slips.csv").write_text("2,1\n" + "blank,agree\n" * 6)
    assert tallied(cli, "slips.csv") == (6, 0, [(6, 0, 0), (0, 0, 6)])


def test_a_tally_checks_the_paper_like_a_typed_count(closed):
    cli = closed()
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 7)
    assert "7 slips returned of 6 issued" in refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 5)
    assert "--note" in refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")
    assert tallied(cli, "slips.csv", "--note", "một phiếu không nộp")[0] == 5


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("serial,1,2\n17,agree,agree\n", "serial"),
        ("1,2,unit\nagree,agree,TH\n", "unit"),
        ("1\nagree\n", "missing or double: 2"),
        ("1,1,2\nagree,agree,agree\n", "missing or double: 1"),
        (",,1,2\nagree\n", "row 2"),
        ("1,2\nagree,no\nno,agree\n", "row 3, nominee 1: neither"),
        ("1,2,3\nagree,agree,agree\n", "3"),
        ("1,2,2\nagree,agree,agree\n", "missing or double: 2"),
        ("1,2\nagree,agree\nagree,\n", "row 3"),
        ("1,2\nagree\n", "row 2"),
        (",,1,2\n,,agree\n", "row 2"),
        (",,1,2\n,\n,,agree,agree\n", "row 2"),
        ("1,2\ninvalid,disagree\n", "row 2, nominee 1: invalid in one column but not in all"),
        ("1,2\nyes,disagree\n", "row 2, nominee 1: neither agree, disagree nor blank"),
    ],
)
def test_what_is_no_plain_slip_is_refused_by_its_place(closed, text, named):
    cli = closed()
    (cli.folder / "slips.csv").write_text(text)
    assert named in refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")


def test_of_many_wrong_slips_the_first_twenty_are_named(closed):
    cli = closed()
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,no\n" * 25)
    message = refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")
    assert message.count("row ") == 20
    assert "row 21, nominee 2: " in message
    assert "… and 5 more" in message


@pytest.mark.parametrize("votes", ["1=agree", "1=agree,2=agree,3=agree"])
def test_a_vote_by_name_that_leaves_out_a_nominee_or_knows_another_names_it(closed, votes):
    cli = closed(mode="named", verbs=("freeze", "open"))
    number = "2" if votes == "1=agree" else "3"
    assert f"unknown: {number}" in refused_unwritten(cli, 3, "ballot", "vote", "B1", "TH", votes)


def test_a_cell_beside_the_columns_is_refused_too(closed):
    cli = closed()
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 5 + "agree,agree,17\n")
    assert "row 7, column 3:" in refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")


def test_an_empty_line_among_the_slips_is_refused_not_left_out(closed):
    cli = closed()
    (cli.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 3 + ",\n" + "agree,agree\n" * 3)
    assert "row 5" in refused_unwritten(cli, 3, "ballot", "tally", "B1", "slips.csv")


@pytest.mark.parametrize("wrong", ["Ông Nguyễn Văn X", "invalid", "agree?"])
def test_what_a_refused_slip_says_is_told_nowhere(closed, wrong):
    cli = closed()
    (cli.folder / "slips.csv").write_text(f"1,2\nagree,agree\ndisagree,{wrong}\n")
    done = cli("ballot", "tally", "B1", "slips.csv")
    assert done.code == 3
    assert "row 3" in done.err
    assert "2" in done.err
    log = cli.ok("log", "--format", "json")
    for text in (
        done.out,
        done.err.replace("neither agree, disagree nor blank", "").replace("invalid in one", ""),
        log,
    ):
        assert wrong not in text
        assert "disagree" not in text


# -- votes by name ----------------------------------------------------------------------------------------------------


def test_who_has_not_voted_by_name_is_said_at_the_close(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    voters = [one["unit"] for one in cli.json("ballot", "roll", "B1")["roll"] if one["issued"]]
    marks = ",".join(f"{one['number']}=agree" for one in cli.json("ballot", "show", "B1")["nominees"])
    for unit in voters[2:]:
        cli.ok("ballot", "vote", "B1", unit, marks)
    assert f"Not voted: {voters[0]}, {voters[1]}." in cli("ballot", "close", "B1").err


def test_a_named_ballot_counts_itself_at_the_close(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    for unit in ("TH", "NA", "HT", "QB"):
        cli.ok("ballot", "vote", "B1", unit, "1=agree,2=blank")
    cli.ok("ballot", "vote", "B1", "qt", "2=đồng ý,1=KHÔNG ĐỒNG Ý")
    cli.ok("ballot", "close", "B1")
    assert cli.json("ballot", "show", "B1")["state"] == "counted"
    assert sealed(cli) == [(4, 1, 0), (1, 0, 4)]
    assert cli.json("ballot", "show", "B1")["returned"] == 5


@pytest.mark.parametrize(
    "votes", ["1=agree", "1=agree,2=agree,3=agree", "1=yes,2=agree", "1=invalid,2=invalid", "agree"]
)
def test_a_vote_says_one_thing_on_every_nominee(closed, votes):
    refused_unwritten(closed(mode="named", verbs=("freeze", "open")), 3, "ballot", "vote", "B1", "TH", votes)


def test_a_vote_that_says_two_things_on_one_nominee_is_refused(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    refused_unwritten(cli, 3, "ballot", "vote", "B1", "TH", "1=agree,1=disagree,2=agree")


def test_a_second_vote_is_refused_unless_it_corrects_the_first(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    cli.ok("ballot", "vote", "B1", "TH", "1=agree,2=agree")
    message = refused_unwritten(cli, 3, "ballot", "vote", "B1", "TH", "1=disagree,2=agree")
    assert "TH has voted" in message
    assert "--correct" in message
    cli.ok("ballot", "vote", "B1", "TH", "1=disagree,2=agree", "--correct")
    corrected, first = cli.json("log", "--limit", 2)
    assert (first["before"], first["after"]) == (None, {"voted": "TH", "corrected": False})
    assert (corrected["before"], corrected["after"]) == ({"voted": "TH"}, {"voted": "TH", "corrected": True})
    cli.ok("ballot", "close", "B1")
    assert sealed(cli) == [(0, 1, 0), (1, 0, 0)]


def test_who_is_absent_or_no_member_does_not_vote(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    cli.ok("ballot", "roll", "B1", "--present", "TH,NA", "--written", "HT")
    cli.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    for unit in ("QB", "DN"):
        assert unit in refused_unwritten(cli, 3, "ballot", "vote", "B1", unit, "1=agree,2=agree")
    cli.ok("ballot", "vote", "B1", "HT", "1=agree,2=agree")


def test_who_voted_and_then_stands_as_absent_stops_the_close(closed):
    cli = closed(mode="named", verbs=("freeze", "open"))
    cli.ok("ballot", "vote", "B1", "QB", "1=agree,2=agree")
    cli.ok("ballot", "roll", "B1", "--absent", "QB")
    assert "QB" in refused_unwritten(cli, 3, "ballot", "close", "B1")


# -- hands and consensus ----------------------------------------------------------------------------------------------


def test_a_show_of_hands_needs_no_tellers_and_is_counted_in_sums(closed):
    cli = closed(mode="hands", verbs=())
    cli.ok("ballot", "rule", "B1", "--threshold", "1/2", "--more-than", "--of", "present")
    for verb in ("freeze", "open", "close"):
        cli.ok("ballot", verb, "B1")
    cli.ok(*words("1=4/2/0,2=3/3/0"))
    cli.ok("ballot", "seal", "B1")
    outcomes = cli.json("ballot", "show", "B1")["outcomes"]
    assert [(row["needed"], row["outcome"]) for row in outcomes] == [(4, "passed"), (4, "not-passed")]


def test_a_consensus_has_no_numbers_and_passes_everybody(closed):
    cli = closed(mode="consensus")
    assert "--consensus" in refused_unwritten(cli, 3, *words("1=6/0/0,2=6/0/0"))
    cli.ok("ballot", "count", "B1", "--consensus")
    cli.ok("ballot", "seal", "B1")
    shown = cli.json("ballot", "show", "B1")
    assert shown["rule"] is None
    keys = ("agree", "disagree", "blank", "base", "needed", "outcome")
    assert [tuple(row[key] for key in keys) for row in shown["outcomes"]] == [(None,) * 5 + ("passed",)] * 2
    cli.ok("ballot", "verify", "B1", "--fingerprint", shown["fingerprint"])


@pytest.mark.parametrize(("quorum", "outcome"), [("1/2", "passed"), ("1/1", "no-quorum")])
def test_a_consensus_needs_its_quorum(closed, quorum, outcome):
    cli = closed(mode="consensus", verbs=())
    cli.ok("ballot", "rule", "B1", "--quorum", quorum)
    cli.ok("ballot", "roll", "B1", "--present", "TH,NA,HT")
    for verb in ("freeze", "open", "close"):
        cli.ok("ballot", verb, "B1")
    cli.ok("ballot", "count", "B1", "--consensus")
    cli.ok("ballot", "seal", "B1")
    assert [one["outcome"] for one in cli.json("ballot", "show", "B1")["outcomes"]] == [outcome] * 2


def test_a_consensus_takes_no_pass_line_and_no_other_mode_a_consensus(closed):
    words_ = ("C6/2023", "--meeting", "SK", "--mode", "consensus", "--threshold", "4/5", "--of", "members")
    cli = closed()
    refused_unwritten(cli, 3, "ballot", "new", "B2", *words_)
    refused_unwritten(cli, 3, "ballot", "count", "B1", "--consensus")
    cli.refused(2, *words("1=6/0/0,2=6/0/0", more=("--consensus",)))


# -- the rule of the awards -------------------------------------------------------------------------------------------


def test_awards_without_one_and_the_same_rule_stop_the_freeze(closed):
    cli = closed(verbs=())
    rules = ["award,from,threshold,comparison,base,clause"]
    for award, line in (
        ("A1", "4/5,at-least,members"),
        ("A2", "1/2,more-than,members"),
        ("A3", "80%,at-least,members"),
    ):
        cli.ok("award", "add", award, f"Danh hiệu {award}", "--level", "unit", "--recipient", "collective")
        rules.append(f"{award},01/01/2020,{line},Điều {award[1]}")
    (cli.folder / "rules.csv").write_text("\n".join(rules))
    cli.ok("import", "voting-rules", "rules.csv")
    cli.ok("ballot", "new", "B2", "C6/2023", "--meeting", "SK", "--mode", "hands")
    cli.ok("ballot", "nominate", "B2", "TH", "--award", "A1")
    cli.ok("ballot", "nominate", "B2", "NA", "--award", "A2")
    message = refused_unwritten(cli, 3, "ballot", "freeze", "B2")
    assert "A1, A2" in message
    assert "emulation ballot rule B2" in message
    cli.ok("ballot", "drop", "B2", 2)
    cli.ok("ballot", "nominate", "B2", "NA", "--award", "GK")
    assert "GK" in refused_unwritten(cli, 3, "ballot", "freeze", "B2")
    cli.ok("ballot", "drop", "B2", 2)
    cli.ok("ballot", "nominate", "B2", "NA", "--award", "A3")
    cli.ok("ballot", "freeze", "B2")


@pytest.mark.parametrize(("day", "in_force"), [("30/09/2024", True), ("01/10/2024", False)])
def test_the_rule_of_the_award_is_that_of_the_meetings_day(cli, day, in_force):
    cli.ok("init", "--preset", "procuracy")
    cli.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster")
    cli.ok("year", "open", "C6/2024")
    for unit in SIX:
        cli.ok("unit", "add", unit, f"VKSND tỉnh {unit}")
    cli.ok("year", "join", "C6/2024", *SIX)
    cli.ok("meeting", "add", "SK24", "C6/2024", "--kind", "midyear", "--on", day)
    cli.ok("ballot", "new", "B1", "C6/2024", "--meeting", "SK24", "--mode", "hands")
    cli.ok("ballot", "nominate", "B1", "TH", "--award", "CTD-KSND")
    if not in_force:
        message = cli.refused(3, "ballot", "freeze", "B1")
        assert "CTD-KSND" in message
        assert "emulation ballot rule B1 --threshold" in message
        return
    cli.ok("ballot", "freeze", "B1")
    rule = cli.json("ballot", "rule", "B1")
    assert rule["rule"] == {"numerator": 4, "denominator": 5, "comparison": "at-least", "base": "members"}
    assert (rule["base"], rule["needed"]) == (6, 5)
    assert "01/2019/TT-VKSTC" in rule["clause"]


def test_hands_missing_from_a_show_of_hands_are_explained(closed):
    cli = closed(mode="hands")
    message = refused_unwritten(cli, 3, *words("1=5/0/0,2=5/0/0", returned=5))
    assert "5 slips returned of 6 issued" in message


@pytest.mark.parametrize("mode", ["secret", "hands"])
def test_nobody_votes_by_name_in_a_ballot_that_is_not_named(closed, mode):
    cli = closed(mode=mode, verbs=("freeze", "open"))
    assert "not named" in refused_unwritten(cli, 3, "ballot", "vote", "B1", "TH", "1=agree,2=agree")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ((6, 0, "1=6/0/0,2=5/1/0"), (6, 0, "1=6/0/0,2=6/0/0"), False),
        ((6, 0, "1=6/0/0,2=5/1/0"), (5, 0, "1=5/0/0,2=4/1/0"), True),
        ((5, 0, "1=5/0/0,2=4/1/0"), (6, 0, "1=6/0/0,2=5/1/0"), True),
        ((6, 0, "1=6/0/0,2=5/1/0"), (6, 1, "1=5/0/0,2=4/1/0"), True),
        ((6, 1, "1=5/0/0,2=4/1/0"), (6, 0, "1=6/0/0,2=5/1/0"), True),
    ],
)
def test_what_two_counts_together_can_show_is_said(closed, first, second, told):
    cli = closed()
    for returned, invalid, votes in (first, second):
        more = ("--note", "một phiếu không thu về", "--reason", "đếm lại")
        done = cli(*words(votes, returned=returned, invalid=invalid, more=more))
        assert done.code == 0
    assert ("side by side" in done.err) is told


@pytest.mark.parametrize("mode", ["secret", "hands", "consensus"])
def test_nobody_is_said_not_to_have_voted_where_votes_have_no_names(closed, mode):
    cli = closed(mode=mode, verbs=("freeze", "open"))
    assert "Not voted" not in cli("ballot", "close", "B1").err
