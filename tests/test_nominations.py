"""The path of a proposal from a ballot or direct, and the commendations that come of it."""

from __future__ import annotations

import pytest
from conftest import start

SUBMIT = ("--document", "12/TTr-C6", "--on", "05/07/2023")
GRANT = ("granted", "--document", "301/QĐ", "--on", "20/07/2023")
FOR_UNITS = "CTD-CP CTD-KSND TTLDXS TTLDTT BK-TTG BK-VKSTC GK"
FOR_PERSONS = "CSTD-TQ CSTD-KSND CSTD-CS LDTT KNC-KS BK-TTG-CN BK-VKSTC-CN GK-CN"


@start
def sealed(cum6):
    """B1 sealed: TH, NA and HT passed (1 to 3), QB did not; a person to commend."""
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cum6.ok("award", "add", "BK-CN", "Bằng khen cá nhân", "--level", "sector", "--recipient", "person")
    cum6.ok("person", "add", "AN", "Nguyễn Văn An", "--unit", "TH")
    cum6.ok("movement", "add", "CD", "Đợt thi đua cao điểm", "--scope", "sector", "--kind", "thematic")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("meeting", "attend", "SK", "all")
    cum6.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "hands", "--threshold", "4/5", "--of", "members"
    )
    for unit, movement in (("TH", "CD"), ("NA", None), ("HT", None), ("QB", None)):
        more = ("--movement", movement) if movement else ()
        cum6.ok("ballot", "nominate", "B1", unit, "--award", "BK", *more)
    for verb in ("freeze", "open", "close"):
        cum6.ok("ballot", verb, "B1")
    cum6.ok("ballot", "count", "B1", "--returned", 6, "--votes", "1=6/0/0,2=5/1/0,3=5/0/1,4=4/2/0")
    cum6.ok("ballot", "seal", "B1")


def proposals(cli):
    return {row["id"]: row for row in cli.json("nomination", "list", "C6/2023")}


def state(cli, code="B1-1"):
    return proposals(cli)[code]["state"]


def refused_unwritten(cli, code, *words):
    before = cli.db.read_bytes()
    message = cli.refused(code, *words)
    assert cli.db.read_bytes() == before
    return message


def at(cli, wanted):
    """B1-1 brought into a state."""
    if wanted != "proposed":
        cli.ok("nomination", "submit", "B1-1", *SUBMIT)
    if wanted == "granted":
        cli.ok("nomination", "decide", "B1-1", *GRANT)
    elif wanted in ("refused", "returned"):
        cli.ok("nomination", "decide", "B1-1", wanted, "--on", "20/07/2023", "--reason", "thiếu hồ sơ")
    assert state(cli) == wanted


# -- the path ---------------------------------------------------------------------------------------------------------


def test_what_passed_is_proposed_by_itself_under_the_number_of_its_slip(sealed):
    found = proposals(sealed)
    assert list(found) == ["B1-1", "B1-2", "B1-3"]
    assert [found[code]["recipient"] for code in found] == ["TH", "NA", "HT"]
    keys = ("award", "movement", "ballot", "agree", "base", "state", "decision", "decided_on")
    assert [found["B1-1"][key] for key in keys] == ["BK", "CD", "B1", 6, 6, "proposed", None, None]


STEPS = {
    "submit": ("submit", "B1-1", "--document", "15/TTr-C6", "--on", "25/07/2023"),
    "grant": ("decide", "B1-1", *GRANT),
    "refuse": ("decide", "B1-1", "refused", "--on", "20/07/2023"),
    "return": ("decide", "B1-1", "returned", "--on", "20/07/2023"),
    "retract": ("retract", "B1-1", "--reason", "nhập nhầm"),
}
LEADS_TO = {
    ("proposed", "submit"): "submitted",
    ("submitted", "grant"): "granted",
    ("submitted", "refuse"): "refused",
    ("submitted", "return"): "returned",
    ("submitted", "retract"): "proposed",
    ("granted", "retract"): "submitted",
    ("refused", "retract"): "submitted",
    ("returned", "retract"): "submitted",
    ("returned", "submit"): "submitted",
}


@pytest.mark.parametrize("before", ["proposed", "submitted", "granted", "refused", "returned"])
@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_is_taken_in_its_turn_or_refused_with_the_verb_that_comes_first(sealed, before, step):
    at(sealed, before)
    after = LEADS_TO.get((before, step))
    if after is not None:
        sealed.ok("nomination", *STEPS[step])
        assert state(sealed) == after
        return
    message = refused_unwritten(sealed, 3, "nomination", *STEPS[step])
    assert before in message
    assert "emulation nomination" in message or step == "retract"


def test_a_returned_proposal_may_be_submitted_again_and_granted(sealed):
    at(sealed, "returned")
    assert proposals(sealed)["B1-1"]["decided_on"] == "2023-07-20"
    sealed.ok("nomination", "submit", "B1-1", "--document", "15/TTr-C6", "--on", "01/08/2023")
    sealed.ok("nomination", "decide", "B1-1", "granted", "--document", "320/QĐ", "--on", "20/08/2023")
    assert [proposals(sealed)["B1-1"][key] for key in ("decision", "decided_on")] == ["320/QĐ", "2023-08-20"]


def test_a_step_before_the_last_one_is_refused_by_its_day(sealed):
    at(sealed, "submitted")
    message = refused_unwritten(sealed, 3, "nomination", "decide", "B1-1", "refused", "--on", "04/07/2023")
    assert "04/07/2023" in message
    assert "05/07/2023" in message


def test_several_are_submitted_all_or_none(sealed):
    assert "B1-9" in refused_unwritten(sealed, 4, "nomination", "submit", "B1-1", "B1-9", *SUBMIT)
    at(sealed, "submitted")
    assert "B1-1" in refused_unwritten(sealed, 3, "nomination", "submit", "B1-2", "B1-1", *SUBMIT)
    sealed.ok("nomination", "submit", "b1-2,B1-3", *SUBMIT)
    assert [row["state"] for row in proposals(sealed).values()] == ["submitted"] * 3


def test_a_nomination_that_is_named_twice_is_submitted_once(sealed):
    sealed.ok("nomination", "submit", "b1-2", "B1-2", *SUBMIT)
    assert state(sealed, "B1-2") == "submitted"


def test_a_document_that_is_not_registered_is_noted_but_taken(sealed):
    done = sealed("nomination", "submit", "B1-1", *SUBMIT)
    assert (done.code, "12/TTr-C6 is not in the register" in done.err) == (0, True)
    sealed.ok("document", "add", "301/QĐ", "--kind", "QĐ", "--on", "20/07/2023")
    assert "not in the register" not in sealed("nomination", "decide", "B1-1", *GRANT).err


def test_a_grant_needs_its_decision_and_a_decision_its_own_word(sealed):
    at(sealed, "submitted")
    assert "--document" in refused_unwritten(sealed, 3, "nomination", "decide", "B1-1", "granted", "--on", "20/07/2023")
    refused_unwritten(sealed, 2, "nomination", "decide", "B1-1", "approved", "--on", "20/07/2023")


def test_a_nomination_that_is_not_there_is_named_with_the_nearest(sealed):
    message = sealed.refused(4, "nomination", "show", "B1-4")
    assert "B1-4" in message
    assert "B1-1" in message


def test_what_was_submitted_from_a_superseded_ballot_stays_to_be_seen_as_cancelled(sealed):
    at(sealed, "submitted")
    sealed.ok("ballot", "supersede", "B1", "B2", "--reason", "kiểm lại phiếu", "--yes")
    assert {code: row["state"] for code, row in proposals(sealed).items()} == {"B1-1": "cancelled"}
    for words in STEPS.values():
        assert "cancelled" in refused_unwritten(sealed, 3, "nomination", *words)


def test_nothing_is_decided_in_a_closed_year(sealed):
    at(sealed, "submitted")
    sealed.ok("year", "close", "C6/2023")
    assert "closed" in refused_unwritten(sealed, 3, "nomination", "decide", "B1-1", *GRANT)


# -- direct nominations -----------------------------------------------------------------------------------------------


def test_a_sudden_achievement_is_proposed_directly_corrected_and_removed(sealed):
    sealed.ok("nomination", "add", "DX1", "C6/2023", "QT", "--award", "BK", "--kind", "sudden", "--for", "Cứu người")
    row = proposals(sealed)["DX1"]
    assert [row[key] for key in ("recipient", "ballot", "agree", "state")] == ["QT", None, None, "proposed"]
    sealed.ok("nomination", "edit", "DX1", "--for", "Cứu người trong lũ")
    sealed.ok("nomination", "submit", "DX1", *SUBMIT)
    assert "submitted" in refused_unwritten(sealed, 3, "nomination", "edit", "DX1", "--for", "khác")
    assert "emulation nomination retract DX1" in refused_unwritten(sealed, 3, "nomination", "remove", "DX1")
    sealed.ok("nomination", "decide", "DX1", *GRANT)
    (granted,) = sealed.json("commendation", "list")
    assert [granted[key] for key in ("recipient", "kind", "for")] == ["QT", "sudden", "Cứu người trong lũ"]
    for _step in range(2):
        sealed.ok("nomination", "retract", "DX1", "--reason", "nhập nhầm")
    refused_unwritten(sealed, 2, "nomination", "remove", "DX1")
    sealed.ok("nomination", "remove", "DX1", "--yes")
    assert "DX1" not in proposals(sealed)


@pytest.mark.parametrize("code", ["B1-1", "b1-4", "B1-99"])
def test_an_id_that_is_a_nominees_is_not_free(sealed, code):
    assert code in refused_unwritten(sealed, 3, "nomination", "add", code, "C6/2023", "QT", "--award", "BK")


@pytest.mark.parametrize(("recipient", "award"), [("AN", "BK"), ("TH", "BK-CN")])
def test_an_award_for_units_is_not_for_persons_nor_the_other_way(sealed, recipient, award):
    sealed.ok("ballot", "new", "B2", "C6/2023", "--meeting", "SK")
    for words in (
        ("nomination", "add", "DX1", "C6/2023", recipient, "--award", award),
        ("commendation", "add", recipient, award, "--on", "20/07/2023", "--document", "301/QĐ"),
        ("ballot", "nominate", "B2", recipient, "--award", award),
    ):
        assert recipient in refused_unwritten(sealed, 3, *words)


# -- commendations ----------------------------------------------------------------------------------------------------


def test_a_grant_is_a_commendation_exactly_once(sealed):
    at(sealed, "granted")
    (row,) = sealed.json("commendation", "list")
    keys = ("recipient", "award", "document", "on", "kind", "for")
    assert [row[key] for key in keys] == ["TH", "BK", "301/QĐ", "2023-07-20", "thematic", "Đợt thi đua cao điểm"]
    refused_unwritten(sealed, 3, "commendation", "add", "TH", "BK", "--on", "20/07/2023", "--document", "301/QĐ")
    sealed.ok("nomination", "retract", "B1-1", "--reason", "nhập nhầm")
    assert sealed.json("commendation", "list") == []


def test_a_grant_that_is_a_commendation_already_is_refused(sealed):
    sealed.ok("commendation", "add", "TH", "BK", "--on", "20/07/2023", "--document", "301/QĐ")
    at(sealed, "submitted")
    refused_unwritten(sealed, 3, "nomination", "decide", "B1-1", *GRANT)


def test_two_grants_under_the_same_number_of_another_year_each_keep_their_own(sealed):
    sealed.ok("commendation", "add", "TH", "BK", "--on", "20/07/2022", "--document", "301/QĐ")
    at(sealed, "granted")
    assert [row["on"] for row in sealed.json("commendation", "list")] == ["2022-07-20", "2023-07-20"]


def test_a_grant_is_removed_only_where_it_was_decided(sealed):
    at(sealed, "granted")
    assert "emulation nomination retract B1-1" in refused_unwritten(
        sealed, 3, "commendation", "remove", "TH", "BK", "--yes"
    )


def test_commendations_are_listed_by_year_and_by_unit_with_its_people(sealed):
    for recipient, award, day, number in (
        ("TH", "BK", "20/12/2022", "1/QĐ"),
        ("NA", "BK", "31/12/2022", "2/QĐ"),
        ("AN", "BK-CN", "01/01/2023", "3/QĐ"),
    ):
        sealed.ok("commendation", "add", recipient, award, "--on", day, "--document", number)

    def listed(*words):
        return [row["document"] for row in sealed.json("commendation", "list", *words)]

    assert listed("--year", 2022) == ["1/QĐ", "2/QĐ"]
    assert listed("--year", 2023) == ["3/QĐ"]
    assert listed("--unit", "TH") == ["1/QĐ", "3/QĐ"]
    assert listed("--unit", "TH", "--year", 2023) == ["3/QĐ"]
    sealed.refused(4, "commendation", "list", "--unit", "XYZ")


def test_the_same_commendation_twice_is_refused_and_one_is_corrected_and_removed(sealed):
    add = ("commendation", "add", "TH", "BK", "--on", "20/12/2022", "--document", "1/QĐ")
    sealed.ok(*add)
    refused_unwritten(sealed, 3, *add)
    sealed.ok("commendation", "add", "TH", "BK", "--on", "20/12/2023", "--document", "9/QĐ", "--kind", "external")
    assert "--decision" in refused_unwritten(sealed, 3, "commendation", "edit", "TH", "BK", "--document", "2/QĐ")
    sealed.ok("commendation", "edit", "TH", "BK", "--decision", "1/QĐ", "--document", "2/QĐ", "--on", "21/12/2022")
    refused_unwritten(sealed, 2, "commendation", "remove", "TH", "BK", "--decision", "9/QĐ")
    sealed.ok("commendation", "remove", "TH", "BK", "--decision", "9/QĐ", "--yes")
    assert [(row["document"], row["on"]) for row in sealed.json("commendation", "list")] == [("2/QĐ", "2022-12-21")]


# -- the catalogue ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "units", "persons"),
    [
        ("procuracy", FOR_UNITS, FOR_PERSONS),
        ("province", f"{FOR_UNITS} CTD-UBND BK-UBND", f"{FOR_PERSONS} CSTD-TINH"),
        ("none", "", ""),
    ],
)
def test_a_preset_has_the_codes_that_scripts_may_type(cli, preset, units, persons):
    cli.ok("init", "--preset", preset)
    found = {row["code"]: row["recipient"] for row in cli.json("award", "list")}
    wanted = dict.fromkeys(units.split(), "collective") | dict.fromkeys(persons.split(), "person")
    assert {code: found.get(code) for code in wanted} == wanted
    assert bool(found) is (preset != "none")


def test_an_award_is_added_corrected_and_removed_until_somebody_is_nominated_for_it(sealed):
    sealed.ok("award", "add", "GK", "Giay khen", "--level", "unit", "--recipient", "collective")
    sealed.ok("award", "edit", "GK", "--name", "Giấy khen")
    assert sealed.json("award", "show", "GK")["name"] == "Giấy khen"
    refused_unwritten(sealed, 3, "award", "add", "gk", "Khác", "--level", "unit", "--recipient", "collective")
    refused_unwritten(sealed, 2, "award", "remove", "GK")
    sealed.ok("award", "remove", "GK", "--yes")
    sealed.refused(4, "award", "show", "GK")
    assert "B1" in refused_unwritten(sealed, 3, "award", "remove", "BK", "--yes")
    assert "B1" in refused_unwritten(sealed, 3, "award", "edit", "BK", "--recipient", "person")
