"""Voting rules that an officer enters: a block's own before the law's, never two at once, told in words, in and out of
files. The rules that a new register knows are in test_voting_rules.
"""

from __future__ import annotations

import json

import pytest
from conftest import start

SCHOOL = "Giáo dục và Đào tạo"
LAW = (*("rule", "add", "LAW", "--award", "GK", "--threshold", "80%", "--from", "28/06/2019", "--to", "30/09/2024"),)
ARTICLE = "Thông tư 01/2019/TT-VKSTC, Điều 20"
OWN = (
    "rule",
    "add",
    "QC",
    "--block",
    "C6",
    "--threshold",
    "2/3",
    "--from",
    "01/01/2023",
    "--clause",
    "Quy chế, Điều 7",
)
WITH_BASIS = ("--basis", "01/QC-C6")
FOR_EVERY = {"code": "QC", "award": None, "from": "2023-01-01", "threshold": "2/3", "clause": "Quy chế, Điều 7"}
FOR_EVERY |= {"block": "C6", "basis": "01/QC-C6"}


def taken_in(cli, kind, rows):
    (cli.folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    cli.ok("import", kind, "rows.json")


def line_of(record):
    rule = record["rule"]
    return rule and f"{rule['comparison']} {rule['numerator']}/{rule['denominator']} {rule['base']}"


def drafted(cli):
    for code in ("GK", "BK"):
        cli.ok("award", "add", code, f"Danh hiệu {code}", "--level", "unit", "--recipient", "collective")
    cli.ok(*LAW, "--clause", ARTICLE)
    cli.ok("document", "add", "01/QC-C6", "--kind", "regulation", "--on", "31/12/2022")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cli.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB", "QT")
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK")
    cli.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    cli.ok("ballot", "teller", "B1", "Người kiểm phiếu một")


@start
def block(cum6):
    """Cụm 6 with a rule of the law for GK, none for BK, and a draft B1 that nominates TH for GK."""
    drafted(cum6)


def rule_of(cli, ballot="B1"):
    record = cli.json("ballot", "rule", ballot)
    return line_of(record), record["clause"]


def test_a_blocks_own_regulation_goes_before_the_law_from_its_day(block):
    assert rule_of(block) == ("at-least 4/5 members", ARTICLE)
    block.ok(*OWN, "--award", "GK", *WITH_BASIS)
    assert rule_of(block) == ("at-least 2/3 members", "Quy chế, Điều 7 (01/QC-C6)")
    own = next(one for one in block.json("rule", "list") if one["code"] == "QC")
    assert (own["block"], own["basis"], own["award"]) == ("C6", "01/QC-C6", "GK")
    block.ok("meeting", "edit", "SK", "--on", "31/12/2022")
    assert rule_of(block) == ("at-least 4/5 members", ARTICLE)


def test_the_regulation_of_another_block_does_not_hold(block):
    block.ok("block", "add", "C7", "Cụm thi đua số 7", "--kind", "cluster")
    block.ok(*OWN, "--award", "GK", *WITH_BASIS, "--block", "C7")
    assert rule_of(block) == ("at-least 4/5 members", ARTICLE)


def test_a_regulation_without_its_document_is_refused(block):
    before = block.db.read_bytes()
    assert "document" in block.refused(3, *OWN, "--award", "GK")
    assert "99/QC" in block.refused(4, *OWN, "--award", "GK", "--basis", "99/QC")
    assert block.db.read_bytes() == before
    block.ok(*OWN, "--award", "GK", *WITH_BASIS)
    assert "document" in block.refused(3, "rule", "edit", "QC", "--basis", "")
    assert "01/QC-C6" in block.refused(3, "document", "remove", "01/QC-C6", "--yes")


def test_a_regulation_without_an_award_holds_for_every_award(block):
    block.ok("ballot", "nominate", "B1", "NA", "--award", "BK")
    assert rule_of(block)[0] is None
    taken_in(block, "voting-rules", [FOR_EVERY])
    assert rule_of(block) == ("at-least 2/3 members", "Quy chế, Điều 7 (01/QC-C6)")


def test_a_rule_for_every_award_is_added(block):
    block.ok(*OWN, *WITH_BASIS)
    assert {key: block.json("rule", "list")[0][key] for key in FOR_EVERY} == FOR_EVERY


def test_the_ballots_own_line_goes_before_every_rule(block):
    block.ok(*OWN, *WITH_BASIS, "--award", "GK", "--mode", "hands", "--certainty", "partial")
    block.ok("ballot", "rule", "B1", "--threshold", "1/2", "--more-than", "--of", "present")
    assert rule_of(block) == ("more-than 1/2 present", None)
    cautions = block.json("ballot", "rule", "B1")["cautions"]
    assert cautions[0].startswith(
        "This ballot does not go by the rule in force: at least 2/3 of members (Quy chế, Điều 7"
    )
    assert not any("hands" in one for one in cautions)
    block.ok("ballot", "rule", "B1", "--threshold", "")
    assert rule_of(block) == ("at-least 2/3 members", "Quy chế, Điều 7 (01/QC-C6)")


def test_the_ballots_own_quorum_goes_before_those_of_the_rules(block):
    block.ok("rule", "add", "R2", "--award", "BK", *LAW[5:], "--clause", "Điều 9", "--quorum", "2/3")
    block.ok("ballot", "nominate", "B1", "NA", "--award", "BK")
    assert "different" in block.json("ballot", "rule", "B1")["problem"]
    block.ok("ballot", "rule", "B1", "--quorum", "1/2")
    assert rule_of(block)[0] == "at-least 4/5 members"


def test_persons_make_a_ballot_the_councils_and_units_make_it_the_blocks_again(block):
    block.ok(*LAW[:2], "HD", *LAW[3:], "--threshold", "90%", "--body", "council", "--clause", "Điều 16")
    assert rule_of(block) == ("at-least 4/5 members", ARTICLE)
    block.ok("ballot", "roll", "B1", "--entitled-number", 9)
    assert rule_of(block) == ("at-least 9/10 members", "Điều 16")
    block.ok("ballot", "roll", "B1", "--entitled", "all")
    assert rule_of(block) == ("at-least 4/5 members", ARTICLE)


def test_the_sector_of_a_block_is_set_in_any_letter_case_and_taken_away(block):
    block.ok("rule", "add", "GD", "--award", "BK", *LAW[5:], "--clause", "Điều 1", "--sector", SCHOOL)
    block.ok("ballot", "drop", "B1", 1)
    block.ok("ballot", "nominate", "B1", "TH", "--award", "BK")
    for sector, line in (("Kiểm toán Nhà nước", None), (SCHOOL.casefold(), "at-least 4/5 members"), ("", None)):
        block.ok("block", "edit", "C6", "--sector", sector)
        assert rule_of(block)[0] == line, sector
    block.ok("block", "add", "C7", "Cụm thi đua số 7", "--kind", "cluster", "--sector", SCHOOL)
    assert block.json("block", "show", "C7")["sector"] == SCHOOL


# -- no two at once ---------------------------------------------------------------------------------------------------

SAME = ("--threshold", "1/2", "--clause", "khác")


@pytest.mark.parametrize(
    "days",
    [("2024-09-30",), ("2019-01-01", "2019-06-28"), ("2010-01-01",), ("2022-01-01", "2022-01-01")],
)
def test_two_rules_for_the_same_on_one_day_are_refused_by_the_code_of_the_other(block, days):
    span = ("--from", days[0], *(word for day in days[1:] for word in ("--to", day)))
    assert "LAW" in block.refused(3, "rule", "add", "R2", "--award", "GK", *SAME, *span)
    block.ok("rule", "add", "R2", "--award", "BK", *SAME, *span)
    assert "LAW" in block.refused(3, "rule", "edit", "R2", "--award", "GK")


@pytest.mark.parametrize(
    "words",
    [
        ("--award", "GK", "--from", "2024-10-01"),
        ("--award", "GK", "--from", "2019-01-01", "--to", "2019-06-27"),
        ("--award", "GK", "--from", "2023-01-01", "--body", "council"),
        ("--award", "GK", "--from", "2023-01-01", "--sector", SCHOOL),
        ("--award", "GK", "--from", "2023-01-01", "--block", "C6", *WITH_BASIS),
        ("--award", "BK", "--from", "2023-01-01"),
    ],
)
def test_rules_that_adjoin_or_are_for_something_else_stand_side_by_side_once(block, words):
    block.ok("rule", "add", "R2", *SAME, *words)
    assert "R2" in block.refused(3, "rule", "add", "R3", *SAME, *words)


def test_a_sector_in_other_letters_is_the_same_sector(block):
    words = ("--award", "GK", "--from", "2023-01-01", *SAME, "--sector")
    block.ok("rule", "add", "R2", *words, SCHOOL)
    assert "R2" in block.refused(3, "rule", "add", "R3", *words, SCHOOL.casefold())


# -- in words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words", "needed", "base"),
    [
        ((), f"5 of 6 members (at least 80 %, {ARTICLE})", 5, 6),
        (("--threshold", "2/3", "--of", "members"), "4 of 6 members (at least 2/3)", 4, 6),
        (("--threshold", "5/8", "--of", "members"), "4 of 6 members (at least 5/8)", 4, 6),
        (("--threshold", "50%", "--more-than", "--of", "members"), "4 of 6 members (more than 50 %)", 4, 6),
        (("--threshold", "80%", "--of", "present"), "4 of 5 present (at least 80 %)", 4, 5),
        (("--threshold", "70%", "--of", "issued"), "4 of 5 issued (at least 70 %)", 4, 5),
    ],
)
def test_a_rule_is_told_in_words_with_the_votes_it_needs(block, line, words, needed, base):
    if line:
        block.ok("ballot", "rule", "B1", *line)
    record = block.json("ballot", "rule", "B1")
    assert (record["words"], record["needed"], record["base"]) == (words, needed, base)
    assert words in block.ok("ballot", "rule", "B1")


@pytest.mark.parametrize("base", ["returned", "valid"])
def test_of_slips_in_the_box_the_number_needed_is_not_told_before_the_seal(block, base):
    block.ok("ballot", "rule", "B1", "--threshold", "2/3", "--of", base)
    count = ("count", "B1", "--returned", 5, "--invalid", 1, "--votes", "1=4/0/0")
    for words in ((), ("freeze", "B1"), ("open", "B1"), ("close", "B1"), count):
        if words:
            block.ok("ballot", *words)
        record = block.json("ballot", "rule", "B1")
        assert (record["needed"], record["base"]) == (None, None)
        assert record["words"] == f"at least 2/3 of {base}"
    block.ok("ballot", "seal", "B1")
    assert block.json("ballot", "show", "B1")["outcomes"][0]["needed"] == {"returned": 4, "valid": 3}[base]
    sealed = block.json("ballot", "rule", "B1")
    assert (sealed["needed"], sealed["base"]) == {"returned": (4, 5), "valid": (3, 4)}[base]


def test_what_a_rule_does_not_state_is_listed_and_gets_shorter(block):
    self_voting, tie, quorum, clause = (
        "whether a unit votes on itself",
        "how a tie is broken",
        "a quorum",
        "the clause it rests on",
    )
    assert block.json("ballot", "rule", "B1")["not_stated"] == [self_voting, tie, quorum]
    block.ok("ballot", "rule", "B1", "--threshold", "2/3", "--of", "members")
    assert block.json("ballot", "rule", "B1")["not_stated"] == [self_voting, tie, quorum, clause]
    block.ok("ballot", "rule", "B1", "--quorum", "2/3", "--self-voting", "allowed", *WITH_BASIS)
    record = block.json("ballot", "rule", "B1")
    assert record["not_stated"] == [tie]
    law, silent = record["cautions"]
    assert law.startswith("This ballot does not go by the rule in force: at least 80 % of members")
    assert silent == f"The rule does not state {tie}; the minutes will say so."


# -- in and out -------------------------------------------------------------------------------------------------------

WHOLE = {
    "code": "QC-2023",
    "award": "BK",
    "body": "council",
    "from": "2023-01-01",
    "to": "2023-12-31",
    "threshold": "2/3",
    "comparison": "more-than",
    "base": "valid",
    "mode": "named",
    "quorum": "3/4",
    "self_voting": "barred",
    "clause": "=Quy chế; Điều 7",
    "block": "C6",
    "basis": "01/QC-C6",
    "sector": SCHOOL,
    "certainty": "partial",
}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_every_field_of_a_rule_goes_out_and_comes_back(block, ending):
    taken_in(block, "voting-rules", [WHOLE, FOR_EVERY])
    kept, listed = block.db.read_bytes(), block.json("rule", "list")
    assert WHOLE in listed
    block.ok("export", "voting-rules", "-o", f"rules.{ending}")
    assert block.json("import", "voting-rules", f"rules.{ending}")["unchanged"] == 3
    assert block.db.read_bytes() == kept
    for one in listed:
        block.ok("rule", "remove", one["code"], "--yes")
    assert block.json("import", "voting-rules", f"rules.{ending}")["new"] == 3
    assert block.json("rule", "list") == listed


def test_a_file_of_before_the_codes_comes_in_and_twice_changes_nothing(block):
    lines = (
        "award,from,to,threshold,comparison,base,quorum,clause,sector",
        "BK,01/01/2020,31/12/2021,80%,at-least,members,,Điều 1,",
        f"BK,01/01/2022,,2/3,more-than,valid,1/2,Điều 2,{SCHOOL}",
    )
    (block.folder / "old.csv").write_text("\n".join(lines), encoding="utf-8")
    assert block.json("import", "voting-rules", "old.csv")["new"] == 2
    kept = block.db.read_bytes()
    report = block.json("import", "voting-rules", "old.csv")
    assert (report["unchanged"], report["new"], report["changed"]) == (2, 0, 0)
    assert block.db.read_bytes() == kept
    told = [(one["code"], one["body"], one["certainty"], one["sector"]) for one in block.json("rule", "list")]
    assert told[:2] == [
        ("BK.2020-01-01", "block", "confirmed", None),
        ("BK.2022-01-01", "block", "confirmed", SCHOOL),
    ]


def test_a_rule_is_corrected_and_removed_by_its_code(block):
    block.ok("rule", "edit", "LAW", "--threshold", "3/4", "--of", "present", "--to", "", "--quorum", "2/3")
    law = block.json("rule", "list")[0]
    assert [law[key] for key in ("threshold", "base", "to", "quorum")] == ["3/4", "present", None, "2/3"]
    assert "threshold" in block.refused(3, "rule", "edit", "LAW", "--threshold", "101%")
    assert "before it began" in block.refused(3, "rule", "edit", "LAW", "--to", "27/06/2019")
    assert "LAW" in block.refused(3, *LAW, "--clause", "hai lần")
    block.refused(2, "rule", "remove", "LAW")
    block.ok("rule", "remove", "LAW", "--yes")
    assert block.json("rule", "list") == []
    assert "LAW" in block.refused(4, "rule", "edit", "LAW", "--to", "")


def test_a_rule_edited_or_removed_after_the_freeze_changes_nothing_frozen(block):
    block.ok("ballot", "freeze", "B1")
    frozen = [block.json("ballot", verb, "B1") for verb in ("show", "rule")]
    block.ok("rule", "edit", "LAW", "--threshold", "1/2", "--clause", "khác", "--self-voting", "barred")
    assert [block.json("ballot", verb, "B1") for verb in ("show", "rule")] == frozen
    block.ok("rule", "remove", "LAW", "--yes")
    assert [block.json("ballot", verb, "B1") for verb in ("show", "rule")] == frozen
    for words in (("open",), ("close",), ("count", "--returned", 5, "--invalid", 0, "--votes", "1=4/1/0"), ("seal",)):
        block.ok("ballot", words[0], "B1", *words[1:])
    sealed = block.json("ballot", "show", "B1")
    assert (sealed["outcomes"][0]["outcome"], sealed["clause"]) == ("not-passed", ARTICLE)
    block.ok("ballot", "verify", "B1")


def cautions(cli, ballot="B1"):
    return " ".join(cli.json("ballot", "rule", ballot)["cautions"])


def test_a_block_rule_that_nobody_verified_is_said_while_the_ballot_can_still_be_changed(block):
    block.ok(*OWN, *WITH_BASIS, "--certainty", "unverified")
    said = "own rule QC is not verified"
    assert said in cautions(block)
    assert said in block("ballot", "freeze", "B1").err
    assert said in cautions(block)
    block.ok("ballot", "open", "B1")
    assert said not in cautions(block)


@pytest.mark.parametrize(("certainty", "told"), [("confirmed", True), ("partial", True), ("unverified", False)])
def test_a_typed_line_sets_only_a_verified_rule_aside(block, certainty, told):
    block.ok("rule", "edit", "LAW", "--certainty", certainty)
    block.ok("ballot", "rule", "B1", "--threshold", "1/2", "--of", "valid")
    assert ("does not go by the rule in force" in cautions(block)) is told


@pytest.mark.parametrize("base", ["members", "present", "issued", "returned", "valid"])
@pytest.mark.parametrize("written", [True, False])
def test_votes_in_writing_are_told_of_a_line_of_those_present_alone(block, base, written):
    block.ok("ballot", "rule", "B1", "--threshold", "1/2", "--of", base)
    if written:
        block.ok("ballot", "roll", "B1", "--written", "TTH")
    told = "in writing count above" in cautions(block)
    assert told is (written and base == "present")


def test_nobody_entitled_is_no_rule_that_cannot_be_met(block):
    block.ok("year", "open", "C6/2022")
    block.ok("meeting", "add", "SK22", "C6/2022", "--kind", "midyear", "--on", "30/06/2022")
    block.ok("ballot", "new", "B2", "C6/2022", "--meeting", "SK22", "--threshold", "4/5", "--of", "members")
    block.ok("ballot", "nominate", "B2", "TH", "--award", "GK")
    assert "never be met" not in cautions(block, "B2")


@pytest.mark.parametrize(("line", "certainty"), [((), "confirmed"), (("--threshold", "1/2", "--of", "valid"), None)])
def test_how_sure_a_rule_is_is_told_of_one_with_a_clause(block, line, certainty):
    if line:
        block.ok("ballot", "rule", "B1", *line)
    assert block.json("ballot", "rule", "B1")["certainty"] == certainty
    block.ok("ballot", "drop", "B1", 1)
    if not line:
        assert block.json("ballot", "rule", "B1")["certainty"] is None


def test_a_rule_of_the_law_that_nobody_verified_is_not_called_the_blocks_own(block):
    block.ok("rule", "edit", "LAW", "--certainty", "unverified")
    block.ok("ballot", "rule", "B1", "--threshold", "1/2", "--of", "valid")
    assert "does not state" in cautions(block)
    assert "own rule" not in cautions(block)


@pytest.mark.parametrize("asked", ["secret", "hands", "named"])
@pytest.mark.parametrize("mode", ["secret", "hands", "named"])
def test_a_rule_that_asks_for_another_mode_is_told(block, asked, mode):
    block.ok("rule", "edit", "LAW", "--mode", asked)
    block.ok("ballot", "edit", "B1", "--mode", mode)
    assert (f"The rule wants a {asked} ballot, this one is {mode}" in cautions(block)) is (asked != mode)


@pytest.mark.parametrize(("certainty", "clause"), [("confirmed", ARTICLE), ("partial", ARTICLE), ("unverified", None)])
def test_the_catalogue_shows_the_rule_in_force_if_it_was_verified(block, certainty, clause):
    block.ok("rule", "edit", "LAW", "--certainty", certainty)
    rule = block.json("award", "show", "GK", "--on", "30/06/2023")["rule"]
    assert (rule and rule["clause"]) == clause
    if rule:
        assert (rule["numerator"], rule["denominator"], rule["to"]) == (4, 5, "2024-09-30")
        assert "threshold" not in rule


@pytest.mark.parametrize("certainty", ["confirmed", "partial"])
def test_a_block_rule_that_was_verified_is_taken_without_a_word(block, certainty):
    block.ok(*OWN, *WITH_BASIS, "--certainty", certainty)
    assert "own rule" not in cautions(block)
    assert rule_of(block)[0] == "at-least 2/3 members"
