"""Meetings: why they meet, who came, what was said, decided and given as a task."""

import pytest
from conftest import start

CONTRACT = {
    *("code", "kinds", "on", "place", "host", "mode", "chair", "present", "absent"),
    *("guests", "speeches", "opinions", "resolutions", "tasks", "ballots"),
}


@start
def sk(cum6):
    """The mid-year conference of Cụm 6."""
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023", "--host", "TTH")


def show(cli):
    return cli.json("meeting", "show", "SK")


def test_a_meeting_is_shown_with_everything_the_contract_names(cum6):
    words = ("--place", "Huế", "--host", "tth", "--mode", "hybrid", "--chair", "Nguyễn Văn A, Viện trưởng")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023", *words)
    shown = show(cum6)
    assert shown.keys() >= CONTRACT
    assert (shown["code"], shown["kinds"], shown["on"]) == ("SK", ["midyear"], "2023-06-30")
    assert [shown[key] for key in ("place", "host", "mode", "chair")] == [
        "Huế",
        "TTH",
        "hybrid",
        "Nguyễn Văn A, Viện trưởng",
    ]
    empty = ("present", "absent", "guests", "speeches", "opinions", "resolutions", "tasks", "ballots")
    assert [shown[key] for key in empty] == [[]] * len(empty)


def test_a_meeting_is_in_person_unless_told_otherwise_and_its_words_are_checked(sk):
    assert show(sk)["mode"] == "in-person"
    words = ("meeting", "add", "M", "C6/2023", "--on", "01/03/2023")
    assert "online" in sk.refused(2, *words, "--kind", "launch", "--mode", "phone")
    assert "yearend" in sk.refused(2, *words, "--kind", "party")
    assert "yearend" in sk.refused(2, *words, "--kind", "launch,party")
    sk.refused(2, *words)
    sk.refused(4, *words, "--kind", "launch", "--host", "XYZ")
    sk.refused(3, *words[:-1], "31/02/2023", "--kind", "launch")
    sk.refused(3, "meeting", "add", "sk", "C6/2023", "--kind", "other", "--on", "01/03/2023")
    sk.refused(4, "meeting", "add", "M", "C6/2024", "--kind", "other", "--on", "01/03/2024")


def test_one_conference_closes_a_year_and_launches_the_next(cum6):
    words = ("meeting", "add", "TK", "C6/2023", "--kind", "yearend,launch:C6/2024", "--on", "15/01/2024")
    assert "C6/2024" in cum6.refused(4, *words)
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    cum6.ok(*words)
    assert sorted(cum6.json("meeting", "show", "TK")["kinds"]) == ["launch:C6/2024", "yearend"]
    for year in ("C6/2023", "C6/2024"):
        assert [row["code"] for row in cum6.json("meeting", "list", year)] == ["TK"]
    cum6.ok("pledge", "draft", "C6/2024")
    cum6.ok("pledge", "adopt", "C6/2024", "--meeting", "TK", "--consensus")


# -- attendance -------------------------------------------------------------------------------------------------------


def test_all_are_present_in_official_order_whatever_order_they_are_entered_in(sk):
    sk.ok("meeting", "attend", "SK", "TTH", "QB", "NA,TH")
    assert show(sk)["present"] == ["TH", "NA", "QB", "TTH"]
    sk.ok("meeting", "attend", "SK", "all")
    assert show(sk)["present"] == ["TH", "NA", "HT", "QB", "QT", "TTH"]


def test_all_means_the_members_on_the_day_of_the_meeting(sk):
    sk.ok("year", "leave", "C6/2023", "HT", "--on", "30/06/2023")
    sk.ok("meeting", "attend", "SK", "all")
    assert "HT" not in show(sk)["present"]


def test_several_persons_may_come_for_a_unit(sk):
    sk.ok("meeting", "attend", "SK", "TH")
    sk.ok("meeting", "attend", "SK", "TH", "--person", "Lê A, Viện trưởng")
    sk.ok("meeting", "attend", "SK", "TH", "--person", "Trần B, Chánh Văn phòng")
    shown = show(sk)
    assert shown["present"] == ["TH"]
    assert [row["person"] for row in shown["delegates"]] == ["Lê A, Viện trưởng", "Trần B, Chánh Văn phòng"]


def test_who_was_entered_as_present_is_corrected_to_absent_and_back(sk):
    sk.ok("meeting", "attend", "SK", "QB", "--person", "Lê A, Viện trưởng")
    sk.ok("meeting", "attend", "SK", "QB", "--absent", "--reason", "mưa lũ")
    shown = show(sk)
    assert (shown["present"], shown["absent"]) == ([], ["QB"])
    assert [(row["unit"], row["person"], row["reason"]) for row in shown["delegates"]] == [("QB", None, "mưa lũ")]
    sk.ok("meeting", "attend", "SK", "QB")
    assert (show(sk)["present"], show(sk)["absent"], show(sk)["delegates"]) == (["QB"], [], [])


def test_an_absence_keeps_its_reason_where_a_second_entry_gives_none(sk):
    sk.ok("meeting", "attend", "SK", "QB", "--absent", "--reason", "mưa lũ")
    sk.ok("meeting", "attend", "SK", "QB", "HT", "--absent")
    assert {row["unit"]: row["reason"] for row in show(sk)["delegates"]} == {"QB": "mưa lũ"}


def test_attendance_that_cannot_be_is_refused(sk):
    sk.refused(3, "meeting", "attend", "SK", "QB", "--absent", "--person", "Lê A, Viện trưởng")
    sk.refused(3, "meeting", "attend", "SK", "QB", "--reason", "mưa lũ")
    sk.refused(4, "meeting", "attend", "SK", "TH", "XYZ")
    assert "SK" in sk.refused(4, "meeting", "attend", "SKX", "TH")
    assert show(sk)["present"] == []


def test_an_entered_unit_is_struck_from_the_attendance(sk):
    sk.ok("meeting", "attend", "SK", "TH", "NA")
    sk.ok("meeting", "strike", "SK", "attendance", "th")
    assert show(sk)["present"] == ["NA"]
    sk.refused(4, "meeting", "strike", "SK", "attendance", "TH")


# -- what happened ----------------------------------------------------------------------------------------------------

ENTRIES = {
    "guest": ("guests", "{}"),
    "speech": ("speeches", "Ông A", "{}"),
    "opinion": ("opinions", "NA", "{}"),
    "resolution": ("resolutions", "{}", "--consensus"),
    "task": ("tasks", "{}"),
}


def texts(rows):
    return [row if isinstance(row, str) else row["text"] for row in rows]


@pytest.mark.parametrize("part", ENTRIES)
def test_each_part_is_added_once_corrected_by_its_number_and_struck(sk, part):
    key, *form = ENTRIES[part]

    def words(text):
        verb = "resolve" if part == "resolution" else part
        return "meeting", verb, "SK", *(word.format(text) for word in form)

    sk.ok(*words("một"))
    before = sk.db.read_bytes()
    sk.ok(*words("một"))
    assert sk.db.read_bytes() == before
    sk.ok(*words("hai"))
    assert texts(show(sk)[key]) == ["một", "hai"]
    sk.ok(*words("ba"), "--number", "1")
    assert texts(show(sk)[key]) == ["ba", "hai"]
    sk.ok("meeting", "strike", "SK", part, "2")
    assert texts(show(sk)[key]) == ["ba"]
    sk.refused(4, *words("bốn"), "--number", "2")
    sk.refused(4, "meeting", "strike", "SK", part, "2")
    sk.refused(3, "meeting", "strike", "SK", part, "hai")
    sk.refused(2, "meeting", "strike", "SK", "dance", "1")


def test_speeches_have_a_role_and_opinions_an_answer(sk):
    for role in ("opening", "directing", "closing", "other"):
        sk.ok("meeting", "speech", "SK", "Ông A, Viện trưởng", f"Lời {role}", "--role", role)
    assert [row["role"] for row in show(sk)["speeches"]] == ["opening", "directing", "closing", "other"]
    sk.refused(2, "meeting", "speech", "SK", "Ông A", "Lời", "--role", "song")
    sk.ok("meeting", "opinion", "SK", "NA", "Một", "--accepted")
    sk.ok("meeting", "opinion", "SK", "HT", "Hai", "--rejected")
    sk.ok("meeting", "opinion", "SK", "QB", "Ba")
    assert [row["state"] for row in show(sk)["opinions"]] == ["accepted", "rejected", "open"]
    sk.ok("meeting", "opinion", "SK", "QB", "Ba", "--accepted")
    assert [row["state"] for row in show(sk)["opinions"]] == ["accepted", "rejected", "accepted"]


def test_a_review_has_shortcomings_causes_and_lessons_beside_opinions(sk):
    words = ("meeting", "opinion", "SK", "NA")
    sk.ok(*words, "Nhất trí với dự thảo báo cáo")
    for kind in ("shortcoming", "cause", "lesson", "opinion"):
        sk.ok(*words, f"Điều {kind} được nêu", "--kind", kind)
    shown = show(sk)["opinions"]
    assert [row["kind"] for row in shown] == ["opinion", "shortcoming", "cause", "lesson", "opinion"]
    assert shown[1].keys() == {"number", "unit", "text", "state", "kind"}
    assert "lesson" in sk.refused(2, *words, "Khác", "--kind", "song")
    sk.refused(3, *words, "Khác\x07", "--kind", "cause")


def test_a_corrected_opinion_keeps_its_kind_unless_another_is_given(sk):
    words = ("meeting", "opinion", "SK", "NA")
    sk.ok(*words, "Chậm gửi báo cáo", "--kind", "shortcoming")
    sk.ok(*words, "Chậm gửi báo cáo quý", "--number", "1")
    sk.ok(*words, "Chậm gửi báo cáo quý", "--accepted")
    (row,) = show(sk)["opinions"]
    assert (row["text"], row["kind"], row["state"]) == ("Chậm gửi báo cáo quý", "shortcoming", "accepted")
    sk.ok(*words, "Chậm gửi báo cáo quý", "--number", "1", "--kind", "cause")
    (row,) = show(sk)["opinions"]
    assert (row["kind"], row["state"]) == ("cause", "accepted")
    number = sk.json("log", "--limit", "1")[0]["seq"]
    entry = sk.json("log", "show", number)
    assert (entry["before"], entry["after"]) == ({"kind": "shortcoming"}, {"kind": "cause"})


@pytest.mark.parametrize(
    ("agree", "disagree", "abstain", "carried"), [(6, 0, 0, True), (4, 2, 1, True), (3, 2, 1, False), (0, 0, 0, False)]
)
def test_a_resolution_is_carried_with_more_for_it_than_against_and_abstaining(sk, agree, disagree, abstain, carried):
    sk.ok("meeting", "resolve", "SK", "Quy chế", "--agree", agree, "--disagree", disagree, "--abstain", abstain)
    (row,) = show(sk)["resolutions"]
    assert [row[key] for key in ("text", "agree", "disagree", "abstain", "carried")] == [
        *("Quy chế", agree, disagree, abstain),
        carried,
    ]


def test_a_resolution_says_consensus_or_its_counts_never_both_or_neither(sk):
    words = ("meeting", "resolve", "SK", "Quy chế")
    for more in ((), ("--agree", "6"), ("--consensus", "--agree", "6"), ("--agree", "6", "--disagree", "x")):
        sk.refused(3, *words, *more)
    sk.ok(*words, "--consensus")
    (row,) = show(sk)["resolutions"]
    assert (row["carried"], row["agree"], row["disagree"], row["abstain"]) == (True, None, None, None)


@pytest.mark.parametrize("more", [(), ("--number", "1")])
def test_the_counts_of_a_resolution_are_corrected_without_saying_abstain_again(sk, more):
    sk.ok("meeting", "resolve", "SK", "Quy chế", "--agree", "6", "--disagree", "0")
    sk.ok("meeting", "resolve", "SK", "Quy chế", "--agree", "5", "--disagree", "1", *more)
    (row,) = show(sk)["resolutions"]
    assert (row["agree"], row["disagree"], row["abstain"]) == (5, 1, 0)


def test_a_task_is_done_and_open_again(sk):
    sk.ok("meeting", "task", "SK", "Gửi báo cáo", "--owner", "NA", "--due", "15/07/2023")
    (row,) = show(sk)["tasks"]
    assert (row["number"], row["owner"], row["due"], row["done"]) == (1, "NA", "2023-07-15", False)
    sk.ok("meeting", "task", "SK", "1", "--done")
    assert show(sk)["tasks"][0] == {**row, "done": True, "done_on": "2023-07-01"}
    sk.ok("meeting", "task", "SK", "1", "--done")
    sk.ok("meeting", "task", "SK", "1", "--done", "--on", "14/07/2023")
    assert show(sk)["tasks"][0] == {**row, "done": True, "done_on": "2023-07-14"}
    sk.ok("meeting", "task", "SK", "1", "--open")
    assert show(sk)["tasks"] == [row]
    assert "no day" in sk.refused(3, "meeting", "task", "SK", "1", "--open", "--on", "14/07/2023")
    assert show(sk)["tasks"] == [row]
    sk.refused(4, "meeting", "task", "SK", "2", "--done")
    sk.refused(3, "meeting", "task", "SK", "Gửi báo cáo", "--done")
    sk.refused(4, "meeting", "task", "SK", "Khác", "--owner", "XYZ")


def test_a_shortcoming_or_a_lesson_may_be_the_whole_blocks_an_opinion_is_a_units(sk):
    for kind in ("shortcoming", "cause", "lesson"):
        sk.ok("meeting", "opinion", "SK", "all", "Chậm gửi số liệu", "--kind", kind)
    (row,) = show(sk)["opinions"]
    assert (row["unit"], row["kind"]) == (None, "lesson")
    sk.ok("meeting", "opinion", "SK", "TH", "Chậm gửi số liệu", "--kind", "shortcoming")
    assert [one["unit"] for one in show(sk)["opinions"]] == [None, "TH"]
    assert "whose opinion" in sk.refused(3, "meeting", "opinion", "SK", "all", "Nên sửa bảng điểm")


# -- correcting and removing ------------------------------------------------------------------------------------------


def test_a_meeting_moved_to_another_year_takes_its_purpose_with_it(sk):
    sk.ok("year", "open", "C6/2024")
    sk.ok("meeting", "edit", "SK", "--year", "C6/2024", "--on", "30/06/2024")
    assert show(sk)["kinds"] == ["midyear"]
    assert sk.json("meeting", "list", "C6/2023") == []


def official_ballot(cli):
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "consensus")
    cli.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    cli.ok("meeting", "edit", "SK", "--on", "29/06/2023")
    cli.ok("ballot", "freeze", "B1")
    return "ballot B1"


def official_pledge(cli):
    cli.ok("pledge", "draft", "C6/2023")
    cli.ok("meeting", "edit", "SK", "--on", "29/06/2023")
    cli.ok("pledge", "adopt", "C6/2023", "--meeting", "SK", "--consensus")
    return "pledge C6/2023"


@pytest.mark.parametrize("make", [official_ballot, official_pledge])
def test_what_something_official_rests_on_stays_while_the_place_is_still_corrected(sk, make):
    sk.ok("year", "open", "C6/2024")
    what = make(sk)
    for words in (("--on", "28/06/2023"), ("--year", "C6/2024"), ("--kind", "yearend")):
        assert what in sk.refused(3, "meeting", "edit", "SK", *words)
    assert what in sk.refused(3, "meeting", "remove", "SK", "--yes")
    sk.ok("meeting", "edit", "SK", "--place", "Huế", "--host", "")
    shown = show(sk)
    assert (shown["on"], shown["kinds"], shown["place"], shown["host"]) == ("2023-06-29", ["midyear"], "Huế", None)


def test_what_happened_at_a_removed_meeting_is_still_read_in_the_log(sk):
    sk.ok("meeting", "attend", "SK", "TH", "NA")
    sk.ok("meeting", "guest", "SK", "Ông A, Vụ trưởng")
    sk.ok("meeting", "resolve", "SK", "Quy chế", "--agree", "5", "--disagree", "1")
    before = show(sk)
    sk.ok("meeting", "remove", "SK", "--yes")
    sk.refused(4, "meeting", "show", "SK")
    number = sk.json("log", "--limit", "1")[0]["seq"]
    entry = sk.json("log", "show", number)
    assert (entry["verb"], entry["entity"], entry["before"], entry["after"]) == (
        *("meeting remove", "meeting SK"),
        before,
        None,
    )
