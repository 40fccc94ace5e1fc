"""The states of a ballot: which verb may follow which, and what a refusal says."""

from __future__ import annotations

import sqlite3

import pytest

from emulation_cli.ballots import commands, fields

STATES = ("draft", "frozen", "open", "closed", "counted", "sealed", "superseded", "void")
NUMBERS = ("--returned", 5, "--invalid", 0)
VERBS = {
    "edit": ("edit", "B1", "--quorum", "1/2"),
    "edit mode": ("edit", "B1", "--mode", "hands"),
    "remove": ("remove", "B1", "--yes"),
    "rule": ("rule", "B1", "--threshold", "2/3", "--of", "valid"),
    "nominate": ("nominate", "B1", "QT", "--award", "GK"),
    "drop": ("drop", "B1", 1),
    "teller": ("teller", "B1", "Người kiểm phiếu ba"),
    "roll presence": ("roll", "B1", "--present", "TH,NA"),
    "roll entitled": ("roll", "B1", "--entitled", "TH,NA,HT"),
    "freeze": ("freeze", "B1"),
    "unfreeze": ("unfreeze", "B1", "--reason", "ghi nhầm"),
    "open": ("open", "B1"),
    "close": ("close", "B1"),
    "count": ("count", "B1", *NUMBERS, "--votes", "1=5/0/0,2=3/1/1"),
    "recount": ("count", "B1", *NUMBERS, "--votes", "1=4/0/1,2=3/1/1", "--reason", "đếm lại"),
    "consensus": ("count", "B1", "--consensus"),
    "tally": ("tally", "B1", "slips.csv"),
    "vote": ("vote", "B1", "TH", "1=agree,2=agree"),
    "seal": ("seal", "B1"),
    "void": ("void", "B1", "--reason", "hỏng phiếu", "--yes"),
    "supersede": ("supersede", "B1", "B9", "--reason", "biên bản 02", "--yes"),
    "second-round": ("second-round", "B1", "B9", "--nominee", 1),
    "verify": ("verify", "B1"),
    "slips": ("slips", "B1", "-o", "slips.xlsx", "--force"),
    "form": ("form", "B1", "-o", "form.xlsx", "--force"),
    "minutes": ("minutes", "B1", "-o", "minutes.xlsx", "--force"),
}
# B1 is secret, so nobody votes in it by name or by consensus; `count` and `tally` repeat the numbers
# that B1 has once it is counted.
TABLE = """
verb           draft frozen open closed counted sealed superseded void
edit           0     3      3    3      3       3      3          3
edit-mode      0     3      3    3      3       3      3          3
remove         0     3      3    3      3       3      3          3
rule           0     3      3    3      3       3      3          3
nominate       0     3      3    3      3       3      3          3
drop           0     3      3    3      3       3      3          3
teller         0     3      3    3      3       3      3          3
roll-presence  0     0      0    3      3       3      3          3
roll-entitled  0     3      3    3      3       3      3          3
freeze         0     3      3    3      3       3      3          3
unfreeze       3     0      3    3      3       3      3          3
open           3     0      3    3      3       3      3          3
close          3     3      0    3      3       3      3          3
count          3     3      3    0      0       3      3          3
recount        3     3      3    0      0       3      3          3
consensus      3     3      3    3      3       3      3          3
tally          3     3      3    0      0       3      3          3
vote           3     3      3    3      3       3      3          3
seal           3     3      3    3      0       0      3          3
void           0     0      0    0      0       3      3          3
supersede      3     3      3    3      3       0      3          3
second-round   3     3      3    3      3       0      3          3
verify         3     3      3    3      3       0      0          3
slips          3     0      0    3      3       3      3          3
form           3     0      0    0      0       3      3          3
minutes        3     3      3    3      3       0      0          3
"""
LEADS_TO = {
    "freeze": "frozen",
    "unfreeze": "draft",
    "open": "open",
    "close": "closed",
    "count": "counted",
    "recount": "counted",
    "tally": "counted",
    "seal": "sealed",
    "void": "void",
    "supersede": "superseded",
}
WAY_OUT = {"frozen": "unfreeze", "open": "void", "closed": "void", "counted": "void", "sealed": "supersede"}
NEXT = {"draft": "freeze", "frozen": "open", "open": "close", "closed": "count", "counted": "seal"}
READING = {"new", "list", "show"}


def expected():
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {
        (line[0].replace("roll-", "roll ").replace("edit-", "edit "), state): int(code)
        for line in lines
        for state, code in zip(head[1:], line[1:], strict=True)
    }


def drafted(cli):
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cli.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB", "QT")
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    for unit in ("TH", "NA"):
        cli.ok("ballot", "nominate", "B1", unit, "--award", "GK")
    cli.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    return cli


KEPT: dict[str, bytes] = {}


@pytest.fixture
def at(cli, request):
    """Brings B1 into a state, or takes it from where another test did."""

    def bring(state):
        (cli.folder / "slips.csv").write_text("1,2\n" + "agree,agree\n" * 3 + "agree,disagree\nagree,blank\n")
        if state not in KEPT:
            drafted(request.getfixturevalue("cum6"))
            steps = ["freeze", "open", "close", "count", "seal", "supersede"][: STATES.index(state)]
            for verb in ["void"] if state == "void" else steps:
                cli.ok("ballot", *VERBS[verb])
            KEPT[state] = cli.db.read_bytes()
        cli.db.write_bytes(KEPT[state])
        assert cli.json("ballot", "show", "B1")["state"] == state
        return cli

    return bring


def test_the_table_has_every_state_and_every_verb():
    assert fields.STATES == STATES
    assert set(expected()) == {(verb, state) for verb in VERBS for state in STATES}
    typed = {words[0] for words in VERBS.values()}
    assert typed == set(commands.app.verbs) - READING


@pytest.mark.parametrize("state", STATES)
def test_each_verb_does_its_step_or_is_refused_without_a_trace(at, state):
    cli = at(state)
    before = cli.db.read_bytes()
    for verb, words in VERBS.items():
        done = cli("ballot", *words)
        assert done.code == expected()[verb, state], f"{verb} of a {state} ballot: exit {done.code}\n{done.err}"
        if done.code:
            assert cli.db.read_bytes() == before, verb
            assert "Traceback" not in done.err
            assert state in done.err or verb in {"vote", "consensus"}, f"{verb}: {done.err}"
        elif verb == "remove":
            cli.refused(4, "ballot", "show", "B1")
        else:
            assert cli.json("ballot", "show", "B1")["state"] == LEADS_TO.get(verb, state), verb
        cli.db.write_bytes(before)


@pytest.mark.parametrize("state", ["draft", "frozen", "open", "closed", "counted", "sealed"])
def test_a_refusal_by_state_names_the_verb_that_comes_first_or_leads_back(at, state):
    cli = at(state)
    ways = [f"emulation ballot {verb} B1" for verb in (NEXT.get(state), WAY_OUT.get(state), "unfreeze") if verb]
    silent = []
    for verb, words in VERBS.items():
        if expected()[verb, state] == 3 and verb not in {"vote", "consensus"}:
            message = cli.refused(3, "ballot", *words)
            if not any(way in message for way in ways):
                silent.append(verb)
    assert silent == []


def test_a_named_ballot_takes_votes_only_while_it_is_open(cum6):
    cli = drafted(cum6)
    cli.ok("ballot", "edit", "B1", "--mode", "named")
    vote = ("ballot", "vote", "B1", "TH", "1=agree,2=agree")
    for verb in ("freeze", "open"):
        cli.refused(3, *vote)
        cli.ok("ballot", verb, "B1")
    cli.ok(*vote)
    for verb in ("close", "seal"):
        cli.ok("ballot", verb, "B1")
        cli.refused(3, *vote)


def test_a_freeze_lists_everything_that_is_missing_with_the_command_that_mends_it(cum6):
    cum6.ok("year", "open", "C6/2022")
    cum6.ok("meeting", "add", "SK22", "C6/2022", "--kind", "midyear", "--on", "30/06/2022")
    cum6.ok("ballot", "new", "B0", "C6/2022", "--meeting", "SK22")
    message = cum6.refused(3, "ballot", "freeze", "B0")
    for mend in ("ballot nominate B0", "ballot teller B0", "year join C6/2022", "ballot rule B0 --threshold"):
        assert f"emulation {mend}" in message


def with_rules(cli, **quorums):
    """Awards by code, each with a voting rule of its own; the value is its quorum."""
    drafted(cli)
    lines = ["award,from,threshold,comparison,base,quorum,clause"]
    for number, (code, quorum) in enumerate(quorums.items(), start=2):
        cli.ok("award", "add", code, f"Danh hiệu {code}", "--level", "unit", "--recipient", "collective")
        lines.append(f"{code},01/01/2020,{number}/{number + 1},at-least,members,{quorum},Điều {number}")
    (cli.folder / "rules.csv").write_text("\n".join(lines))
    cli.ok("import", "voting-rules", "rules.csv")
    cli.ok("ballot", "new", "B2", "C6/2023", "--meeting", "SK", "--mode", "hands")
    return cli


def test_a_freeze_takes_the_rule_of_the_award_and_an_unfreeze_lets_go_of_it(cum6):
    cli = with_rules(cum6, A1="", A2="")
    cli.ok("ballot", "nominate", "B2", "TH", "--award", "A1")
    cli.ok("ballot", "freeze", "B2")
    assert cli.json("ballot", "show", "B2")["rule"] == {
        "numerator": 2,
        "denominator": 3,
        "comparison": "at-least",
        "base": "members",
    }
    cli.ok("ballot", "unfreeze", "B2", "--reason", "đổi danh hiệu")
    cli.ok("ballot", "drop", "B2", 1)
    cli.ok("ballot", "nominate", "B2", "TH", "--award", "A2")
    cli.ok("ballot", "freeze", "B2")
    shown = cli.json("ballot", "show", "B2")
    assert (shown["rule"]["numerator"], shown["rule"]["denominator"], shown["clause"]) == (3, 4, "Điều 3")


def test_an_unfreeze_lets_go_of_the_quorum_of_the_award_too(cum6):
    cli = with_rules(cum6, A1="2/3", A2="")
    cli.ok("ballot", "nominate", "B2", "TH", "--award", "A1")
    cli.ok("ballot", "freeze", "B2")
    assert cli.json("ballot", "show", "B2")["quorum"] == "2/3"
    cli.ok("ballot", "unfreeze", "B2", "--reason", "đổi danh hiệu")
    cli.ok("ballot", "drop", "B2", 1)
    cli.ok("ballot", "nominate", "B2", "TH", "--award", "A2")
    cli.ok("ballot", "freeze", "B2")
    assert cli.json("ballot", "show", "B2")["quorum"] is None


def test_a_line_of_its_own_outlives_an_unfreeze(at):
    cli = at("frozen")
    rule = cli.json("ballot", "show", "B1")["rule"]
    cli.ok("ballot", "unfreeze", "B1", "--reason", "thêm tên")
    assert cli.json("ballot", "show", "B1")["rule"] == rule
    cli.ok("ballot", "freeze", "B1")
    assert cli.json("ballot", "show", "B1")["rule"] == rule


@pytest.mark.parametrize(("verb", "state"), [("void", "open"), ("supersede", "sealed")])
def test_a_step_for_good_is_asked_for(at, verb, state):
    cli = at(state)
    before = cli.db.read_bytes()
    assert "--yes" in cli.refused(2, "ballot", *VERBS[verb][:-1])
    assert cli.db.read_bytes() == before
    cli.ok("ballot", *VERBS[verb])
    assert VERBS[verb][VERBS[verb].index("--reason") + 1] == cli.json("ballot", "show", "B1")["reason"]


@pytest.mark.parametrize(("verb", "state"), [("void", "sealed"), ("supersede", "open")])
def test_what_the_state_forbids_is_refused_before_it_is_asked(at, verb, state):
    cli = at(state)
    assert state in cli.refused(3, "ballot", *VERBS[verb][:-1])


def test_superseding_under_a_code_that_is_taken_is_refused_before_it_is_asked(at):
    cli = at("sealed")
    assert "B1" in cli.refused(3, "ballot", "supersede", "B1", "B1", "--reason", "biên bản 02")


@pytest.mark.parametrize(("verb", "state"), [("void", "open"), ("unfreeze", "frozen"), ("supersede", "sealed")])
def test_a_blank_reason_is_no_reason(at, verb, state):
    cli = at(state)
    words = [
        " " if before == "--reason" else word for before, word in zip(("", *VERBS[verb]), VERBS[verb], strict=False)
    ]
    assert "--reason" in cli.refused(3, "ballot", *words)
    assert cli.json("ballot", "show", "B1")["state"] == state


@pytest.mark.parametrize("table", ["ballot", "nominee", "teller", "roll", "ballot_count", "ballot_sum"])
@pytest.mark.parametrize("change", ["UPDATE", "DELETE", "REPLACE"])
def test_the_file_itself_refuses_to_change_a_sealed_ballot(at, table, change):
    raw = sqlite3.connect(at("sealed").db)
    columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA table_info({table})"))
    some = columns.split(", ")[-1]
    sql = {
        "UPDATE": f"UPDATE {table} SET {some} = {some}",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
    }[change]
    try:
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(sql)
    finally:
        raw.close()
