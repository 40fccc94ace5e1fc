"""How a ballot ends: sealed and verified, superseded, or followed by a second round."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace

import behind
import pytest
from conftest import start

from emulation_cli.ballots import count_queries, queries

SHOWN = {
    *("ballot", "state", "mode", "rule", "entitled", "present", "written", "issued", "returned", "valid", "invalid"),
    *("quorum_met", "outcomes", "fingerprint"),
}
OUTCOME = {*("number", "nominee", "award", "movement", "agree", "disagree", "blank", "base", "needed", "outcome")}


@start
def ready(cum6):
    """A meeting of five present out of six, an award and a movement."""
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cum6.ok("movement", "add", "NTM", "Xây dựng nông thôn mới", "--scope", "national")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB", "QT")


def ended(
    cli, votes, *options, returned=5, invalid=0, line=("--threshold", "1/2", "--of", "valid"), code="B1", more=()
):
    """A ballot on as many units as there are votes, brought up to its seal."""
    cli.ok("ballot", "new", code, "C6/2023", "--meeting", "SK", *line, *options)
    for unit in ["TH", "NA", "HT", "QB", "QT"][: len(votes)]:
        cli.ok("ballot", "nominate", code, unit, "--award", "BK", "--movement", "NTM", "--period", "2021-2025")
    cli.ok("ballot", "teller", code, "Người kiểm phiếu một", "Người kiểm phiếu hai")
    return finished(cli, code, votes, returned=returned, invalid=invalid, more=more)


def finished(cli, code, votes, *, returned=5, invalid=0, more=()):
    for verb in ("freeze", "open", "close"):
        cli.ok("ballot", verb, code)
    words = ",".join(f"{number}={vote}" for number, vote in enumerate(votes, start=1))
    cli.ok("ballot", "count", code, "--returned", returned, "--invalid", invalid, "--votes", words, *more)
    return cli.json("ballot", "seal", code)


def outcomes(shown):
    return [row["outcome"] for row in shown["outcomes"]]


# -- what a sealed ballot says ----------------------------------------------------------------------------------------


def test_a_sealed_ballot_has_the_fields_of_the_contract(ready):
    shown = ended(ready, ["4/0/0", "2/1/1"], returned=5, invalid=1)
    assert set(shown) >= SHOWN
    assert [set(row) >= OUTCOME for row in shown["outcomes"]] == [True, True]
    assert shown["rule"] == {"numerator": 1, "denominator": 2, "comparison": "at-least", "base": "valid"}
    numbers = [shown[key] for key in ("entitled", "present", "written", "issued", "returned", "valid", "invalid")]
    assert numbers == [6, 5, 0, 5, 5, 4, 1]
    assert (shown["ballot"], shown["state"], shown["mode"], shown["quorum_met"]) == ("B1", "sealed", "secret", None)
    first = shown["outcomes"][0]
    assert [first[key] for key in ("number", "nominee", "award", "movement")] == [1, "TH", "BK", "NTM"]
    assert [first[key] for key in ("agree", "disagree", "blank", "base", "needed")] == [4, 0, 0, 4, 2]
    assert outcomes(shown) == ["passed", "passed"]
    assert shown == ready.json("ballot", "show", "B1")


def test_before_the_seal_the_fields_are_there_without_totals(ready):
    ready.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "hands")
    shown = ready.json("ballot", "show", "B1")
    assert set(shown) >= SHOWN
    assert [shown[key] for key in ("returned", "valid", "invalid", "outcomes", "fingerprint")] == [
        *[None] * 3,
        [],
        None,
    ]
    assert shown["entitled"] == 6


def test_equal_votes_across_the_last_seat_are_tied_and_propose_nobody(ready):
    shown = ended(ready, ["5/0/0", "4/1/0", "4/0/1", "1/4/0"], "--seats", 2)
    assert outcomes(shown) == ["passed", "tied", "tied", "not-passed"]
    assert [row["id"] for row in ready.json("nomination", "list", "C6/2023")] == ["B1-1"]


def test_a_missed_quorum_is_told_at_the_opening_and_decides_every_outcome(ready):
    ready.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "hands", "--threshold", "1/2", "--of", "valid"
    )
    ready.ok("ballot", "rule", "B1", "--quorum", "90%")
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    ready.ok("ballot", "freeze", "B1")
    told = ready("ballot", "open", "B1")
    assert (told.code, "5 of 6" in told.err) == (0, True)
    ready.ok("ballot", "close", "B1")
    ready.ok("ballot", "count", "B1", "--returned", 5, "--votes", "1=5/0/0")
    shown = ready.json("ballot", "seal", "B1")
    assert (outcomes(shown), shown["quorum_met"]) == (["no-quorum"], False)
    assert ready.json("nomination", "list", "C6/2023") == []
    ready.ok("ballot", "verify", "B1")


def test_of_invalid_slips_only_nothing_passes_and_nothing_is_needed(ready):
    shown = ended(ready, ["0/0/0"], invalid=5)
    assert [(row["base"], row["needed"], row["outcome"]) for row in shown["outcomes"]] == [(0, None, "not-passed")]
    ready.ok("ballot", "verify", "B1")


def test_where_nobody_came_nothing_passes(ready):
    ready.ok("meeting", "add", "RONG", "C6/2023", "--kind", "other", "--on", "01/06/2023")
    ready.ok(
        "ballot",
        "new",
        "B1",
        "C6/2023",
        "--meeting",
        "RONG",
        "--mode",
        "hands",
        "--threshold",
        "1/2",
        "--of",
        "present",
    )
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    shown = finished(ready, "B1", ["0/0/0"], returned=0)
    assert (shown["issued"], outcomes(shown), shown["outcomes"][0]["base"]) == (0, ["not-passed"], 0)


# -- verify -----------------------------------------------------------------------------------------------------------


def test_a_fingerprint_is_recognised_and_another_is_not(ready):
    fingerprint = ended(ready, ["4/1/0"])["fingerprint"]
    assert len(fingerprint) >= 16
    ready.ok("ballot", "verify", "B1")
    ready.ok("ballot", "verify", "B1", "--fingerprint", fingerprint.upper())
    for other in ("0" * len(fingerprint), "f" * len(fingerprint), fingerprint[:-1], ""):
        assert fingerprint in ready.refused(7, "ballot", "verify", "B1", "--fingerprint", other)


def test_two_ballots_with_the_same_numbers_have_fingerprints_of_their_own(ready):
    assert ended(ready, ["4/1/0"])["fingerprint"] != ended(ready, ["4/1/0"], code="B2")["fingerprint"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE nominee SET outcome = 'passed' WHERE number = 2",
        "UPDATE nominee SET agree = 3, disagree = 2 WHERE number = 1",
        "UPDATE nominee SET agree = 5 WHERE number = 1",
        "UPDATE ballot SET note = 'khác'",
        "UPDATE ballot SET returned = 4, valid = 4",
        "UPDATE ballot SET present = 4",
        "UPDATE ballot SET frozen = frozen || ' '",
        "UPDATE ballot SET quorum = '1/1'",
        "UPDATE ballot SET fingerprint = '0' || substr(fingerprint, 2)",
        "UPDATE nominee SET number = number + 7 WHERE number = 2",
        "UPDATE nominee SET unit_id = (SELECT id FROM unit WHERE code = 'TTH') WHERE number = 1",
        "UPDATE teller SET name = 'Người khác'",
    ],
)
def test_a_row_that_was_changed_behind_the_programs_back_is_found(ready, change):
    ended(ready, ["4/1/0", "1/4/0"])
    behind.change(ready.db, change)
    assert "B1" in ready.refused(7, "ballot", "verify", "B1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE nominee SET outcome = 'passed' WHERE number = 2", "outcomes"),
        ("UPDATE nominee SET outcome = 'not-passed' WHERE number = 1", "outcomes"),
        ("UPDATE nominee SET outcome = 'tied' WHERE number = 1", "outcomes"),
        ("UPDATE ballot SET quorum = '1/2'", "were frozen"),
        ("UPDATE nominee SET agree = 5 WHERE number = 1", "nominee 1: 5 + 1 + 0 = 6"),
        ("UPDATE ballot SET issued = 4", "5 slips returned of 4 issued"),
        ("UPDATE ballot SET entitled = 4", "5 slips issued to 4 entitled"),
    ],
)
def test_what_was_changed_together_with_its_fingerprint_is_found_and_named(ready, change, said):
    ended(ready, ["4/1/0", "1/4/0"])
    with behind.behind_its_back(ready.db) as raw:
        raw.execute(change)
        ballot = queries.ballot_row(raw, "B1")
        raw.execute("UPDATE ballot SET fingerprint = ?", (count_queries.fingerprint_of(raw, ballot),))
    assert said in ready.refused(7, "ballot", "verify", "B1")


def test_names_corrected_later_change_neither_fingerprint_nor_minutes(ready):
    sealed = ended(ready, ["4/1/0"])
    ready.ok("unit", "edit", "TH", "--name", "Tên đã sửa")
    ready.ok("unit", "edit", "NA", "--code", "NGHEAN")
    ready.ok("award", "edit", "BK", "--name", "Bằng khen đã sửa")
    ready.ok("movement", "edit", "NTM", "--name", "Phong trào đã sửa")
    ready.ok("ballot", "verify", "B1", "--fingerprint", sealed["fingerprint"])
    assert ready.json("ballot", "show", "B1")["outcomes"] == sealed["outcomes"]


# -- supersede --------------------------------------------------------------------------------------------------------


def superseded(cli):
    cli.ok("ballot", "supersede", "B1", "B2", "--reason", "kiểm lại phiếu", "--yes")
    return cli.json("ballot", "show", "B1"), cli.json("ballot", "show", "B2")


def test_a_superseded_ballot_proposes_nobody_and_stays_readable(ready):
    sealed = ended(ready, ["5/0/0", "4/1/0"], "--seats", 3)
    assert len(ready.json("nomination", "list", "C6/2023")) == 2
    old, _new = superseded(ready)
    assert ready.json("nomination", "list", "C6/2023") == []
    assert (old["state"], old["superseded_by"], old["reason"]) == ("superseded", "B2", "kiểm lại phiếu")
    assert {key: old[key] for key in SHOWN - {"state"}} == {key: sealed[key] for key in SHOWN - {"state"}}
    ready.ok("ballot", "verify", "B1", "--fingerprint", sealed["fingerprint"])


def test_what_supersedes_is_a_draft_copy_with_everything_but_the_count(ready):
    sealed = ended(ready, ["5/0/0", "4/1/0"], "--seats", 3, "--quorum", "1/2")
    _old, new = superseded(ready)
    assert (new["state"], new["origin"]) == ("draft", {"supersedes": "B1"})
    for key in ("meeting", "mode", "rule", "quorum", "seats", "double_entry", "tellers", "nominees", "entitled"):
        assert new[key] == sealed[key], key
    again = finished(ready, "B2", ["5/0/0", "1/4/0"])
    assert outcomes(again) == ["passed", "not-passed"]
    assert [row["id"] for row in ready.json("nomination", "list", "C6/2023")] == ["B2-1"]


def test_a_ballot_of_which_something_is_granted_is_not_superseded(ready):
    ended(ready, ["5/0/0"])
    ready.ok("nomination", "submit", "B1-1", "--document", "12/TTr", "--on", "05/07/2023")
    ready.ok("nomination", "decide", "B1-1", "granted", "--document", "301/QĐ", "--on", "20/07/2023")
    message = ready.refused(3, "ballot", "supersede", "B1", "B2", "--reason", "kiểm lại phiếu")
    assert "B1-1" in message
    assert "emulation nomination retract" in message
    ready.ok("nomination", "retract", "B1-1", "--reason", "nhập nhầm")
    superseded(ready)


# -- second round -----------------------------------------------------------------------------------------------------


def test_a_second_round_is_a_draft_of_the_tied(ready):
    ended(ready, ["5/0/0", "4/1/0", "4/0/1"], "--seats", 2)
    made = ready.json("ballot", "second-round", "B1", "B2")
    assert (made["state"], made["origin"]) == ("draft", {"second-round": "B1"})
    assert [(one["number"], one["code"], one["movement"]) for one in made["nominees"]] == [
        (1, "NA", "NTM"),
        (2, "HT", "NTM"),
    ]
    assert ready.json("ballot", "show", "B1")["state"] == "sealed"
    ready.ok("ballot", "rule", "B2", "--seats", 1)
    assert outcomes(finished(ready, "B2", ["3/2/0", "2/3/0"])) == ["passed", "not-passed"]
    assert [row["recipient"] for row in ready.json("nomination", "list", "C6/2023")] == ["TH", "NA"]


def test_a_second_round_may_be_of_named_nominees(ready):
    ended(ready, ["5/0/0", "1/4/0", "0/5/0"])
    assert "--nominee" in ready.refused(3, "ballot", "second-round", "B1", "B2")
    assert "no nominee 9" in ready.refused(4, "ballot", "second-round", "B1", "B2", "--nominee", "2,9")
    made = ready.json("ballot", "second-round", "B1", "B2", "--nominee", "3,2")
    assert [one["code"] for one in made["nominees"]] == ["NA", "HT"]


def test_a_second_round_is_for_the_seats_that_are_left(ready):
    ended(ready, ["5/0/0", "4/1/0", "4/1/0"], "--seats", 2)
    ready.ok("ballot", "second-round", "B1", "B2")
    assert ready.json("ballot", "show", "B2")["seats"] == 1


@pytest.mark.parametrize(
    "change", ["UPDATE nominee SET agree = 5, disagree = 0", "UPDATE ballot_sum SET agree = 5, disagree = 0"]
)
def test_a_ballot_that_does_not_hold_gets_no_minutes_and_the_register_is_not_sound(ready, change):
    ended(ready, ["4/1/0"])
    behind.change(ready.db, change)
    ready.refused(7, "ballot", "minutes", "B1", "-o", "m.xlsx")
    assert not (ready.folder / "m.xlsx").exists()
    ready.refused(7, "check")


def test_what_was_sealed_and_cannot_be_read_any_more_is_damage_also_in_a_copy(ready):
    ended(ready, ["4/1/0"])
    ready.ok("backup", "sao.db")
    behind.change(ready.folder / "sao.db", "UPDATE ballot SET frozen = '{'")
    done = ready("check", "--db", "sao.db", "--format", "json")
    assert (done.code, [one["check"] for one in done.json["problems"]]) == (7, ["content"])
    ready.refused(7, "restore", "sao.db", "--yes")
    ready.refused(7, "backup", "again.db", "--db", "sao.db")


def test_the_frozen_rule_is_fixed_in_the_file_itself(ready):
    ready.ok("ballot", "new", "B7", "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    ready.ok("ballot", "nominate", "B7", "TH", "--award", "BK")
    ready.ok("ballot", "teller", "B7", "Người một")
    ready.ok("ballot", "freeze", "B7")
    raw = sqlite3.connect(ready.db, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError, match="fixed once a ballot is frozen"):
        raw.execute("UPDATE ballot SET frozen = replace(frozen, '4', '3')")
    raw.close()


def test_a_consensus_and_a_named_vote_are_not_counted_twice(ready):
    for mode in ("consensus", "named"):
        words = ("ballot", "new", "B7", "C6/2023", "--meeting", "SK", "--mode", mode, "--double-entry")
        assert "counted twice" in ready.refused(3, *words)


def test_the_first_teller_named_heads_the_board_though_named_again(ready):
    ready.ok("ballot", "new", "B7", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
    ready.ok("ballot", "teller", "B7", "Người một", "Người hai", "NGƯỜI MỘT")
    assert ready.json("ballot", "show", "B7")["tellers"] == ["Người một", "Người hai"]


def seal_entry(cli):
    return next(one for one in cli.json("log") if one["verb"] == "ballot seal")["after"]


def test_the_log_of_a_seal_names_the_voters_of_a_named_ballot_alone(ready):
    ready.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "named", "--threshold", "1/2", "--of", "valid"
    )
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    for verb in ("freeze", "open"):
        ready.ok("ballot", verb, "B1")
    marks = dict(zip(["TH", "NA", "HT", "QB", "QT"], ["agree", "agree", "disagree", "blank", "agree"], strict=True))
    for unit, mark in marks.items():
        ready.ok("ballot", "vote", "B1", unit, f"1={mark}")
    for verb in ("close", "seal"):
        ready.ok("ballot", verb, "B1")
    assert seal_entry(ready)["votes"] == {unit: [mark] for unit, mark in marks.items()}


@pytest.mark.parametrize("mode", ["secret", "hands"])
def test_the_log_of_any_other_seal_has_sums_only(ready, mode):
    ended(ready, ["4/1/0"], "--mode", mode)
    entry = seal_entry(ready)
    assert "votes" not in entry
    assert entry["nominees"] == [[1, 4, 1, 0, "passed"]]


def test_a_seal_says_whether_it_sealed_or_had_been_sealed(ready):
    ready.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    ready.ok("ballot", "teller", "B1", "Người kiểm phiếu một")
    for verb in ("freeze", "open", "close"):
        ready.ok("ballot", verb, "B1")
    ready.ok("ballot", "count", "B1", "--returned", 5, "--invalid", 0, "--votes", "1=5/0/0")
    assert "Sealed; fingerprint" in ready("ballot", "seal", "B1").err
    assert "Sealed already; fingerprint" in ready("ballot", "seal", "B1").err


def test_two_tellers_who_differ_are_shown_where_and_nothing_else(ready):
    ready.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid", "--double-entry"
    )
    for unit in ("TH", "NA"):
        ready.ok("ballot", "nominate", "B1", unit, "--award", "BK")
    ready.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    for verb in ("freeze", "open", "close"):
        ready.ok("ballot", verb, "B1")
    for entry, votes in ((1, "1=5/0/0,2=4/1/0"), (2, "1=5/0/0,2=3/2/0")):
        words = ("--entry", entry, "--returned", 5, "--invalid", 0, "--votes", votes, "--spoiled", 1)
        ready.ok("ballot", "count", "B1", *words)
    said = ready.refused(3, "ballot", "seal", "B1").splitlines()
    assert said[:2] == ["the two tellers' counts differ:", "nominee 2: 4/1/0 / 3/2/0"]
    assert not any(line.startswith(("returned", "invalid", "printed", "spoiled", "nominee 1")) for line in said)


def test_a_code_that_is_taken_is_named_where_a_ballot_is_replaced(ready):
    ended(ready, ["4/1/0"])
    ready.ok("ballot", "new", "B2", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
    message = ready.refused(3, "ballot", "supersede", "B1", "b2", "--reason", "nhầm", "--yes")
    assert "the ballot B2 is there already" in message


@pytest.mark.parametrize(
    ("fault", "code"), [(sqlite3.SQLITE_BUSY, 5), (sqlite3.SQLITE_FULL, 8), (sqlite3.SQLITE_ERROR, 1)]
)
def test_a_register_that_could_not_be_cleaned_is_sealed_all_the_same(ready, monkeypatch, fault, code):
    ended(ready, ["4/1/0"])
    from emulation_cli.ballots import sealing

    def failing(*_given):
        error = sqlite3.OperationalError("không làm được")
        error.sqlite_errorcode = fault
        raise error

    monkeypatch.setattr(sealing, "register", SimpleNamespace(connect=failing, explain=sealing.register.explain))
    message = ready.refused(code, "ballot", "seal", "B1")
    told = code != 1
    assert ("the ballot is sealed" in message) is told
    assert ("Seal it again to finish" in message) is told


def test_what_was_given_up_or_replaced_is_not_sealed_again(ready):
    ended(ready, ["4/1/0"])
    ready.ok("ballot", "supersede", "B1", "B2", "--reason", "biên bản 02", "--yes")
    assert "superseded" in ready.refused(3, "ballot", "seal", "B1")
    ready.ok("ballot", "void", "B2", "--reason", "nhầm", "--yes")
    assert "void" in ready.refused(3, "ballot", "seal", "B2")


@pytest.mark.parametrize(("entered", "missing"), [(1, "second"), (2, "first")])
def test_the_teller_whose_count_is_missing_is_named(ready, entered, missing):
    ready.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid", "--double-entry"
    )
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    ready.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    for verb in ("freeze", "open", "close"):
        ready.ok("ballot", verb, "B1")
    words = ("--entry", entered, "--returned", 5, "--invalid", 0, "--votes", "1=5/0/0")
    ready.ok("ballot", "count", "B1", *words)
    assert f"the {missing} teller's count is missing" in ready.refused(3, "ballot", "seal", "B1")


def test_a_second_round_of_somebody_else_keeps_the_seats_where_all_are_taken(ready):
    ended(ready, ["4/1/0", "3/2/0"], "--seats", 1)
    ready.ok("ballot", "second-round", "B1", "B2", "--nominee", 2)
    assert ready.json("ballot", "show", "B2")["seats"] == 1


@pytest.mark.parametrize(("chosen", "number"), [((), 6), (("--entitled", "TH,NA,HT,QB,QT"), 5)])
def test_what_supersedes_lets_the_same_units_vote(ready, chosen, number):
    ready.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
    ready.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    ready.ok("ballot", "teller", "B1", "Người kiểm phiếu một")
    if chosen:
        ready.ok("ballot", "roll", "B1", *chosen)
    finished(ready, "B1", ["4/1/0"])
    ready.ok("ballot", "supersede", "B1", "B2", "--reason", "biên bản 02", "--yes")
    assert ready.json("ballot", "show", "B2")["entitled"] == number
    ready.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    ready.ok("year", "join", "C6/2023", "DN")
    assert ready.json("ballot", "show", "B2")["entitled"] == number + (not chosen)


def test_only_who_passed_takes_a_seat_from_the_second_round(ready):
    sealed = ended(ready, ["5/0/0", "3/2/0", "3/2/0", "0/5/0"], "--seats", 2)
    assert outcomes(sealed) == ["passed", "tied", "tied", "not-passed"]
    ready.ok("ballot", "second-round", "B1", "B2")
    assert ready.json("ballot", "show", "B2")["seats"] == 1
