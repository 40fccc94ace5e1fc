"""Every step of a proposal in its turn, none out of it; the three outcomes apart; each step with day and document."""

from __future__ import annotations

import pytest
from conftest import start


@start
def proposed(cum6):
    """DX-1 proposes VKSND Thanh Hóa for a certificate, by a vote of its own."""
    for code, name, form in (("BK", "Bằng khen", "merit"), ("GK", "Giấy khen", "letter"), ("CTD", "Cờ", "flag")):
        cum6.ok("award", "add", code, name, "--level", "sector", "--recipient", "collective", "--form", form)
    cum6.ok("award", "add", "BK-CN", "Bằng khen", "--level", "sector", "--recipient", "person", "--form", "merit")
    law = ("--clause", "Điều 84 khoản 2")
    cum6.ok("dossier", "add", "TTR", "Tờ trình", "--form", "commendations", *law)
    cum6.ok("dossier", "add", "BCTT", "Báo cáo thành tích", *law)
    cum6.ok("dossier", "add", "TEP", "Tệp điện tử", "--clause", "thông lệ", "--certainty", "unverified")
    cum6.ok("dossier", "add", "BBBX", "Biên bản bình xét", "--form", "titles", *law)
    given = ("--kind", "sudden", "--for", "Cứu dân trong lũ [x]", "--document", "3/BB-C6", "--on", "20/06/2023")
    cum6.ok("nomination", "add", "DX-1", "C6/2023", "TH", "--award", "BK", *given, "--agree", 5, "--of", 6)


STEPS = {
    "complete": ("complete", "DX-1", "--on", "01/08/2023"),
    "submitted": ("submit", "DX-1", "--document", "12/TTr-C6", "--on", "01/08/2023"),
    "kept": ("review", "DX-1", "kept", "--on", "01/08/2023", "--document", "7/BB-HĐ"),
    "dropped": ("review", "DX-1", "dropped", "--on", "01/08/2023", "--reason", "thành tích chưa rõ"),
    "changed": ("review", "DX-1", "changed", "--award", "GK", "--on", "01/08/2023"),
    "granted": ("decide", "DX-1", "granted", "--document", "301/QĐ", "--on", "01/08/2023"),
    "refused": ("decide", "DX-1", "refused", "--on", "01/08/2023", "--reason", "không đủ tiêu chuẩn"),
    "returned": ("decide", "DX-1", "returned", "--on", "01/08/2023", "--reason", "thiếu hồ sơ"),
    "handed-over": ("hand-over", "DX-1", "--on", "01/08/2023", "--document", "9/BB"),
    "cancelled": ("cancel", "DX-1", "--on", "01/08/2023", "--document", "400/QĐ", "--reason", "kê khai sai"),
}
"""Step → the command that takes it."""
WAY = {
    "proposed": (),
    "complete": ("complete",),
    "submitted": ("complete", "submitted"),
    "kept": ("submitted", "kept"),
    "dropped": ("submitted", "dropped"),
    "changed": ("submitted", "changed"),
    "granted": ("complete", "submitted", "kept", "granted"),
    "refused": ("submitted", "refused"),
    "returned": ("submitted", "returned"),
    "handed-over": ("submitted", "changed", "granted", "handed-over"),
    "cancelled": ("submitted", "granted", "handed-over", "cancelled"),
}
"""State → the steps that lead to it."""
REVIEWED = ("kept", "dropped", "changed")
MAY = {
    "proposed": ("complete", "submitted", "cancelled"),
    "complete": ("submitted", "cancelled"),
    "submitted": (*REVIEWED, "granted", "refused", "returned", "cancelled"),
    "kept": ("granted", "refused", "returned", "cancelled"),
    "changed": ("granted", "refused", "returned", "cancelled"),
    "dropped": ("refused", "returned", "cancelled"),
    "granted": ("handed-over", "cancelled"),
    "refused": (),
    "returned": ("complete", "submitted", "cancelled"),
    "handed-over": ("cancelled",),
    "cancelled": (),
}
"""State → the steps that may follow it, written down here by hand."""


def state(cli):
    return cli.json("nomination", "show", "DX-1")["state"]


def at(cli, wanted):
    cli.ok("nomination", "dossier", "DX-1", "--has", "TTR,BCTT", "--on", "21/06/2023")
    for step in WAY[wanted]:
        cli.ok("nomination", *STEPS[step])
    assert state(cli) == wanted


@pytest.mark.parametrize("before", list(WAY))
@pytest.mark.parametrize("step", list(STEPS))
def test_every_step_is_taken_in_its_turn_and_refused_out_of_it(proposed, before, step):
    at(proposed, before)
    if step in MAY[before]:
        proposed.ok("nomination", *STEPS[step])
        assert state(proposed) == step
        return
    stood = proposed.db.read_bytes()
    message = proposed.refused(3, "nomination", *STEPS[step])
    assert before in message
    assert proposed.db.read_bytes() == stood


@pytest.mark.parametrize("last", [state for state in WAY if state != "proposed"])
def test_the_last_step_is_taken_back_with_a_reason(proposed, last):
    at(proposed, last)
    before = WAY[last][-2] if len(WAY[last]) > 1 else "proposed"
    proposed.ok("nomination", "retract", "DX-1", "--reason", "nhập nhầm")
    assert state(proposed) == before
    entry = proposed.json("log", "--limit", 1)[0]
    assert (entry["verb"], entry["reason"]) == ("nomination retract", "nhập nhầm")
    assert len(proposed.json("commendation", "list")) == ("granted" in WAY[last][:-1])


def test_what_the_block_voted_what_the_council_kept_and_what_was_decided_stay_apart(proposed):
    at(proposed, "handed-over")
    record = proposed.json("nomination", "list", "C6/2023")[0]
    assert (record["agree"], record["base"], record["award"]) == (5, 6, "BK")
    assert (record["council"], record["council_award"], record["council_on"]) == ("changed", "GK", "2023-08-01")
    assert (record["decided"], record["decision"], record["decided_on"]) == ("granted", "301/QĐ", "2023-08-01")
    granted = proposed.json("commendation", "list")[0]
    assert (granted["recipient"], granted["award"], granted["kind"], granted["of_year"]) == ("TH", "GK", "sudden", 2023)
    assert (granted["handed_on"], granted["handed_by"]) == ("2023-08-01", "9/BB")


def test_every_step_is_told_with_its_day_its_document_and_its_reason(proposed):
    at(proposed, "cancelled")
    steps = proposed.json("nomination", "show", "DX-1")["steps"]
    assert [(one["step"], one["on"], one["document"]) for one in steps] == [
        ("proposed", "2023-06-20", "3/BB-C6"),
        ("submitted", "2023-08-01", "12/TTr-C6"),
        ("granted", "2023-08-01", "301/QĐ"),
        ("handed-over", "2023-08-01", "9/BB"),
        ("cancelled", "2023-08-01", "400/QĐ"),
    ]
    granted = proposed.json("commendation", "list")[0]
    assert (granted["cancelled_on"], granted["cancelled_by"]) == ("2023-08-01", "400/QĐ")


def test_what_the_council_dropped_keeps_its_reason_and_is_not_granted(proposed):
    at(proposed, "dropped")
    assert proposed.json("nomination", "show", "DX-1")["steps"][-1]["reason"] == "thành tích chưa rõ"
    assert "dropped" in proposed.refused(3, "nomination", *STEPS["granted"])


def test_a_returned_proposal_goes_through_the_council_again(proposed):
    at(proposed, "kept")
    for step in ("returned", "submitted"):
        proposed.ok("nomination", *STEPS[step])
    record = proposed.json("nomination", "show", "DX-1")
    assert (record["state"], record["council"]) == ("submitted", None)
    proposed.ok("nomination", *STEPS["dropped"])
    assert proposed.json("nomination", "show", "DX-1")["council"] == "dropped"


def test_a_withdrawn_proposal_commends_nobody_and_names_its_reason(proposed):
    proposed.ok("nomination", "cancel", "DX-1", "--on", "01/07/2023", "--reason", "đơn vị rút đề nghị")
    record = proposed.json("nomination", "show", "DX-1")
    assert (record["state"], record["cancelled_on"], record["reason"]) == (
        "cancelled",
        "2023-07-01",
        "đơn vị rút đề nghị",
    )
    assert proposed.json("commendation", "list") == []


def test_a_grant_is_cancelled_by_a_decision_alone_and_a_reason_says_something(proposed):
    at(proposed, "granted")
    plain = ("nomination", "cancel", "DX-1", "--on", "02/08/2023")
    assert "--document" in proposed.refused(3, *plain, "--reason", "kê khai sai")
    proposed.refused(3, *plain, "--document", "400/QĐ", "--reason", " ")


def test_no_step_lies_before_the_one_before_it(proposed):
    at(proposed, "granted")
    for words in (
        ("hand-over", "DX-1", "--on", "31/07/2023"),
        ("cancel", "DX-1", "--on", "31/07/2023", "--document", "400/QĐ", "--reason", "sai"),
    ):
        assert "01/08/2023" in proposed.refused(3, "nomination", *words)


def test_the_council_changes_to_another_award_for_the_same_kind_of_recipient(proposed):
    at(proposed, "submitted")
    review = ("nomination", "review", "DX-1")
    on = ("--on", "01/08/2023")
    assert "--award" in proposed.refused(2, *review, "changed", *on)
    assert "BK" in proposed.refused(3, *review, "changed", "--award", "BK", *on)
    assert "BK-CN" in proposed.refused(3, *review, "changed", "--award", "BK-CN", *on)
    proposed.refused(2, *review, "kept", "--award", "GK", *on)
    proposed.refused(2, *review, "agreed", *on)
    assert state(proposed) == "submitted"


def test_the_register_of_a_past_day_knows_only_what_had_happened(proposed):
    proposed.ok("nomination", "submit", "DX-1", "--document", "12/TTr-C6", "--on", "01/07/2023")
    proposed.ok("nomination", "review", "DX-1", "kept", "--on", "10/07/2023")
    proposed.ok("nomination", "decide", "DX-1", "granted", "--document", "301/QĐ", "--on", "20/07/2023")
    proposed.ok("nomination", "hand-over", "DX-1", "--on", "30/07/2023")
    import sqlite3

    from emulation_cli.nominations import queries

    with sqlite3.connect(proposed.db) as connection:
        connection.row_factory = sqlite3.Row
        seen = {
            day: [queries.state(row) for row in queries.proposals(connection, 1, f"2023-{day}")]
            for day in ("06-19", "06-20", "07-01", "07-10", "07-20", "07-30")
        }
    assert seen == {
        "06-19": [],
        "06-20": ["proposed"],
        "07-01": ["submitted"],
        "07-10": ["kept"],
        "07-20": ["granted"],
        "07-30": ["handed-over"],
    }


# -- the dossier ------------------------------------------------------------------------------------------------------


def test_the_checklist_is_of_the_award_and_complete_is_refused_while_a_paper_is_missing(proposed):
    papers = proposed.json("nomination", "dossier", "DX-1")
    assert [(one["code"], one["certainty"]) for one in papers["papers"]] == [
        ("BCTT", "confirmed"),
        ("TEP", "unverified"),
        ("TTR", "confirmed"),
    ]
    message = proposed.refused(3, "nomination", *STEPS["complete"])
    assert "BCTT (Báo cáo thành tích)" in message
    assert "TEP" not in message  # nobody has read the text that asks for it
    proposed.ok("nomination", "dossier", "DX-1", "--has", "bctt,TTR", "--on", "21/06/2023")
    assert proposed.json("nomination", "dossier", "DX-1")["complete"] is True
    proposed.ok("nomination", *STEPS["complete"])


def test_a_paper_that_is_not_there_after_all_is_taken_out_again(proposed):
    proposed.ok("nomination", "dossier", "DX-1", "--has", "all")
    taken = proposed.json("nomination", "dossier", "DX-1", "--lacks", "TTR")
    assert [(one["code"], one["on"] is None) for one in taken["papers"]] == [
        ("BCTT", False),
        ("TEP", False),
        ("TTR", True),
    ]
    stood = proposed.db.read_bytes()
    proposed.ok("nomination", "dossier", "DX-1", "--lacks", "TTR")
    assert proposed.db.read_bytes() == stood


def test_a_paper_of_another_kind_of_award_is_refused(proposed):
    assert "BBBX" in proposed.refused(3, "nomination", "dossier", "DX-1", "--has", "BBBX")
    proposed.refused(4, "nomination", "dossier", "DX-1", "--has", "KHAC")


def test_what_is_submitted_without_its_papers_is_told(proposed):
    done = proposed("nomination", *STEPS["submitted"])
    assert (done.code, "not noted in the dossier: BCTT" in done.err) == (0, True)


def test_a_proposal_with_papers_is_removed_with_them_while_it_is_only_proposed(proposed):
    proposed.ok("nomination", "dossier", "DX-1", "--has", "all")
    proposed.ok("nomination", "remove", "DX-1", "--yes")
    proposed.ok("check")
    proposed.ok("dossier", "remove", "TTR", "--yes")


def test_a_vote_of_its_own_has_both_numbers_and_no_more_agree_than_vote(proposed):
    add = ("nomination", "add", "DX-2", "C6/2023", "NA", "--award", "BK")
    assert "both" in proposed.refused(3, *add, "--agree", 5)
    assert "6" in proposed.refused(3, *add, "--agree", 6, "--of", 5)
    proposed.ok(*add, "--agree", 6, "--of", 6)


def test_nobody_is_proposed_twice_for_the_same(proposed):
    add = ("nomination", "add", "DX-2", "C6/2023", "TH", "--award", "BK")
    assert "DX-1" in proposed.refused(3, *add, "--for", "cứu dân trong lũ [X]")
    proposed.ok(*add, "--for", "Phòng chống cháy rừng")
    assert "DX-1" in proposed.refused(3, "nomination", "edit", "DX-2", "--for", "Cứu dân trong lũ [x]")
    proposed.ok("nomination", "cancel", "DX-1", "--on", "01/07/2023", "--reason", "rút")
    proposed.ok("nomination", "edit", "DX-2", "--for", "Cứu dân trong lũ [x]")


def test_no_step_lies_before_the_proposal_itself(proposed):
    assert "20/06/2023" in proposed.refused(
        3, "nomination", "submit", "DX-1", "--document", "1/T", "--on", "19/06/2023"
    )


def test_papers_that_came_later_do_not_make_a_dossier_complete_and_none_goes_once_it_is(proposed):
    proposed.ok("nomination", "dossier", "DX-1", "--has", "all", "--on", "02/08/2023")
    assert "TTR" in proposed.refused(3, "nomination", *STEPS["complete"])
    proposed.ok("nomination", "complete", "DX-1", "--on", "02/08/2023")
    proposed.ok("nomination", "submit", "DX-1", "--document", "12/TTr", "--on", "03/08/2023")
    assert "retract" in proposed.refused(3, "nomination", "dossier", "DX-1", "--lacks", "TTR")


def test_what_became_of_a_proposal_is_not_changed_behind_its_back(proposed):
    at(proposed, "granted")
    edit = ("commendation", "edit", "TH", "BK")
    for given in (
        ("--on", "01/01/2023"),
        ("--of-year", 2020),
        ("--handed-on", "05/08/2023"),
        ("--cancelled-on", "05/08/2023", "--cancelled-by", "9/QĐ"),
    ):
        assert "nomination retract DX-1" in proposed.refused(3, *edit, *given)
    proposed.ok(*edit, "--for", "Cứu dân trong lũ")
