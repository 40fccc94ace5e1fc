"""A block's years: opening, members, leadership, handover, closing."""

import pytest
from conftest import start


def members(cli, *on):
    return [row["unit"] for row in cli.json("year", "show", "C6/2023", *on)["members"]]


def test_a_year_runs_from_january_to_december_unless_told_otherwise(cum6):
    shown = cum6.json("year", "open", "c6/2024", "--theme", "Đoàn kết, gương mẫu")
    assert (shown["block"], shown["year"], shown["from"], shown["to"]) == ("C6", 2024, "2024-01-01", "2024-12-31")
    assert (shown["theme"], shown["state"], shown["members"]) == ("Đoàn kết, gương mẫu", "open", [])
    assert (shown["head"], shown["deputies"], shown["handover"]) == (None, [], None)
    cum6.ok("year", "open", "C6/2025", "--from", "01/12/2024", "--to", "30/11/2025")
    shown = cum6.json("year", "show", "C6/2025")
    assert (shown["from"], shown["to"]) == ("2024-12-01", "2025-11-30")
    cum6.refused(3, "year", "open", "C6/2026", "--from", "01/12/2026", "--to", "30/11/2026")
    cum6.refused(3, "year", "open", "C6/2023")
    cum6.refused(4, "year", "open", "C7/2023")


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [("2023", 4, "C6/2023"), ("C6-2023", 4, "C6/2023"), ("C6/23", 3, "23"), ("C6/20x3", 3, "20x3"), ("C6/", 3, "year")],
)
def test_a_malformed_year_is_refused_with_how_to_write_it(cum6, text, code, says):
    assert says in cum6.refused(code, "year", "open", text)


@pytest.mark.parametrize("text", ["2023", "C6-2023", "C6/23", "C6/2032", "C6/"])
def test_a_year_that_is_not_there_is_answered_with_one_that_is(cum6, text):
    assert "C6/2023" in cum6.refused(4, "year", "show", text)


def test_a_year_opened_like_another_takes_over_the_members_of_its_last_day(cum6):
    cum6.ok("year", "leave", "C6/2023", "HT", "--on", "01/10/2023")
    shown = cum6.json("year", "open", "C6/2024", "--like", "C6/2023")
    assert [(row["unit"], row["order"]) for row in shown["members"]] == [
        ("TH", 1),
        ("NA", 2),
        ("QB", 4),
        ("QT", 5),
        ("TTH", 6),
    ]
    assert shown["head"] is None
    cum6.refused(4, "year", "open", "C6/2025", "--like", "C6/2019")
    cum6.refused(4, "year", "show", "C6/2025")


# -- members ----------------------------------------------------------------------------------------------------------


def test_the_order_of_joining_is_the_official_order(register):
    register.ok("block", "add", "K1", "Khối 1", "--kind", "block")
    register.ok("year", "open", "K1/2023")
    for code in ("A", "B", "C", "D"):
        register.ok("unit", "add", code, f"Sở {code}")
    register.ok("year", "join", "K1/2023", "C,A")
    register.ok("year", "join", "K1/2023", "d", "B", "--on", "01/07/2023")
    rows = register.json("year", "show", "K1/2023")["members"]
    assert [(row["unit"], row["name"], row["role"], row["order"]) for row in rows] == [
        ("C", "Sở C", "member", 1),
        ("A", "Sở A", "member", 2),
        ("D", "Sở D", "member", 3),
        ("B", "Sở B", "member", 4),
    ]
    assert [row["unit"] for row in register.json("year", "show", "K1/2023", "--on", "30/06/2023")["members"]] == [
        "C",
        "A",
    ]


def test_a_member_cannot_join_twice_nor_an_unknown_unit_at_all(cum6):
    before = cum6.db.read_bytes()
    assert "TH" in cum6.refused(3, "year", "join", "C6/2023", "TH")
    assert "HUE" in cum6.refused(4, "year", "join", "C6/2023", "HUE")
    assert "C6" in cum6.refused(4, "year", "join", "C7/2023", "TH")
    assert cum6.db.read_bytes() == before


def test_joining_is_all_or_nothing(cum6):
    cum6.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    cum6.refused(4, "year", "join", "C6/2023", "QN", "HUE")
    cum6.refused(3, "year", "join", "C6/2023", "QN", "TH")
    assert "QN" not in members(cum6)


def test_a_membership_lies_within_its_year(cum6):
    cum6.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    cum6.refused(3, "year", "join", "C6/2023", "QN", "--on", "31/12/2022")
    cum6.refused(3, "year", "join", "C6/2023", "QN", "--on", "01/01/2024")
    cum6.refused(3, "year", "leave", "C6/2023", "HT", "--on", "31/12/2022")
    cum6.ok("year", "leave", "C6/2023", "HT", "--on", "01/01/2023")
    assert "HT" not in members(cum6, "--on", "01/01/2023")


def test_the_day_of_leaving_is_the_first_without_and_a_unit_may_come_back(cum6):
    cum6.ok("year", "leave", "C6/2023", "HT", "--on", "01/07/2023")
    assert "HT" in members(cum6, "--on", "30/06/2023")
    assert "HT" not in members(cum6, "--on", "01/07/2023")
    assert "HT" not in members(cum6)
    cum6.refused(3, "year", "join", "C6/2023", "HT", "--on", "30/06/2023")
    cum6.ok("year", "join", "C6/2023", "HT", "--on", "01/09/2023")
    assert members(cum6)[2] == "HT"
    assert "HT" not in members(cum6, "--on", "31/08/2023")
    cum6.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    assert "QN" in cum6.refused(4, "year", "leave", "C6/2023", "QN", "--on", "01/07/2023")


def test_a_unit_may_sit_in_two_blocks_at_once(cum6):
    cum6.ok("block", "add", "K1", "Khối thi đua 1", "--kind", "block")
    cum6.ok("year", "open", "K1/2023")
    cum6.ok("year", "join", "K1/2023", "TH")
    assert cum6.json("unit", "show", "TH")["memberships"] == [
        {"block": "C6", "year": 2023, "role": "head"},
        {"block": "K1", "year": 2023, "role": "member"},
    ]


def test_a_closed_unit_is_no_member_from_that_day(cum6):
    cum6.ok("unit", "edit", "QB", "--to", "01/07/2023")
    assert "QB" in members(cum6, "--on", "30/06/2023")
    assert "QB" not in members(cum6, "--on", "01/07/2023")
    cum6.ok("year", "open", "C6/2024")
    assert "QB" in cum6.refused(3, "year", "join", "C6/2024", "QB")


def test_a_member_entered_by_mistake_is_struck_unless_it_leads(cum6):
    cum6.ok("year", "strike", "C6/2023", "HT")
    assert "HT" not in members(cum6, "--on", "01/01/2023")
    assert "head" in cum6.refused(3, "year", "strike", "C6/2023", "TH")
    assert "deputy" in cum6.refused(3, "year", "strike", "C6/2023", "NA")
    cum6.refused(4, "year", "strike", "C6/2023", "HT")


# -- leadership and handover ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["appointed", "elected", "acclaimed", "agreed", "assigned", "unstated"])
def test_a_head_is_chosen_by_any_method_or_by_one_that_nobody_stated(cum6, method):
    shown = cum6.json("year", "lead", "C6/2023", "--head", "HT", "--method", method)
    assert [(row["unit"], row["role"], row["method"]) for row in shown["leadership"]] == [("HT", "head", method)]
    cum6.refused(2, "year", "lead", "C6/2023", "--head", "HT", "--method", "inherited")


def test_the_leadership_is_replaced_as_a_whole_with_the_persons_who_exercise_it(cum6):
    head, deputy = "Nguyễn Văn A, Viện trưởng", "Trần Thị B, Phó Viện trưởng"
    words = ("--head", "QT", "--deputy", "QB,TTH", "--person", head, "--deputy-person", deputy)
    shown = cum6.json("year", "lead", "C6/2023", *words)
    assert (shown["head"], shown["deputies"]) == ("QT", ["QB", "TTH"])
    assert [row["person"] for row in shown["leadership"]] == [head, deputy, None]
    assert {row["unit"]: row["role"] for row in shown["members"]} == {
        "TH": "member",
        "NA": "member",
        "HT": "member",
        "QB": "deputy",
        "QT": "head",
        "TTH": "deputy",
    }


def test_only_members_lead_and_each_only_once(cum6):
    cum6.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    before = cum6.json("year", "show", "C6/2023")
    assert "QN" in cum6.refused(4, "year", "lead", "C6/2023", "--head", "QN")
    assert "QN" in cum6.refused(4, "year", "lead", "C6/2023", "--head", "HT", "--deputy", "QN")
    assert "twice" in cum6.refused(3, "year", "lead", "C6/2023", "--head", "HT", "--deputy", "ht")
    cum6.refused(2, "year", "lead", "C6/2023")
    assert cum6.json("year", "show", "C6/2023") == before


def test_a_handover_is_recorded_without_a_receiver_and_corrected_later(cum6):
    shown = cum6.json("year", "handover", "C6/2023", "--on", "15/01/2024")
    assert {key: value for key, value in shown["handover"].items() if value} == {"from": "TH", "on": "2024-01-15"}
    cum6.ok("meeting", "add", "TK23", "C6/2023", "--kind", "yearend", "--on", "16/01/2024")
    shown = cum6.json("year", "handover", "C6/2023", "--to", "NA", "--on", "16/01/2024", "--meeting", "TK23")
    known = {"from": "TH", "to": "NA", "on": "2024-01-16", "meeting": "TK23"}
    assert {key: value for key, value in shown["handover"].items() if value} == known
    assert "C6/2023" in cum6.refused(3, "meeting", "remove", "TK23", "--yes")
    cum6.refused(4, "year", "handover", "C6/2023", "--to", "XYZ", "--on", "16/01/2024")
    cum6.refused(4, "year", "handover", "C6/2023", "--on", "16/01/2024", "--meeting", "XYZ")
    cum6.refused(3, "year", "handover", "C6/2023", "--on", "31/02/2024")


# -- removing ---------------------------------------------------------------------------------------------------------


def test_a_year_with_nothing_official_in_it_is_removed_with_its_members(cum6):
    cum6.ok("year", "handover", "C6/2023", "--to", "NA", "--on", "15/01/2024")
    cum6.ok("year", "remove", "C6/2023", "--yes")
    cum6.refused(4, "year", "show", "C6/2023")
    assert cum6.json("unit", "show", "TH")["memberships"] == []
    removed = cum6.json("log", "--limit", "1")[0]["before"]
    assert (removed["head"], len(removed["members"]), removed["handover"]["to"]) == ("TH", 6, "NA")


def test_a_year_is_kept_for_its_meeting_its_pledge_and_its_ballot(cum6):
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    assert "meeting SK" in cum6.refused(3, "year", "remove", "C6/2023", "--yes")
    cum6.ok("pledge", "draft", "C6/2023")
    assert "pledge C6/2023" in cum6.refused(3, "year", "remove", "C6/2023", "--yes")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK")
    assert "ballot B1" in cum6.refused(3, "year", "remove", "C6/2023", "--yes")
    assert "year C6/2023" in cum6.refused(3, "block", "remove", "C6", "--yes")


def test_a_corrected_year_keeps_its_members_within_its_days(cum6):
    cum6.ok("unit", "add", "QN", "VKSND tỉnh Quảng Nam")
    cum6.ok("year", "join", "C6/2023", "QN", "--on", "01/11/2023")
    assert "QN" in cum6.refused(3, "year", "edit", "C6/2023", "--to", "31/10/2023")


def test_the_number_of_a_year_is_corrected_unless_it_is_taken(cum6):
    cum6.ok("year", "open", "C6/2024")
    cum6.refused(3, "year", "edit", "C6/2023", "--year", "2024")
    cum6.ok("year", "edit", "C6/2024", "--year", "2025", "--from", "01/01/2025", "--to", "31/12/2025")
    assert [row["year"] for row in cum6.json("year", "list", "C6")] == [2023, 2025]


# -- closing ----------------------------------------------------------------------------------------------------------

IN_A_CLOSED_YEAR = """
year join C6/2023 QN
year leave C6/2023 HT --on 01/07/2023
year strike C6/2023 HT
year lead C6/2023 --head NA
year handover C6/2023 --to NA --on 15/01/2024
year edit C6/2023 --theme Khác
year remove C6/2023 --yes
meeting add M2 C6/2023 --kind other --on 01/09/2023
meeting edit SK --place Huế
meeting remove SK --yes
meeting attend SK TH
meeting guest SK Khách
meeting speech SK Khách Lời --role opening
meeting opinion SK TH Góp-ý
meeting resolve SK Khác --consensus
meeting task SK 1 --done
meeting strike SK task 1
pledge item C6/2023 Khác
pledge target C6/2023 T2 Khác --goal >=1
pledge adopt C6/2023 --meeting SK --consensus
pledge withdraw C6/2023 --reason Khác
pledge sign C6/2023 NA --on 01/07/2023
pledge result C6/2023 T1 TH 98 --period year
pledge strike C6/2023 signature TH
pledge edit C6/2023 --title Khác
pledge remove C6/2023 --yes
document add 2/KH --kind KH --on 01/03/2023 --year C6/2023
document edit 1/KH --subject Khác
document edit 3/KH --year C6/2023
document remove 1/KH --yes
meeting edit M24 --year C6/2023
meeting add M3 C6/2024 --kind launch,yearend:C6/2023 --on 15/01/2024
ballot new B2 C6/2023 --meeting SK
ballot nominate B1 NA --award GK
ballot freeze B1
ballot edit B1 --seats 1
ballot remove B1 --yes
nomination add D2 C6/2023 TH --award GK
nomination remove D1 --yes
nomination submit D1 --document 9/TTr --on 01/08/2023
import members members.csv --year C6/2023
import results results.csv --year C6/2023
""".strip().splitlines()


@start
def closed(cum6):
    """A year with something of everything in it, closed; the next one open."""
    (cum6.folder / "members.csv").write_text("unit\nQN\n", encoding="utf-8")
    (cum6.folder / "results.csv").write_text("target,unit,period,actual\nT1,TH,year,98\n", encoding="utf-8")
    for line in """
        unit add QN Quảng-Nam
        award add GK Giấy-khen --level unit --recipient collective
        document add 1/KH --kind KH --on 01/02/2023 --year C6/2023
        document add 3/KH --kind KH --on 01/02/2023
        meeting add SK C6/2023 --kind midyear --on 30/06/2023
        meeting task SK Việc
        pledge draft C6/2023
        pledge target C6/2023 T1 Tỷ-lệ --goal >=98
        pledge adopt C6/2023 --meeting SK --consensus
        pledge sign C6/2023 TH --on 30/06/2023
        ballot new B1 C6/2023 --meeting SK --mode hands --threshold 80% --of members
        ballot nominate B1 TH --award GK
        nomination add D1 C6/2023 TH --award GK
        year open C6/2024
        meeting add M24 C6/2024 --kind launch --on 15/01/2024
        year close C6/2023
    """.strip().splitlines():
        cum6.ok(*line.split())


@pytest.mark.parametrize("line", IN_A_CLOSED_YEAR)
def test_in_a_closed_year_nothing_is_written_and_the_way_back_is_named(closed, line):
    before = closed.db.read_bytes()
    said = closed.refused(3, *line.split())
    assert closed.db.read_bytes() == before
    assert "C6/2023 is closed" in said
    assert "year reopen" in said


def test_a_closed_year_is_still_read(closed):
    assert closed.json("year", "show", "C6/2023")["state"] == "closed"
    assert closed.json("meeting", "show", "SK")["kinds"] == ["midyear"]
    assert closed.json("pledge", "show", "C6/2023")["state"] == "adopted"


def test_closing_a_closed_year_is_nothing(closed):
    before = closed.db.read_bytes()
    assert closed.json("year", "close", "C6/2023")["state"] == "closed"
    assert closed.db.read_bytes() == before


def test_reopening_needs_a_reason_that_stays_in_the_log(closed):
    closed.refused(2, "year", "reopen", "C6/2023")
    assert closed.json("year", "reopen", "C6/2023", "--reason", "thiếu một thành viên")["state"] == "open"
    entry = closed.json("log", "--limit", "1")[0]
    assert (entry["reason"], entry["before"], entry["after"]) == (
        "thiếu một thành viên",
        {"state": "closed"},
        {"state": "open"},
    )
    closed.ok("year", "join", "C6/2023", "QN")


@pytest.mark.parametrize("blank", ["", "   "])
def test_an_empty_reason_is_none(closed, blank):
    closed.refused(3, "year", "reopen", "C6/2023", "--reason", blank)


def test_no_pledge_is_begun_in_a_closed_year(closed):
    closed.ok("year", "close", "C6/2024")
    assert "year reopen" in closed.refused(3, "pledge", "draft", "C6/2024")
