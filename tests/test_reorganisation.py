"""What becomes of units: renamed, closed, merged, split, moved; what lies before keeps its names and members."""

from __future__ import annotations

import pytest
from conftest import start

DAY = "01/07/2025"
LAW = "84/2025/UBTVQH15"


@start
def block(cum6):
    """Cụm 6 in 2025, as it was before the mergers of 1 July."""
    cum6.ok("year", "open", "C6/2025", "--like", "C6/2023")


def members(cli, day=None, year="C6/2025"):
    words = ("--on", day) if day else ()
    return [one["unit"] for one in cli.json("year", "show", year, *words)["members"]]


def names(cli, day, year="C6/2025"):
    return {one["unit"]: one["name"] for one in cli.json("year", "show", year, "--on", day)["members"]}


def merged(cli, *words):
    return cli.json("unit", "merge", "QB", "QT", "--into", "QT", "--on", DAY, "--document", LAW, *words)


# -- names ------------------------------------------------------------------------------------------------------------


def test_a_new_name_holds_from_its_day_and_the_old_one_before(block):
    shown = block.json("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", DAY, "--document", LAW)
    assert shown["names"] == [
        {"name": "VKSND tỉnh Thừa Thiên Huế", "valid_from": None, "valid_to": "2025-07-01"},
        {"name": "VKSND thành phố Huế", "valid_from": "2025-07-01", "valid_to": None},
    ]
    assert names(block, "30/06/2025")["TTH"] == "VKSND tỉnh Thừa Thiên Huế"
    assert names(block, DAY)["TTH"] == "VKSND thành phố Huế"
    assert names(block, "31/12/2023", "C6/2023")["TTH"] == "VKSND tỉnh Thừa Thiên Huế"


def test_names_given_in_any_order_of_days_leave_the_same(block):
    given = [("Tên hai", "01/01/2010"), ("Tên bốn", "01/01/2020"), ("Tên ba", "01/01/2015")]
    for name, day in given:
        block.ok("unit", "rename", "TH", name, "--on", day)
    assert [one["name"] for one in block.json("unit", "show", "TH")["names"]] == [
        "VKSND tỉnh Thanh Hóa",
        "Tên hai",
        "Tên ba",
        "Tên bốn",
    ]
    assert block.json("unit", "show", "TH")["name"] == "Tên bốn"


def test_the_same_day_again_corrects_the_name_and_the_same_name_changes_nothing(block):
    block.ok("unit", "rename", "TTH", "VKSND TP Huế", "--on", DAY)
    block.ok("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", DAY)
    before = block.db.read_bytes()
    assert "nothing changed" in block("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", "01/08/2025").err
    assert block.db.read_bytes() == before
    assert len(block.json("unit", "show", "TTH")["names"]) == 2


def test_a_unit_is_renamed_only_while_it_is_there(block):
    block.ok("unit", "edit", "TTH", "--from", "01/01/1990", "--to", "01/01/2030")
    for day in ("01/01/1990", "01/01/2030"):
        block.refused(3, "unit", "rename", "TTH", "Tên khác", "--on", day)
    block.refused(3, "unit", "rename", "TTH", "", "--on", DAY)
    block.refused(4, "unit", "rename", "XX", "Tên khác", "--on", DAY)
    block.refused(3, "unit", "rename", "TTH", "Tên\x07khác", "--on", DAY)


@pytest.mark.parametrize("later", [(), ("Tên sau", "01/01/2026")])
def test_a_name_given_by_mistake_is_taken_back(block, later):
    if later:
        block.ok("unit", "rename", "TTH", later[0], "--on", later[1])
    before = block.json("unit", "show", "TTH")
    block.ok("unit", "rename", "TTH", "Tên nhầm", "--on", DAY)
    block.ok("unit", "restore", "TTH", "--on", DAY, "--reason", "ghi nhầm đơn vị")
    assert block.json("unit", "show", "TTH") == before
    assert block.json("log", "--limit", 1)[0]["reason"] == "ghi nhầm đơn vị"
    block.refused(4, "unit", "restore", "TTH", "--on", DAY, "--reason", "lần nữa")


# -- mergers ----------------------------------------------------------------------------------------------------------


def test_a_unit_that_takes_over_sits_once_and_the_block_is_smaller_by_one(block):
    merged(block)
    assert members(block, "30/06/2025") == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    assert members(block, DAY) == members(block) == ["TH", "NA", "HT", "QT", "TTH"]
    gone = block.json("unit", "show", "QB")
    assert (gone["valid_to"], gone["closed_by"], gone["successors"]) == ("2025-07-01", LAW, ["QT"])
    assert block.json("unit", "show", "QT")["predecessors"] == ["QB"]
    assert [one["code"] for one in block.json("unit", "list", "--on", "01/08/2025")].count("QB") == 0


def test_a_new_unit_takes_the_first_of_the_seats_it_takes_over(block):
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", DAY)
    block.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", DAY)
    assert members(block, DAY) == ["TH", "NA", "HT", "QTM", "TTH"]
    assert block.json("unit", "show", "QTM")["memberships"] == [{"block": "C6", "year": 2025, "role": "member"}]
    assert members(block, "30/06/2025")[3:5] == ["QB", "QT"]


def test_what_a_merger_touches_is_told_with_the_command_that_settles_it(block):
    block.ok("year", "lead", "C6/2025", "--head", "QB")
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("meeting", "task", "PD", "Báo cáo", "--owner", "QB")
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "target", "C6/2025", "CT1", "Tỷ lệ", "--goal", "≥ 98", "--measure", "%", "--unit", "QB")
    block.ok("pledge", "adopt", "C6/2025", "--meeting", "PD", "--consensus")
    block.ok("pledge", "sign", "C6/2025", "all", "--on", "20/02/2025")
    block.ok("pledge", "result", "C6/2025", "CT1", "QB", "97", "--period", "midyear")
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("rule", "add", "R", "--from", "01/01/2025", "--threshold", "80%", "--clause", "Quy chế, Điều 7")
    block.ok("meeting", "add", "SK", "C6/2025", "--kind", "midyear", "--on", "15/07/2025")
    block.ok("ballot", "new", "B1", "C6/2025", "--meeting", "SK")
    block.ok("ballot", "nominate", "B1", "QB", "--award", "GK")
    touched = merged(block)["touched"]
    told = "\n".join(f"{one['what']} → {one['next']}" for one in touched)
    for words in (
        "6 members until then, 5 from 01/07/2025 on",
        "80 % of the members: 5 votes until then, 4 from that day on (Quy chế, Điều 7)",
        "QB is head: choose again → emulation year lead C6/2025 --head UNIT --on 01/07/2025",
        "QB has signed the pledge; that stands for QT",
        "targets given to QB: CT1",
        "results of QB: CT1 midyear",
        "QB is nominee 1 of the draft B1 → emulation ballot drop B1 1",
        "task 1 of PD is QB's",
    ):
        assert words in told
    assert {one["year"] for one in touched} == {"C6/2025"}
    assert block.json("pledge", "show", "C6/2025")["missing"] == []
    block.ok("pledge", "result", "C6/2025", "CT1", "QT", "98", "--period", "year")


def test_one_signature_of_two_does_not_stand_for_the_unit_that_took_over_from_both(block):
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", DAY)
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "adopt", "C6/2025", "--meeting", "PD", "--consensus")
    block.ok("pledge", "sign", "C6/2025", "TH,NA,HT,QB,TTH".replace(",", " ").split()[0], "--on", "20/02/2025")
    for unit in ("NA", "HT", "QB", "TTH"):
        block.ok("pledge", "sign", "C6/2025", unit, "--on", "20/02/2025")
    block.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", DAY)
    assert block.json("pledge", "show", "C6/2025")["missing"] == ["QTM"]
    block.ok("pledge", "sign", "C6/2025", "QTM", "--on", "15/07/2025")
    assert block.json("pledge", "show", "C6/2025")["state"] == "signed"


def test_a_merger_entered_again_changes_nothing_and_another_day_is_refused(block):
    merged(block)
    before = block.db.read_bytes()
    assert "nothing changed" in block("unit", "merge", "QB", "--into", "QT", "--on", DAY).err
    assert block.db.read_bytes() == before
    message = block.refused(3, "unit", "merge", "QB", "--into", "QT", "--on", "01/08/2025")
    assert "emulation unit restore QB --on 01/07/2025" in message
    for words in (
        ("merge", "QT", "--into", "QB", "--on", "01/08/2025"),
        ("merge", "TH", "--into", "QB", "--on", "01/08/2025"),
        ("merge", "QT", "--into", "QT", "--on", DAY),
        ("edit", "QB", "--to", ""),
        ("remove", "QB", "--yes"),
        ("remove", "QT", "--yes"),
    ):
        block.refused(3, "unit", *words)
    assert block.db.read_bytes() == before


def test_a_merger_entered_by_mistake_is_taken_back(block):
    before, years = block.json("unit", "show", "QB"), members(block)
    merged(block)
    block.ok("unit", "restore", "QB", "--on", DAY, "--reason", "nhầm ngày")
    assert (block.json("unit", "show", "QB"), members(block)) == (before, years)
    block.ok("check")


def test_units_that_are_on_a_roll_or_have_signed_are_not_merged_away_from_under_it(block):
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("meeting", "add", "SK", "C6/2025", "--kind", "midyear", "--on", "15/07/2025")
    block.ok(
        "ballot", "new", "B1", "C6/2025", "--meeting", "SK", "--mode", "hands", "--threshold", "1/2", "--of", "valid"
    )
    block.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    block.ok("ballot", "freeze", "B1")
    for words in (("merge", "QB", "--into", "QT", "--on", DAY), ("close", "QB", "--on", "15/07/2025")):
        assert "the roll of the ballot B1" in block.refused(3, "unit", *words)
    assert "B1" in block.refused(3, "unit", "edit", "QB", "--to", DAY)
    block.ok("unit", "merge", "QB", "--into", "QT", "--on", "16/07/2025")


def test_the_seat_of_a_voter_is_not_taken_back(block):
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", DAY)
    block.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", DAY)
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("meeting", "add", "SK", "C6/2025", "--kind", "midyear", "--on", "15/07/2025")
    block.ok("meeting", "attend", "SK", "all")
    block.ok(
        "ballot", "new", "B1", "C6/2025", "--meeting", "SK", "--mode", "hands", "--threshold", "1/2", "--of", "valid"
    )
    block.ok("ballot", "nominate", "B1", "QTM", "--award", "GK")
    block.ok("ballot", "freeze", "B1")
    assert [one["unit"] for one in block.json("ballot", "roll", "B1")["roll"]] == ["TH", "NA", "HT", "QTM", "TTH"]
    for unit in ("QB", "QT"):
        said = block.refused(3, "unit", "restore", unit, "--on", DAY, "--reason", "thử")
        assert "the roll of the ballot B1 was made of 5 members on 15/07/2025" in said


def test_the_only_seat_of_a_voter_is_not_taken_back(block):
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", DAY)
    block.ok("unit", "merge", "QB", "--into", "QTM", "--on", DAY)
    block.ok("meeting", "add", "SK", "C6/2025", "--kind", "midyear", "--on", "15/07/2025")
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "adopt", "C6/2025", "--meeting", "SK", "--consensus")
    block.ok("pledge", "sign", "C6/2025", "QTM", "--on", "15/07/2025")
    assert "QTM would have no seat" in block.refused(3, "unit", "restore", "QB", "--on", DAY, "--reason", "thử")


def test_a_unit_that_went_before_the_year_began_is_represented_by_who_took_over(block):
    block.ok("year", "open", "C6/2026", "--like", "C6/2025")
    merged(block)
    assert members(block, "01/01/2026", "C6/2026") == ["TH", "NA", "HT", "QT", "TTH"]


def test_a_unit_that_took_over_a_part_long_ago_has_no_claim_to_a_later_seat(block):
    block.ok("unit", "add", "TH2", "VKSND tỉnh Thanh Hóa 2", "--from", "01/01/2020")
    block.ok("unit", "split", "TH", "--into", "TH,TH2", "--on", "01/01/2020")
    assert members(block) == ["TH", "NA", "HT", "QB", "QT", "TTH"]


# -- splits, closings, moves ------------------------------------------------------------------------------------------


def test_all_parts_of_a_unit_that_is_split_sit_in_its_seat(block):
    for code in ("Q1", "Q2"):
        block.ok("unit", "add", code, f"Đơn vị {code}", "--from", DAY)
    block.ok("unit", "split", "QT", "--into", "Q1,Q2", "--on", DAY)
    assert members(block, DAY) == ["TH", "NA", "HT", "QB", "Q1", "Q2", "TTH"]
    block.ok("year", "leave", "C6/2025", "Q1", "--on", "01/09/2025")
    assert members(block, "31/08/2025")[4:6] == ["Q1", "Q2"]
    assert members(block, "01/09/2025") == ["TH", "NA", "HT", "QB", "Q2", "TTH"]


def test_a_unit_that_stays_when_part_of_it_goes_keeps_its_seat(block):
    block.ok("unit", "add", "Q1", "Đơn vị Q1", "--from", DAY)
    block.ok("unit", "split", "QT", "--into", "QT,Q1", "--on", DAY)
    assert members(block, DAY) == ["TH", "NA", "HT", "QB", "QT", "Q1", "TTH"]
    for into in ("QT", "Q1", "Q1,XX"):
        assert block("unit", "split", "HT", "--into", into, "--on", DAY).code in (3, 4)


def test_a_closed_unit_is_no_member_from_its_day(block):
    block.ok("unit", "close", "QB", "--on", DAY, "--document", LAW)
    assert members(block, DAY) == ["TH", "NA", "HT", "QT", "TTH"]
    assert "nothing changed" in block("unit", "close", "QB", "--on", DAY).err
    assert "unit restore QB" in block.refused(3, "unit", "close", "QB", "--on", "01/08/2025")
    block.ok("unit", "restore", "QB", "--on", DAY, "--reason", "chưa giải thể")
    assert "QB" in members(block, DAY)


def test_leaving_ends_the_seats_that_were_taken_over_too(block):
    merged(block)
    block.ok("year", "leave", "C6/2025", "QT", "--on", "01/10/2025", "--document", LAW)
    assert members(block, "30/09/2025") == ["TH", "NA", "HT", "QT", "TTH"]
    assert members(block, "01/10/2025") == ["TH", "NA", "HT", "TTH"]


def test_units_move_from_block_to_block_on_a_day_by_a_document(block):
    block.ok("block", "add", "C7", "Cụm thi đua số 7", "--kind", "cluster")
    block.ok("year", "open", "C7/2025")
    block.ok("year", "move", "C6/2025", "C7/2025", "HT", "QB", "--on", DAY, "--document", LAW)
    assert members(block, "30/06/2025") == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    assert members(block, DAY) == ["TH", "NA", "QT", "TTH"]
    assert members(block, "30/06/2025", "C7/2025") == []
    assert members(block, DAY, "C7/2025") == ["HT", "QB"]
    block.ok("export", "members", "C7/2025", "-o", "m.json")
    assert LAW in (block.folder / "m.json").read_text(encoding="utf-8")


# -- what is counted to whom ------------------------------------------------------------------------------------------


def test_who_takes_over_has_the_commendations_of_who_went_with_a_word_on_the_source(block):
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("commendation", "add", "QB", "GK", "--on", "01/12/2024", "--document", "12/QĐ-VKS")
    merged(block)
    done = block("commendation", "list", "--unit", "QT", "--format", "json")
    assert [one["recipient"] for one in done.json] == ["QB"]
    assert "partial source" in done.err
    assert block("commendation", "list", "--unit", "HT", "--format", "json").json == []


def test_a_closed_year_looks_as_it_did_until_it_is_opened_again(block):
    block.ok("year", "close", "C6/2025")
    before = block.db.read_bytes()
    for words in (
        ("rename", "TH", "Tên khác", "--on", DAY),
        ("merge", "QB", "--into", "QT", "--on", DAY),
        ("split", "QB", "--into", "QT,TH", "--on", DAY),
        ("close", "QB", "--on", DAY),
    ):
        assert "emulation year reopen C6/2025" in block.refused(3, "unit", *words)
    assert block.db.read_bytes() == before
    block.ok("unit", "rename", "TH", "Tên khác", "--on", "01/01/2026")
    block.ok("year", "reopen", "C6/2025", "--reason", "ghi bổ sung việc hợp nhất")
    merged(block)


# -- what several seats and days together make ------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["31/12/2025", "01/01/2026"])
def test_a_year_like_the_last_has_who_took_over_by_its_first_day(block, day):
    block.ok("year", "lead", "C6/2025", "--head", "TH", "--deputy", "QB")
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", "01/07/2025")
    block.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", day)
    block.ok("unit", "close", "HT", "--on", "01/01/2026")
    done = block("year", "open", "C6/2026", "--like", "C6/2025")
    assert (done.code, "--head QTM" in done.err) == (0, True)
    assert members(block, "01/01/2026", "C6/2026") == ["TH", "NA", "QTM", "TTH"]


def test_a_unit_is_there_on_the_day_on_which_it_took_over(block):
    block.ok("unit", "merge", "QB", "--into", "QT", "--on", DAY)
    for words in (
        ("close", "QT", "--on", "01/05/2025"),
        ("merge", "QT", "--into", "TH", "--on", "01/05/2025"),
        ("edit", "QT", "--from", "01/08/2025"),
        ("edit", "QT", "--to", "30/06/2025"),
    ):
        assert "took over from QB on 01/07/2025" in block.refused(3, "unit", *words)
    block.ok("unit", "merge", "QT", "--into", "TH", "--on", DAY)
    assert members(block, DAY) == ["TH", "NA", "HT", "TTH"]


def test_results_of_all_who_went_into_a_new_unit_stand_for_its_own(block):
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "target", "C6/2025", "CT1", "Tỷ lệ", "--goal", "≥ 98", "--unit", "QB,QT")
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("pledge", "adopt", "C6/2025", "--meeting", "PD", "--consensus")
    for unit in ("QB", "QT"):
        block.ok("pledge", "result", "C6/2025", "CT1", unit, "97", "--period", "midyear")
    block.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", "01/09/2025")
    block.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", "01/09/2025")
    states = {one["what"].partition(";")[0]: one for one in block.json("status", "C6/2025", "--on", "01/10/2025")}
    assert states["mid-year results in"]["state"] == "done"
    assert states["results of the year in"]["units"] == ["QTM"]


def test_a_target_that_nobody_bears_any_more_is_never_done(block):
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "target", "C6/2025", "CT1", "Tỷ lệ", "--goal", "≥ 98", "--unit", "QB")
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("pledge", "adopt", "C6/2025", "--meeting", "PD", "--consensus")
    touched = block.json("unit", "close", "QB", "--on", DAY)["touched"]
    assert "nobody's now" in next(one["what"] for one in touched if one["what"].startswith("targets"))
    (line,) = [
        one for one in block.json("status", "C6/2025", "--on", "31/12/2025") if one["what"].startswith("results")
    ]
    assert (line["what"], line["state"]) == ("results of the year in; nobody bears CT1 any more", "overdue")


def test_a_split_on_the_first_day_of_a_year_seats_all_who_took_over(block):
    block.ok("year", "open", "C6/2026", "--like", "C6/2025")
    block.ok("unit", "add", "NEW", "VKSND mới", "--from", "01/01/2026")
    block.ok("unit", "split", "NA", "--into", "NA,NEW", "--on", "01/01/2026")
    assert members(block, "01/01/2026", "C6/2026") == ["TH", "NA", "NEW", "HT", "QB", "QT", "TTH"]


def test_what_a_closed_year_knows_things_by_is_kept(block):
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("registration", "add", "C6/2023", "TH", "GK", "--on", "01/03/2023")
    block.ok("year", "close", "C6/2023", "--on", "31/01/2024")
    for words in (
        ("block", "edit", "C6", "--name", "Cụm khác"),
        ("block", "edit", "C6", "--authority", "UBND tỉnh"),
        ("award", "edit", "GK", "--name", "Giấy khen khác"),
    ):
        assert "the closed year C6/2023" in block.refused(3, *words)
    block.ok("block", "edit", "C6", "--follower", "Người theo dõi, Vụ trưởng")
    assert "is closed" in block.refused(3, "year", "close", "C6/2023", "--on", "05/02/2024")
    assert block.json("year", "close", "C6/2023")["state"] == "closed"


# -- who is not there any more does nothing ---------------------------------------------------------------------------


@start
def late(block):
    """After the merger of QB into QT, with a meeting that was to be held in July and all entered as present before."""
    block.ok("meeting", "add", "SK", "C6/2025", "--kind", "midyear", "--on", "15/07/2025")
    block.ok("meeting", "attend", "SK", "all")
    block.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "target", "C6/2025", "CT1", "Tỷ lệ", "--goal", "≥ 98")
    block.ok(
        "ballot", "new", "B1", "C6/2025", "--meeting", "SK", "--mode", "hands", "--threshold", "80%", "--of", "members"
    )
    block.ok("ballot", "nominate", "B1", "QB", "--award", "GK")
    block.ok("duty", "receive", "BCN", "C6/2025", "QB", "--on", "20/07/2025")
    block.touched = merged(block)["touched"]


@pytest.mark.parametrize(
    "words",
    [
        ("question", "add", "C6/2025", "QB", "Hỏi gì?", "--on", "10/07/2025"),
        ("pledge", "result", "C6/2025", "CT1", "QB", "50", "--period", "year"),
        ("nomination", "add", "N1", "C6/2025", "QB", "--award", "GK", "--on", "10/07/2025"),
        ("activity", "add", "HĐ", "C6/2025", "Sau", "--kind", "study", "--from", "10/07/2025", "--unit", "QB"),
        ("meeting", "opinion", "SK", "QB", "Ý kiến"),
        ("meeting", "task", "SK", "Việc", "--owner", "QB"),
        ("year", "handover", "C6/2025", "--to", "QB", "--on", "10/01/2026"),
        ("registration", "add", "C6/2025", "QB", "GK", "--on", "10/07/2025"),
        ("exemplar", "add", "QB", "Mô hình", "--kind", "model", "--since", "10/08/2025"),
        ("meeting", "add", "M9", "C6/2025", "--kind", "other", "--on", "10/09/2025", "--host", "QB"),
        ("council", "add", "HĐ", "Hội đồng", "--kind", "initiative", "--unit", "QB", "--from", "01/09/2025"),
        ("year", "leave", "C6/2025", "QB", "--on", "01/09/2025"),
    ],
)
def test_a_unit_that_went_does_nothing_any_more_and_who_took_over_is_named(late, words):
    before = late.db.read_bytes()
    said = late.refused(3, *words)
    assert "QB was closed on 01/07/2025" in said
    assert "QT took over" in said
    assert late.db.read_bytes() == before


def test_the_merger_names_everything_that_was_entered_of_later_days(late):
    told = {(one["what"], one["next"]) for one in late.touched if one["unit"] in (None, "QB")}
    assert ("80 % of the members: 5 votes until then, 4 from that day on (the draft B1)", "") in told
    assert (
        "QB stands as present at SK, when it is gone; enter QT there, strike it",
        "emulation meeting attend SK QT",
    ) in told
    assert (
        "BCN came in from QB on 20/07/2025, when it was gone; enter it for QT",
        "emulation duty receive BCN C6/2025 QT --on 20/07/2025",
    ) in told
    assert ("QB is nominee 1 of the draft B1", "emulation ballot drop B1 1") in told
    for command in ("duty receive BCN C6/2025 QT --on 20/07/2025", "meeting attend SK QT", "ballot drop B1 1"):
        late.ok(*command.split())


def test_a_ballot_is_not_frozen_over_units_that_went(late):
    said = late.refused(3, "ballot", "freeze", "B1")
    assert "nominee 1: QB was closed on 01/07/2025; QT took over: emulation ballot drop B1 1" in said
    assert "present at SK: QB was closed on 01/07/2025; QT took over: emulation meeting strike SK attendance QB" in said
    late.ok("ballot", "drop", "B1", "1")
    late.ok("meeting", "strike", "SK", "attendance", "QB")
    late.ok("ballot", "nominate", "B1", "QT", "--award", "GK")
    late.ok("ballot", "freeze", "B1")
    assert late.json("ballot", "rule", "B1")["needed"] == 4
    assert "QB" in late.refused(3, "meeting", "attend", "SK", "QB")


def test_a_task_passes_to_who_took_over_and_the_days_before_keep_its_owner(block):
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("meeting", "task", "PD", "Gửi kế hoạch", "--owner", "QB", "--due", "01/06/2025")

    def reminded(day):
        lines = block.json("duty", "remind", "C6/2025", "--on", day)
        return {one["unit"] for one in lines if one["what"] == "Gửi kế hoạch"}

    assert reminded("30/06/2025") == {"QB"}
    merged(block)
    assert (reminded("30/06/2025"), reminded(DAY)) == ({"QB"}, {"QT"})


def test_the_name_that_a_closed_year_knows_a_unit_by_is_not_corrected(block):
    block.ok("year", "close", "C6/2023")
    said = block.refused(3, "unit", "edit", "TTH", "--name", "VKSND thành phố Huế")
    assert "the closed year C6/2023 knows TTH by this name" in said
    assert "unit rename TTH" in said
    block.ok("unit", "rename", "TTH", "VKSND TP Huế", "--on", DAY)
    block.ok("unit", "edit", "TTH", "--name", "VKSND thành phố Huế")
    assert names(block, "31/12/2023", "C6/2023")["TTH"] == "VKSND tỉnh Thừa Thiên Huế"


def test_a_leaving_that_was_a_mistake_is_taken_back_and_the_place_is_kept(block):
    block.ok("year", "leave", "C6/2025", "HT", "--on", "01/10/2025")
    block.ok("year", "stay", "C6/2025", "HT", "--reason", "nhập nhầm")
    assert members(block) == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    assert "has not left" in block.refused(3, "year", "stay", "C6/2025", "HT", "--reason", "nhập nhầm")
    block.ok("year", "leave", "C6/2025", "HT", "--on", "01/06/2025")
    block.ok("year", "join", "C6/2025", "HT", "--on", "01/10/2025")
    assert members(block) == ["TH", "NA", "HT", "QB", "QT", "TTH"]


def test_an_exclusion_typed_into_the_members_of_a_year_is_not_swallowed(block):
    block.ok("year", "exclude", "C6/2025", "QB", "--reason", "kỷ luật")
    block.ok("export", "members", "C6/2025", "-o", "tv.csv")
    assert block.json("import", "members", "tv.csv")["unchanged"] == 6
    text = (block.folder / "tv.csv").read_text(encoding="utf-8-sig")
    (block.folder / "tv.csv").write_text(text.replace("kỷ luật", "lý do khác"), encoding="utf-8")
    done = block("import", "members", "tv.csv", "--update", "--format", "json")
    assert done.code == 3
    assert done.json["errors"][0]["column"] == "excluded"


def test_a_unit_that_comes_back_by_another_seat_stands_in_the_workbook_once_with_all_its_days(block):
    import openpyxl

    block.ok("year", "leave", "C6/2025", "HT", "--on", "01/06/2025")
    block.ok("unit", "merge", "QB", "--into", "HT", "--on", "01/06/2025")
    block.ok("export", "summary", "C6/2025", "-o", "t.xlsx")
    rows = openpyxl.load_workbook(block.folder / "t.xlsx")["Thành viên"].iter_rows(values_only=True)
    days = {row[1]: tuple(day and f"{day:%d/%m}" for day in row[5:7]) for row in rows if isinstance(row[0], int)}
    assert (days["HT"], days["QB"]) == (("01/01", None), ("01/01", "01/06"))


def test_who_took_over_from_a_unit_not_considered_is_warned_of(block):
    block.ok("year", "exclude", "C6/2025", "QB", "--reason", "đang bị kỷ luật")
    merged(block)
    block.ok("year", "open", "C6/2026", "--like", "C6/2025")
    assert "QT was not considered" in block("year", "lead", "C6/2026", "--head", "QT").err


def test_reminders_call_a_unit_as_it_was_called_then(block):
    block.ok("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", DAY)
    names = {one["unit"]: one["name"] for one in block.json("duty", "remind", "C6/2025", "--on", "30/06/2025")}
    assert names["TTH"] == "VKSND tỉnh Thừa Thiên Huế"


# -- what rests on a seat ---------------------------------------------------------------------------------------------


@start
def working(block):
    """Cụm 6 in 2025 with an adopted pledge and nothing entered of a unit yet."""
    block.ok("meeting", "add", "PD", "C6/2025", "--kind", "launch", "--on", "20/02/2025")
    block.ok("pledge", "draft", "C6/2025")
    block.ok("pledge", "target", "C6/2025", "CT1", "Tỷ lệ", "--goal", "≥ 98")


RESTS = {
    "the result CT1 midyear": ("pledge", "result", "C6/2025", "CT1", "QB", "99", "--period", "midyear"),
    "the report BC6": ("duty", "receive", "BC6", "C6/2025", "QB", "--on", "20/06/2025"),
    "the question 1": ("question", "add", "C6/2025", "QB", "Hỏi gì?", "--on", "01/06/2025"),
    "the target CT2": ("pledge", "target", "C6/2025", "CT2", "Số bài", "--goal", "≥ 2", "--unit", "QB"),
    "the pledge's item 1": ("pledge", "item", "C6/2025", "Nội dung riêng", "--unit", "QB"),
    "the activity GL": (
        "activity",
        "add",
        "GL",
        "C6/2025",
        "Giao lưu",
        "--kind",
        "exchange",
        "--from",
        DAY,
        "--unit",
        "QB",
    ),
    "its exclusion": ("year", "exclude", "C6/2025", "QB", "--reason", "đang bị kỷ luật"),
}


@pytest.mark.parametrize("what", RESTS)
def test_a_member_is_not_struck_while_something_entered_of_it_rests_on_its_seat(working, what):
    working.ok(*RESTS[what])
    before = working.db.read_bytes()
    assert what in working.refused(3, "year", "strike", "C6/2025", "QB")
    assert what in working.refused(3, "year", "leave", "C6/2025", "QB", "--on", "01/01/2025")
    assert working.db.read_bytes() == before
    working.ok("year", "leave", "C6/2025", "QB", "--on", "01/06/2025")


@pytest.mark.parametrize("what", RESTS)
def test_a_merger_is_not_taken_back_while_something_of_the_heir_rests_on_it(working, what):
    working.ok("unit", "add", "MOI", "VKSND tỉnh mới", "--from", "01/03/2025")
    working.ok("unit", "merge", "QB", "--into", "MOI", "--on", "01/03/2025")
    working.ok(*("MOI" if word == "QB" else word for word in RESTS[what]))
    before = working.db.read_bytes()
    assert what in working.refused(3, "unit", "restore", "QB", "--on", "01/03/2025", "--reason", "nhầm")
    assert working.db.read_bytes() == before


def test_everything_that_rests_on_a_seat_is_named_at_once(working):
    for words in RESTS.values():
        working.ok(*words)
    said = working.refused(3, "year", "strike", "C6/2025", "QB")
    assert all(what in said for what in RESTS)


def test_a_leader_leaves_after_the_leadership_was_chosen_anew_and_never_before_its_day(block):
    block.ok("year", "lead", "C6/2025", "--head", "QB", "--on", "01/03/2025")
    assert "the leadership of C6/2025" in block.refused(3, "year", "leave", "C6/2025", "QB", "--on", "01/02/2025")
    assert "the leadership of C6/2025" in block.refused(3, "unit", "close", "QB", "--on", "01/02/2025")
    block.ok("year", "leave", "C6/2025", "QB", "--on", "01/04/2025")


def test_an_heir_without_a_seat_of_its_own_is_not_considered_either(block):
    block.ok("unit", "add", "MOI", "VKSND tỉnh mới", "--from", DAY)
    block.ok("unit", "merge", "QB", "--into", "MOI", "--on", DAY)
    assert block.json("year", "exclude", "C6/2025", "MOI", "--reason", "kỷ luật")["unit"] == "MOI"
    block.ok("year", "open", "C6/2026", "--like", "C6/2025")
    assert "MOI was not considered" in block("year", "lead", "C6/2026", "--head", "MOI").err
    block.refused(3, "year", "exclude", "C6/2023", "MOI", "--reason", "kỷ luật")


@start
def two_blocks(block):
    block.ok("block", "add", "C7", "Cụm thi đua số 7", "--kind", "cluster")
    block.ok("year", "open", "C7/2025")


def test_a_unit_that_moves_on_the_first_day_of_the_year_was_never_in_the_old_block(two_blocks):
    two_blocks.ok("year", "move", "C6/2025", "C7/2025", "TTH", "--on", "01/01/2025", "--document", "12/QĐ-VKSTC")
    assert "TTH" not in members(two_blocks, "01/01/2025")
    assert members(two_blocks, "01/01/2025", "C7/2025") == ["TTH"]
    assert [one["block"] for one in two_blocks.json("unit", "show", "TTH")["memberships"]] == [
        "C6",
        "C7",
    ]  # of 2023 and 2025


def test_an_heir_is_not_moved_to_where_it_sits_already_and_the_way_is_told(two_blocks):
    two_blocks.ok("year", "join", "C7/2025", "TTH")
    two_blocks.ok("unit", "merge", "TTH", "--into", "HT", "--on", DAY)
    said = two_blocks.refused(3, "year", "move", "C6/2025", "C7/2025", "HT", "--on", "01/08/2025")
    assert "HT is a member of C7/2025 already" in said
    assert "emulation year leave C6/2025 HT --on 01/08/2025" in said
    two_blocks.ok("year", "leave", "C6/2025", "HT", "--on", "01/08/2025")
    assert "HT" not in members(two_blocks, "01/08/2025")


def test_a_merger_says_where_the_heir_sits_in_two_blocks(two_blocks):
    two_blocks.ok("year", "leave", "C6/2025", "TTH", "--on", "01/02/2025")
    two_blocks.ok("year", "join", "C7/2025", "TTH", "--on", "01/02/2025")
    touched = two_blocks.json("unit", "merge", "TTH", "--into", "HT", "--on", DAY)["touched"]
    told = [one for one in touched if one["unit"] == "HT"]
    assert {one["what"] for one in told} == {"HT sits in C6/2025, C7/2025; decide whether in all of them"}
    assert [one["next"] for one in told] == [
        f"emulation year leave {year} HT --on {DAY}" for year in ("C6/2025", "C7/2025")
    ]
