"""Who may vote, who came, who votes in writing, and to whom a slip was issued."""

from __future__ import annotations

import pytest
from conftest import start

MEETING_DAY = "30/06/2023"
SIX = ["TH", "NA", "HT", "QB", "QT", "TTH"]


@start
def drafted(cum6):
    """A draft ballot of a meeting that five of six units attend."""
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", MEETING_DAY)
    cum6.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QT", "TTH")
    cum6.ok("meeting", "attend", "SK", "QB", "--absent")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    cum6.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    cum6.ok("ballot", "teller", "B1", "Người kiểm phiếu")


def steps(cli, *verbs):
    for verb in verbs:
        cli.ok("ballot", verb, "B1")


def numbers(cli):
    shown = cli.json("ballot", "show", "B1")
    return tuple(shown[key] for key in ("entitled", "present", "written", "issued"))


def standing(cli):
    """Unit → (presence, issued) as the bare `roll` prints it."""
    return {line["unit"]: (line["presence"], line["issued"]) for line in cli.json("ballot", "roll", "B1")["roll"]}


# -- defaults ---------------------------------------------------------------------------------------------------------


def test_without_a_roll_the_members_are_entitled_and_those_who_attend_are_present(drafted):
    assert numbers(drafted) == (6, 5, 0, 5)
    roll = standing(drafted)
    assert list(roll) == SIX
    assert roll["QB"] == ("absent", False)
    assert roll["TTH"] == ("present", True)


def test_a_unit_that_left_before_the_meeting_or_joined_after_it_does_not_vote(drafted):
    drafted.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    drafted.ok("unit", "add", "QNA", "VKSND tỉnh Quảng Nam")
    drafted.ok("year", "join", "C6/2023", "DN", "--on", "01/07/2023")
    drafted.ok("year", "join", "C6/2023", "QNA", "--on", MEETING_DAY)
    drafted.ok("year", "leave", "C6/2023", "QT", "--on", MEETING_DAY)
    assert list(standing(drafted)) == ["TH", "NA", "HT", "QB", "TTH", "QNA"]


def test_a_member_that_joins_before_the_freeze_is_entitled_though_presence_was_entered_already(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA")
    drafted.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    drafted.ok("year", "join", "C6/2023", "DN", "--on", "01/06/2023")
    assert numbers(drafted) == (7, 2, 0, 2)


def test_who_votes_in_writing_gets_a_slip_too(drafted):
    drafted.ok("ballot", "roll", "B1", "--written", "QB")
    assert numbers(drafted) == (6, 5, 1, 6)
    assert standing(drafted)["QB"] == ("written", True)


def test_who_is_given_as_absent_or_in_writing_is_not_taken_from_the_attendance(drafted):
    drafted.ok("ballot", "roll", "B1", "--absent", "TH", "--written", "NA")
    assert numbers(drafted) == (6, 3, 1, 4)
    assert (standing(drafted)["TH"], standing(drafted)["NA"]) == (("absent", False), ("written", True))


def test_all_means_everybody_entitled(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "all")
    assert numbers(drafted) == (6, 6, 0, 6)


def test_codes_stand_with_commas_or_repeated_in_any_case(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "th, NA", "--present", "ht")
    assert [unit for unit, (presence, _) in standing(drafted).items() if presence == "present"] == ["TH", "NA", "HT"]


# -- what a call replaces, and what is refused ------------------------------------------------------------------------


def test_the_last_call_replaces_the_one_before(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA", "--written", "QB")
    drafted.ok("ballot", "roll", "B1", "--present", "HT")
    assert numbers(drafted) == (6, 1, 0, 1)
    assert standing(drafted)["QB"] == ("absent", False)


def test_a_bare_call_prints_and_writes_nothing(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH")
    before = drafted.db.read_bytes()
    assert "present" in drafted.ok("ballot", "roll", "B1")
    assert drafted.db.read_bytes() == before


def test_the_same_roll_again_changes_nothing(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA")
    before = drafted.db.read_bytes()
    drafted.ok("ballot", "roll", "B1", "--present", "NA,TH")
    assert drafted.db.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("--present", "TH,NA", "--written", "NA"),
        ("--present", "NA", "--absent", "NA"),
        ("--written", "NA", "--absent", "NA"),
    ],
)
def test_a_unit_in_two_places_is_refused_by_name(drafted, words):
    before = drafted.db.read_bytes()
    message = drafted.refused(3, "ballot", "roll", "B1", *words)
    assert "NA is given as both" in message
    assert drafted.db.read_bytes() == before


@pytest.mark.parametrize("option", ["--present", "--written", "--absent", "--issued", "--entitled"])
def test_who_is_not_entitled_is_refused_by_name(drafted, option):
    drafted.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    assert "DN" in drafted.refused(3, "ballot", "roll", "B1", option, "DN")
    assert "XYZ" in drafted.refused(4, "ballot", "roll", "B1", option, "XYZ")


def test_fewer_slips_than_voters_may_be_issued(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA,HT", "--issued", "TH,NA")
    assert numbers(drafted) == (6, 3, 0, 2)
    assert standing(drafted)["HT"] == ("present", False)


def test_no_slip_is_issued_to_who_is_absent(drafted):
    assert "HT" in drafted.refused(3, "ballot", "roll", "B1", "--present", "TH,NA", "--issued", "TH,HT")


def test_entitled_may_be_fewer_than_the_members(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled", "TH,NA,QB")
    assert numbers(drafted) == (3, 2, 0, 2)
    assert "HT" in drafted.refused(3, "ballot", "roll", "B1", "--present", "TH,HT")
    drafted.ok("ballot", "roll", "B1", "--entitled", "all")
    assert numbers(drafted)[0] == 6


def test_entitled_that_were_chosen_outlive_an_unfreeze(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled", "TH,NA,QB")
    steps(drafted, "freeze")
    drafted.ok("ballot", "unfreeze", "B1", "--reason", "thêm tên")
    assert numbers(drafted)[0] == 3


def test_the_entitled_are_fixed_at_the_freeze_and_presence_stays_open(drafted):
    steps(drafted, "freeze")
    assert "B1" in drafted.refused(3, "year", "leave", "C6/2023", "QT", "--on", "01/06/2023")
    assert "B1" in drafted.refused(3, "year", "strike", "C6/2023", "QT")
    drafted.ok("year", "leave", "C6/2023", "QT", "--on", "01/07/2023")
    assert numbers(drafted) == (6, 5, 0, 5)
    assert "frozen" in drafted.refused(3, "ballot", "roll", "B1", "--entitled", "TH")
    drafted.ok("ballot", "roll", "B1", "--present", "TH,QT")
    assert numbers(drafted) == (6, 2, 0, 2)


# -- numbers fixed at close -------------------------------------------------------------------------------------------


def test_attendance_entered_while_the_ballot_is_open_still_counts(drafted):
    steps(drafted, "freeze", "open")
    drafted.ok("meeting", "attend", "SK", "QB")
    assert numbers(drafted) == (6, 6, 0, 6)


def test_who_was_present_at_a_closed_ballot_stays_present(drafted):
    steps(drafted, "freeze", "open", "close")
    assert "B1" in drafted.refused(3, "meeting", "attend", "SK", "TH", "--absent")
    assert "B1" in drafted.refused(3, "meeting", "strike", "SK", "attendance", "TH")


def test_attendance_entered_after_the_close_changes_nothing(drafted):
    steps(drafted, "freeze", "open", "close")
    roll = standing(drafted)
    drafted.ok("meeting", "attend", "SK", "QB")
    assert numbers(drafted) == (6, 5, 0, 5)
    assert standing(drafted) == roll
    assert "closed" in drafted.refused(3, "ballot", "roll", "B1", "--present", "all")


# -- a council of persons ---------------------------------------------------------------------------------------------


def test_a_council_is_a_number_of_persons(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled-number", 15, "--present-number", 12, "--written-number", 2)
    assert numbers(drafted) == (15, 12, 2, 14)
    assert drafted.json("ballot", "roll", "B1")["roll"] == []


def test_a_council_comes_in_after_the_freeze_and_is_fixed_at_the_close(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled-number", 15)
    steps(drafted, "freeze", "open")
    assert "open" in drafted.refused(3, "ballot", "roll", "B1", "--entitled-number", 14)
    drafted.ok("ballot", "roll", "B1", "--present-number", 11)
    drafted.ok("ballot", "roll", "B1", "--written-number", 1)
    steps(drafted, "close")
    assert numbers(drafted) == (15, 11, 1, 12)
    drafted.refused(3, "ballot", "roll", "B1", "--present-number", 12)


def test_more_present_than_entitled_is_refused_with_the_numbers(drafted):
    words = ("--entitled-number", 15, "--present-number", 14, "--written-number", 2)
    message = drafted.refused(3, "ballot", "roll", "B1", *words)
    assert all(number in message for number in ("14", "2", "15"))


def test_a_council_says_first_how_many_are_entitled(drafted):
    assert "--entitled-number" in drafted.refused(3, "ballot", "roll", "B1", "--present-number", 3)


def test_units_and_numbers_do_not_mix(drafted):
    drafted.refused(2, "ballot", "roll", "B1", "--present", "TH", "--entitled-number", 15)


def test_a_roll_of_units_takes_the_place_of_a_council(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled-number", 15, "--present-number", 12)
    drafted.ok("ballot", "roll", "B1", "--entitled", "all", "--present", "TH,NA")
    assert numbers(drafted) == (6, 2, 0, 2)


def test_units_do_not_slip_into_a_council_unasked(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled-number", 15, "--present-number", 12)
    message = drafted.refused(3, "ballot", "roll", "B1", "--present", "TH,NA")
    assert "15" in message
    assert "--entitled UNIT" in message
    assert numbers(drafted) == (15, 12, 0, 12)


@pytest.mark.parametrize(("present", "told"), [("TH,NA,HT,QT", True), ("TH,NA,HT,QT,QB", False), ("all", False)])
def test_too_few_slips_for_a_line_of_all_members_is_said_as_they_go_out(drafted, present, told):
    steps(drafted, "freeze")
    drafted.ok("ballot", "roll", "B1", "--present", present)
    said = drafted("ballot", "open", "B1").err
    assert ("5 of 6 must agree, 4 can vote" in said) is told
    assert ("Nobody can pass" in said) is told


def test_a_council_takes_the_place_of_a_roll_of_units(drafted):
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA")
    drafted.ok("ballot", "roll", "B1", "--entitled-number", 15, "--present-number", 12)
    assert numbers(drafted) == (15, 12, 0, 12)


def test_one_call_sets_who_may_vote_and_who_is_there(drafted):
    drafted.ok("ballot", "roll", "B1", "--entitled", "TH,NA", "--present", "TH")
    assert numbers(drafted) == (2, 1, 0, 1)


@pytest.mark.parametrize("base", ["issued", "present", "returned", "valid"])
def test_too_few_slips_are_told_of_a_line_of_all_members_alone(drafted, base):
    drafted.ok("ballot", "rule", "B1", "--threshold", "4/5", "--of", base)
    steps(drafted, "freeze")
    drafted.ok("ballot", "roll", "B1", "--present", "TH,NA")
    assert "Nobody can pass" not in drafted("ballot", "open", "B1").err
