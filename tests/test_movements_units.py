"""Movements: who launched them, what they are part of, the units in them, what was proposed and granted in them."""

import pytest
from conftest import start

PROPOSED = ("--on", "01/05/2023")


@start
def launched(cum6):
    """A national movement of 2021-2025, two conferences, an award."""
    days = ("--from", "01/01/2021", "--to", "31/12/2025")
    cum6.ok("movement", "add", "NTM", "Cả nước chung sức xây dựng nông thôn mới", "--scope", "national", *days)
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "01/03/2023")
    cum6.ok("meeting", "add", "TK", "C6/2023", "--kind", "yearend", "--on", "01/12/2023")
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")


def refused(cli, code, *words):
    """What is said; nothing is written."""
    before = cli.db.read_bytes()
    said = cli.refused(code, *words)
    assert cli.db.read_bytes() == before
    return said


def units(cli, movement="NTM"):
    return {one["unit"]: one for one in cli.json("movement", "show", movement)["units"]}


# -- the movement itself ----------------------------------------------------------------------------------------------


def test_a_movement_says_who_launched_it_what_for_when_and_what_came_of_it(launched):
    given = {
        "launcher": "=Viện trưởng VKSND tỉnh",
        "parent": "NTM",
        "aim": "+Giúp đỡ [x] hai xã\nđạt chuẩn",
        "occasion": "@75 năm Ngày Bác Hồ ra Lời kêu gọi thi đua ái quốc",
        "opened_at": "PD",
        "closed_at": "TK",
        "outcome": "-Hai xã đạt chuẩn",
    }
    options = [word for key, value in given.items() for word in (f"--{key.replace('_', '-')}", value)]
    launched.ok("movement", "add", "TH-NTM", "Thanh Hóa chung sức", "--scope", "unit", "--kind", "campaign", *options)
    shown = launched.json("movement", "show", "th-ntm")
    assert {key: shown[key] for key in given} == given
    assert launched.json("movement", "show", "NTM")["parts"] == [{"code": "TH-NTM", "name": "Thanh Hóa chung sức"}]
    launched.ok("movement", "edit", "TH-NTM", "--parent", "", "--occasion", "")
    assert launched.json("movement", "show", "NTM")["parts"] == []
    assert launched.json("movement", "show", "TH-NTM")["occasion"] is None


def test_a_movement_is_never_part_of_itself(launched):
    for code, parent in (("A", "NTM"), ("B", "A"), ("C", "B")):
        launched.ok("movement", "add", code, f"Phong trào {code}", "--scope", "unit", "--parent", parent)
    assert "NTM cannot be part of itself" in refused(launched, 3, "movement", "edit", "NTM", "--parent", "ntm")
    for parent in ("A", "B", "C"):
        said = refused(launched, 3, "movement", "edit", "NTM", "--parent", parent)
        assert f"NTM would be part of itself by way of {parent}" in said
    launched.ok("movement", "edit", "C", "--parent", "A")
    launched.ok("movement", "edit", "B", "--parent", "C")
    assert "by way of B" in refused(launched, 3, "movement", "edit", "A", "--parent", "B")


def test_circles_in_a_file_are_refused_by_row(launched):
    launched.ok("movement", "add", "A", "Phong trào A", "--scope", "unit", "--parent", "NTM")
    (launched.folder / "m.csv").write_text("code,parent\nNTM,A\n", encoding="utf-8")
    assert "NTM would be part of itself by way of A" in launched("import", "movements", "m.csv", "--update").err
    assert launched.json("movement", "show", "NTM")["parent"] is None


def test_the_conferences_stand_in_their_order(launched):
    words = ("movement", "add", "M", "Phong trào", "--scope", "block")
    said = refused(launched, 3, *words, "--opened-at", "TK", "--closed-at", "PD")
    assert "PD is held on 01/03/2023, before TK on 01/12/2023" in said
    launched.ok(*words, "--opened-at", "PD", "--closed-at", "PD")
    launched.ok("movement", "edit", "M", "--closed-at", "TK")
    assert "TK on 01/12/2023" in refused(launched, 3, "movement", "edit", "M", "--opened-at", "TK", "--closed-at", "PD")


@pytest.mark.parametrize("option", ["--parent", "--opened-at", "--closed-at"])
def test_what_a_movement_refers_to_must_be_there(launched, option):
    said = refused(launched, 4, "movement", "add", "M", "Phong trào", "--scope", "unit", option, "KHONG-CO")
    assert "KHONG-CO" in said


def test_what_stands_on_a_movement_or_is_part_of_it_keeps_it(launched):
    launched.ok("movement", "add", "A", "Phong trào A", "--scope", "unit", "--parent", "NTM", "--opened-at", "PD")
    assert "movement A" in refused(launched, 3, "movement", "remove", "NTM", "--yes")
    assert "movement A" in refused(launched, 3, "meeting", "remove", "PD", "--yes")
    launched.ok("movement", "join", "A", "TH")
    assert "movement unit (movement A)" in refused(launched, 3, "unit", "remove", "TH", "--yes")
    launched.ok("movement", "remove", "A", "--yes")
    assert launched.json("log", "--limit", 1)[0]["before"]["units"][0]["unit"] == "TH"


# -- the units in it --------------------------------------------------------------------------------------------------


def test_units_take_part_under_a_theme_of_their_own_and_a_second_time_corrects(launched):
    done = launched.json("movement", "join", "ntm", "th,NA", "TH", "--theme", "Chủ đề [x]", "--on", "01/03/2023")
    line = {"theme": "Chủ đề [x]", "launched_on": "2023-03-01", "outcome": None}
    assert done["units"] == [
        {"unit": "NA", "name": "VKSND tỉnh Nghệ An", **line},
        {"unit": "TH", "name": "VKSND tỉnh Thanh Hóa", **line},
    ]
    launched.ok("movement", "join", "NTM", "TH", "--outcome", "=1+1\ndòng hai")
    assert units(launched)["TH"] == {**done["units"][1], "outcome": "=1+1\ndòng hai"}
    launched.ok("movement", "join", "NTM", "TH", "--theme", "")
    assert (units(launched)["TH"]["theme"], units(launched)["NA"]["theme"]) == (None, "Chủ đề [x]")
    entries = len(launched.json("log", "--limit", 100))
    assert "nothing changed" in launched("movement", "join", "NTM", "NA").err
    assert len(launched.json("log", "--limit", 100)) == entries


def test_units_stand_in_official_order(launched):
    for code, order in (("QB", 1), ("TH", 2)):
        launched.ok("unit", "edit", code, "--order", order)
    launched.ok("movement", "join", "NTM", "HT,TH,NA,QB")
    assert list(units(launched)) == ["QB", "TH", "HT", "NA"]


def test_a_unit_launches_a_movement_within_its_days(launched):
    for day in ("31/12/2020", "01/01/2026"):
        said = refused(launched, 3, "movement", "join", "NTM", "TH", "--on", day)
        assert f"{day} lies outside the days of NTM, 01/01/2021 to 31/12/2025" in said
    launched.ok("movement", "join", "NTM", "TH", "--on", "31/12/2025")
    launched.ok("movement", "join", "NTM", "NA", "--on", "01/01/2021")
    assert "TH launched it on 31/12/2025" in refused(launched, 3, "movement", "edit", "NTM", "--to", "30/12/2025")
    assert "NA launched it on 01/01/2021" in refused(launched, 3, "movement", "edit", "NTM", "--from", "02/01/2021")
    launched.ok("movement", "edit", "NTM", "--to", "")
    launched.ok("movement", "join", "NTM", "TH", "--on", "01/01/2026")


def test_all_units_of_one_call_join_or_none(launched):
    assert "XX" in refused(launched, 4, "movement", "join", "NTM", "TH", "XX")
    assert "KHONG" in refused(launched, 4, "movement", "join", "KHONG", "TH")
    refused(launched, 3, "movement", "join", "NTM", "TH", "--on", "30/02/2023")
    refused(launched, 2, "movement", "join", "NTM")
    assert units(launched) == {}


def test_an_entry_made_by_mistake_is_taken_out(launched):
    launched.ok("movement", "join", "NTM", "TH", "NA")
    assert [one["unit"] for one in launched.json("movement", "leave", "NTM", "th")["units"]] == ["NA"]
    assert "movement show NTM" in refused(launched, 4, "movement", "leave", "NTM", "TH")
    refused(launched, 4, "movement", "leave", "NTM", "XX")


# -- what was proposed and granted in it ------------------------------------------------------------------------------


def test_a_granted_proposal_carries_its_movement_into_the_commendation(launched):
    launched.ok("nomination", "add", "D1", "C6/2023", "TH", "--award", "BK", "--movement", "ntm", *PROPOSED)
    launched.ok("nomination", "add", "D2", "C6/2023", "NA", "--award", "BK", *PROPOSED)
    for code in ("D1", "D2"):
        launched.ok("nomination", "submit", code, "--document", "1/TTr", "--on", "01/06/2023")
        launched.ok("nomination", "decide", code, "granted", "--document", f"{code}/QĐ", "--on", "02/06/2023")
    launched.ok("commendation", "add", "HT", "BK", "--on", "03/06/2023", "--document", "9/QĐ", "--movement", "NTM")
    launched.ok("commendation", "add", "QB", "BK", "--on", "03/06/2023", "--document", "9/QĐ")
    launched.ok("commendation", "edit", "QB", "BK", "--movement", "NTM")
    assert [row["movement"] for row in launched.json("nomination", "list", "C6/2023")] == ["NTM", None]
    shown = launched.json("movement", "show", "NTM")
    assert shown["nominations"] == [{"id": "D1", "recipient": "TH", "award": "BK", "state": "granted"}]
    assert [one["recipient"] for one in shown["commendations"]] == ["TH", "HT", "QB"]
    assert shown["commendations"][0]["for"] == "Cả nước chung sức xây dựng nông thôn mới"
    rows = {row["recipient"]: row["movement"] for row in launched.json("commendation", "list")}
    assert rows == {"TH": "NTM", "NA": None, "HT": "NTM", "QB": "NTM"}
    said = refused(launched, 3, "movement", "remove", "NTM", "--yes")
    assert "nomination D1" in said


def test_the_movement_of_a_granted_proposal_is_corrected_there(launched):
    launched.ok("movement", "add", "M", "Phong trào khác", "--scope", "sector")
    launched.ok("nomination", "add", "D1", "C6/2023", "TH", "--award", "BK", "--movement", "NTM", *PROPOSED)
    launched.ok("nomination", "submit", "D1", "--document", "1/TTr", "--on", "01/06/2023")
    launched.ok("nomination", "decide", "D1", "granted", "--document", "2/QĐ", "--on", "02/06/2023")
    assert "D1" in refused(launched, 3, "commendation", "edit", "TH", "BK", "--movement", "M")
    assert "D1" in refused(launched, 3, "nomination", "edit", "D1", "--movement", "M")
    assert "KHONG" in refused(
        launched, 4, "nomination", "add", "D2", "C6/2023", "NA", "--award", "BK", "--movement", "KHONG"
    )


def test_what_is_of_a_thematic_movement_is_thematic_unless_it_says_otherwise(launched):
    launched.ok("movement", "edit", "NTM", "--kind", "thematic")
    launched.ok("movement", "add", "HN", "Hằng năm", "--scope", "sector")
    for code, unit, *words in (("D1", "TH", "NTM"), ("D2", "HT", "NTM", "--kind", "sudden"), ("D3", "TH", "HN")):
        launched.ok("nomination", "add", code, "C6/2023", unit, "--award", "BK", *PROPOSED, "--movement", *words)
        launched.ok("nomination", "submit", code, "--document", "1/TTr", "--on", "01/06/2023")
        launched.ok("nomination", "decide", code, "granted", "--document", f"{code}/QĐ", "--on", "02/06/2023")
    launched.ok("commendation", "add", "NA", "BK", "--on", "03/06/2023", "--document", "9/QĐ", "--movement", "NTM")
    kinds = {row["document"]: row["kind"] for row in launched.json("commendation", "list")}
    assert kinds == {"D1/QĐ": "thematic", "D2/QĐ": "sudden", "D3/QĐ": "regular", "9/QĐ": "thematic"}
    launched.ok("commendation", "edit", "NA", "BK", "--kind", "regular")
    launched.ok("commendation", "edit", "NA", "BK", "--for", "Giúp đỡ hai xã")
    assert launched.json("commendation", "list")[-1]["kind"] == "regular"


def test_a_nominee_of_a_ballot_stands_in_its_movement_once_it_passed(launched):
    launched.ok("ballot", "new", "B1", "C6/2023", "--meeting", "PD", "--mode", "consensus")
    launched.ok("ballot", "nominate", "B1", "TH", "--award", "BK", "--movement", "NTM")
    assert launched.json("movement", "show", "NTM")["nominations"] == []
    for words in (("freeze",), ("open",), ("close",), ("count", "--consensus"), ("seal",)):
        launched.ok("ballot", words[0], "B1", *words[1:])
    assert [one["id"] for one in launched.json("movement", "show", "NTM")["nominations"]] == ["B1-1"]
