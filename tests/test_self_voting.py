"""What is said of a rule at the freeze, a unit's vote on itself, and slips printed and spoiled."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import pytest
from behind import change
from conftest import start

from emulation_cli.kernel.audit import canonical

SIX = ("TH", "NA", "HT", "QB", "QT", "TTH")
LINE = ("--threshold", "80%", "--of", "members")
BARRED = ("--self-voting", "barred")
NEVER, PARTLY = "can never be met", "only in part"
KEPT: dict[str, bytes] = {}


def prepared(cli):
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    for meeting, units in (("SK", SIX), ("VM", SIX[:5])):
        cli.ok("meeting", "add", meeting, "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
        cli.ok("meeting", "attend", meeting, *units)


@start
def block(cum6):
    """Cụm 6 with a meeting SK where all six are there, and VM where TTH is not."""
    prepared(cum6)


def drafted(cli, *words, units=("TH",), meeting="SK", mode="secret"):
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", meeting, "--mode", mode, *words)
    for unit in units:
        cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
    if mode == "secret":
        cli.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")


def closed(cli, *words, **what):
    key = repr((words, what))
    if key not in KEPT:
        drafted(cli, *words, **what)
        for verb in ("freeze", "open", "close"):
            cli.ok("ballot", verb, "B1")
        KEPT[key] = cli.db.read_bytes()
    cli.db.write_bytes(KEPT[key])


def count(returned, *votes, invalid=0):
    numbered = ",".join(f"{number}={vote}" for number, vote in enumerate(votes, start=1))
    return ("ballot", "count", "B1", "--returned", returned, "--invalid", invalid, "--votes", numbered)


# -- at the freeze ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entitled", "line", "self_voting", "nominee", "never"),
    [
        (4, "80%", "barred", "TH", True),
        (4, "80%", "allowed", "TH", False),
        (4, "80%", "barred", "QT", False),
        (4, "75%", "barred", "TH", False),
        (5, "80%", "barred", "TH", False),
        (5, "81%", "barred", "TH", True),
        (6, "80%", "barred", "TH", False),
        (6, "90%", "barred", "TH", True),
        (6, "90%", None, "TH", False),
        (1, "1/100", "barred", "TH", True),
    ],
)
def test_a_rule_that_can_never_be_met_is_said_and_frozen_all_the_same(
    block, entitled, line, self_voting, nominee, never
):
    own = ("--self-voting", self_voting) if self_voting else ()
    drafted(block, "--threshold", line, "--of", "members", *own, units=[nominee], mode="hands")
    block.ok("ballot", "roll", "B1", "--entitled", ",".join(SIX[:entitled]))
    assert (NEVER in block.ok("ballot", "rule", "B1")) == never
    done = block("ballot", "freeze", "B1", "--format", "json")
    assert (done.code, done.json["state"]) == (0, "frozen")
    assert (f"of {entitled} at most {entitled - 1} can agree" in done.err) == never
    assert (NEVER in done.err) == never


def test_more_than_all_can_never_be_met_by_anybody(block):
    drafted(block, "--threshold", "100%", "--more-than", "--of", "members")
    assert "of 6 at most 6 can agree" in block("ballot", "freeze", "B1").err


def test_nobody_of_a_council_votes_on_its_own_unit(block):
    drafted(block, "--threshold", "90%", "--of", "members", *BARRED)
    block.ok("ballot", "roll", "B1", "--entitled-number", 9)
    before = block.json("ballot", "rule", "B1")["cautions"]
    assert NEVER not in block("ballot", "freeze", "B1").err
    assert block.json("ballot", "rule", "B1")["cautions"] == before


def with_rule(cli, *words, mode):
    rule = ("rule", "add", "LUAT", "--award", "GK", "--from", "01/01/2023", *LINE, "--clause", "Điều 20")
    cli.ok(*rule, *words)
    drafted(cli, mode=mode)


@pytest.mark.parametrize(("asked", "mode", "said"), [("secret", "hands", True), ("named", "named", False)])
def test_a_mode_other_than_the_rules_is_said(block, asked, mode, said):
    with_rule(block, "--mode", asked, mode=mode)
    done = block("ballot", "freeze", "B1", "--format", "json")
    assert (done.code, done.json["state"]) == (0, "frozen")
    assert (f"The rule wants a {asked} ballot, this one is {mode}" in done.err) == said


def test_the_command_that_mends_the_mode_can_be_run(block):
    with_rule(block, "--mode", "secret", mode="hands")
    edit = "emulation ballot edit B1 --mode secret"
    assert f"hands: {edit}" in block.json("ballot", "rule", "B1")["cautions"][0]
    said = block("ballot", "freeze", "B1").err
    assert f"hands: emulation ballot unfreeze B1 --reason …; {edit}" in said
    block.ok("ballot", "unfreeze", "B1", "--reason", "phải bỏ phiếu kín")
    block.ok("ballot", "edit", "B1", "--mode", "secret")


@pytest.mark.parametrize(("certainty", "said"), [("partial", True), ("confirmed", False)])
def test_a_rule_that_was_read_only_in_part_is_said(block, certainty, said):
    with_rule(block, "--certainty", certainty, mode="secret")
    done = block("ballot", "freeze", "B1")
    assert done.code == 0
    assert (f"{PARTLY}: check it before you rely on it (Điều 20)" in done.err) == said


def test_a_quiet_freeze_says_nothing(block):
    with_rule(block, "--certainty", "partial", "--mode", "secret", *BARRED, mode="hands")
    block.ok("ballot", "roll", "B1", "--entitled", "TH,NA,HT,QB")
    done = block("ballot", "freeze", "B1", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len([one for one in block.json("ballot", "rule", "B1")["cautions"] if NEVER in one or PARTLY in one]) == 2


# -- a unit's vote on itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["secret", "hands"])
def test_where_its_own_vote_is_barred_one_slip_at_least_says_nothing_on_it(block, mode):
    closed(block, *LINE, *BARRED, units=("TH", "DN"), mode=mode)
    before = block.db.read_bytes()
    for vote, sum_ in (("6/0/0", "6 + 0 = 6 of 6"), ("5/1/0", "5 + 1 = 6 of 6"), ("0/6/0", "0 + 6 = 6 of 6")):
        message = block.refused(3, *count(6, vote, "6/0/0"))
        assert f"nominee 1: {sum_} slips" in message
        assert "nominee 2" not in message
    assert block.db.read_bytes() == before
    block.ok(*count(6, "5/0/1", "6/0/0"))
    block.ok("ballot", "seal", "B1")
    assert [one["outcome"] for one in block.json("ballot", "show", "B1")["outcomes"]] == ["passed", "passed"]


@pytest.mark.parametrize("self_voting", [("--self-voting", "allowed"), ()])
def test_where_its_own_vote_is_allowed_or_not_stated_all_may_agree(block, self_voting):
    closed(block, *LINE, *self_voting)
    block.ok(*count(6, "6/0/0"))


def test_a_nominee_that_got_no_slip_is_no_voter(block):
    closed(block, *LINE, *BARRED, units=("TTH", "TH"), meeting="VM")
    message = block.refused(3, *count(5, "5/0/0", "5/0/0"))
    assert "nominee 2: 5 + 0 = 5 of 5 slips" in message
    assert "nominee 1" not in message
    block.ok(*count(5, "5/0/0", "4/0/1"))


def test_a_nominee_that_votes_in_writing_is_a_voter(block):
    drafted(block, *LINE, *BARRED, units=["TTH"], meeting="VM")
    block.ok("ballot", "roll", "B1", "--written", "TTH")
    for verb in ("freeze", "open", "close"):
        block.ok("ballot", verb, "B1")
    assert "6 + 0 = 6 of 6" in block.refused(3, *count(6, "6/0/0"))


def test_slips_that_are_added_up_keep_to_it_too(block):
    closed(block, *LINE, *BARRED)
    (block.folder / "slips.csv").write_text("1\n" + "agree\n" * 5 + "disagree\n")
    said = block.refused(3, "ballot", "tally", "B1", "slips.csv")
    assert "own unit may not vote on it" in said
    assert not set("156") & set(said.replace("B1", ""))
    (block.folder / "slips.csv").write_text("1\n" + "agree\n" * 5 + "blank\n")
    block.ok("ballot", "tally", "B1", "slips.csv")


def test_of_slips_it_is_said_once_for_however_many_nominees(block):
    closed(block, *LINE, *BARRED, units=("TH", "NA"))
    (block.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 6)
    assert block.refused(3, "ballot", "tally", "B1", "slips.csv").count("own unit may not vote on it") == 1


@pytest.mark.parametrize(
    ("verbs", "way"),
    [
        ((), "this one is hands: emulation ballot edit B1 --mode secret"),
        (
            ("freeze",),
            "this one is hands: emulation ballot unfreeze B1 --reason …; emulation ballot edit B1 --mode secret",
        ),
        (("freeze", "open"), "this one is hands."),
        (("freeze", "open", "close"), "this one is hands."),
    ],
)
def test_another_mode_than_the_rules_is_said_with_the_way_back_while_there_is_one(block, verbs, way):
    block.ok(
        *("rule", "add", "R1", "--award", "GK", "--from", "01/01/2023", "--threshold", "80%"),
        *("--mode", "secret", "--clause", "Quy chế, Điều 7"),
    )
    drafted(block, mode="hands")
    for verb in verbs:
        block.ok("ballot", verb, "B1")
    assert way in " ".join(block.json("ballot", "rule", "B1")["cautions"])


def test_in_a_named_ballot_a_units_own_line_stays_blank(block):
    drafted(block, *LINE, *BARRED, units=("TH", "NA"), mode="named")
    for verb in ("freeze", "open"):
        block.ok("ballot", verb, "B1")
    for mark in ("agree", "disagree"):
        message = block.refused(3, "ballot", "vote", "B1", "TH", f"1={mark},2=agree")
        assert "TH" in message
        assert "1=blank" in message
    for unit, marks in (("TH", "1=blank,2=agree"), ("NA", "1=agree,2=blank"), ("HT", "1=agree,2=agree")):
        block.ok("ballot", "vote", "B1", unit, marks)
    block.refused(3, "ballot", "vote", "B1", "NA", "1=agree,2=agree", "--correct")
    for verb in ("close", "seal", "verify"):
        block.ok("ballot", verb, "B1")
    assert [one["agree"] for one in block.json("ballot", "show", "B1")["outcomes"]] == [2, 2]


@pytest.mark.parametrize(("own", "accepted"), [(None, False), ("allowed", True), ("barred", False)])
def test_the_ballots_own_word_goes_before_the_rules(block, own, accepted):
    with_rule(block, *BARRED, mode="secret")
    if own:
        block.ok("ballot", "edit", "B1", "--self-voting", own)
    for verb in ("freeze", "open", "close"):
        block.ok("ballot", verb, "B1")
    assert block.json("ballot", "show", "B1")["self_voting"] == (own or "barred")
    assert block(*count(6, "6/0/0")).code == (0 if accepted else 3)


def test_it_is_fixed_at_the_freeze(block):
    with_rule(block, *BARRED, mode="secret")
    block.ok("ballot", "freeze", "B1")
    block.ok("rule", "edit", "LUAT", "--self-voting", "allowed")
    for verb in ("rule", "edit"):
        assert "frozen" in block.refused(3, "ballot", verb, "B1", "--self-voting", "allowed")
    for verb in ("open", "close"):
        block.ok("ballot", verb, "B1")
    assert block.json("ballot", "rule", "B1")["self_voting"] == "barred"
    assert "5 + 1 = 6 of 6" in block.refused(3, *count(6, "5/1/0"))


@pytest.mark.parametrize("now", ["'allowed'", "NULL"])
def test_a_change_of_it_behind_the_programs_back_is_found(block, now):
    closed(block, *LINE, *BARRED)
    block.ok(*count(6, "5/0/1"))
    block.ok("ballot", "seal", "B1")
    block.ok("ballot", "verify", "B1")
    change(block.db, f"UPDATE ballot SET self_voting = {now} WHERE code = 'B1'")
    assert "rule are not those that were frozen" in block.refused(7, "ballot", "verify", "B1")


# -- printed and spoiled ----------------------------------------------------------------------------------------------

GOOD = count(6, "6/0/0")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--printed", 5), "5 slips printed, but 6 issued + 0 spoiled = 6"),
        (("--printed", 0), "0 slips printed, but 6 issued + 0 spoiled = 6"),
        (("--printed", 7, "--spoiled", 2), "7 slips printed, but 6 issued + 2 spoiled = 8"),
    ],
)
def test_fewer_printed_than_issued_and_spoiled_is_refused_with_the_arithmetic(block, words, said):
    closed(block, *LINE)
    before = block.db.read_bytes()
    assert said in block.refused(3, *GOOD, *words)
    block.refused(3, *GOOD, "--printed", "sáu")
    block.refused(3, *GOOD, "--spoiled", "-1")
    assert block.db.read_bytes() == before


@pytest.mark.parametrize(("printed", "spoiled"), [(6, None), (9, 2), (None, 2), (None, None)])
def test_what_was_printed_and_spoiled_is_shown_after_the_seal_alone(block, printed, spoiled):
    closed(block, *LINE)
    stated = {"--printed": printed, "--spoiled": spoiled}
    block.ok(*GOOD, *(word for pair in stated.items() if pair[1] is not None for word in pair))
    shown = block.json("ballot", "show", "B1")
    assert (shown["state"], shown["printed"], shown["spoiled"]) == ("counted", None, None)
    block.ok("ballot", "seal", "B1")
    shown = block.json("ballot", "show", "B1")
    assert (shown["printed"], shown["spoiled"]) == (printed, spoiled)
    block.ok("ballot", "verify", "B1", "--fingerprint", shown["fingerprint"])


def test_a_fingerprint_of_before_the_printed_slips_still_holds(block):
    closed(block, *LINE)
    block.ok(*GOOD)
    block.ok("ballot", "seal", "B1")
    shown = block.json("ballot", "show", "B1")
    with closing(sqlite3.connect(block.db)) as raw:
        (frozen,) = raw.execute("SELECT frozen FROM ballot WHERE code = 'B1'").fetchone()
    keys = ("entitled", "present", "written", "issued", "returned", "valid", "invalid", "note")
    numbers = {key: shown[key] for key in keys}
    whole = canonical({"frozen": frozen, **numbers, "nominees": [[1, 6, 0, 0, "passed"]]})
    assert shown["fingerprint"] == hashlib.sha256(whole.encode()).hexdigest()[:32]
    block.ok("ballot", "verify", "B1")


def test_printed_slips_changed_behind_the_programs_back_are_found(block):
    closed(block, *LINE)
    block.ok(*GOOD, "--printed", 8)
    block.ok("ballot", "seal", "B1")
    change(block.db, "UPDATE ballot SET printed = 9 WHERE code = 'B1'")
    assert "fingerprint" in block.refused(7, "ballot", "verify", "B1")


def test_other_printed_slips_are_a_recount(block):
    closed(block, *LINE)
    block.ok(*GOOD, "--printed", 8)
    block.ok(*GOOD, "--printed", 8)
    block.refused(3, *GOOD, "--printed", 9)
    block.ok(*GOOD, "--printed", 9, "--reason", "đếm lại phiếu in")
    block.ok("ballot", "seal", "B1")
    assert block.json("ballot", "show", "B1")["printed"] == 9


@pytest.mark.parametrize("key", ["--printed", "--spoiled"])
def test_two_tellers_agree_on_what_both_of_them_state(block, key):
    closed(block, *LINE, "--double-entry")
    block.ok(*GOOD, "--printed", 9, key, 1 if key == "--spoiled" else 9)
    block.ok(*GOOD, "--entry", 2, key, 2 if key == "--spoiled" else 8)
    message = block.refused(3, "ballot", "seal", "B1")
    assert f"{key[2:]}: " in message
    block.ok(*GOOD, "--entry", 2, "--reason", "không đếm phiếu in")
    block.ok("ballot", "seal", "B1")
    assert block.json("ballot", "show", "B1")["printed"] == 9
    block.ok("ballot", "verify", "B1")


def test_what_two_tellers_state_together_adds_up_or_is_refused(block):
    closed(block, *LINE, "--double-entry")
    block.ok(*GOOD, "--printed", 7)
    block.ok(*GOOD, "--spoiled", 2, "--entry", 2)
    assert "6 issued + 2 spoiled = 8" in block.refused(3, "ballot", "seal", "B1")


@pytest.mark.parametrize("mode", ["hands", "named"])
@pytest.mark.parametrize("words", [("--printed", 8), ("--spoiled", 0)])
def test_hands_and_names_have_no_slips(block, mode, words):
    closed(block, *LINE, mode=mode)
    assert mode in block.refused(3, *GOOD, *words)


def test_a_consensus_has_no_slips(block):
    closed(block, mode="consensus")
    for beside in (("--printed", 8), ("--note", "thiếu"), ("--invalid", 0), ("--votes", "1=1/0/0")):
        block.refused(2, "ballot", "count", "B1", "--consensus", *beside)
