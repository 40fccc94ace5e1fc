"""Units and people: how they are entered, found, corrected and taken out."""

import pytest
from conftest import start


def codes(rows):
    return [row["code"] for row in rows]


@start
def units(register):
    """A province's office, a court's department in it, and a unit known by other names."""
    register.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--short", "Thanh Hóa", "--alias", "VKS Thanh Hóa")
    register.ok("unit", "add", "NA", "VKSND tỉnh Nghệ An", "--kind", "province", "--from", "01/07/2020")
    register.ok("unit", "add", "TH-P1", "Phòng 1", "--parent", "TH")


def test_a_new_unit_is_shown_with_everything_given(units):
    shown = units.json("unit", "show", "NA")
    assert {key: shown[key] for key in ("code", "name", "short", "kind", "order", "parent")} == {
        "code": "NA",
        "name": "VKSND tỉnh Nghệ An",
        "short": None,
        "kind": "province",
        "order": None,
        "parent": None,
    }
    assert (shown["valid_from"], shown["valid_to"]) == ("2020-07-01", None)
    assert shown["names"] == [{"name": "VKSND tỉnh Nghệ An", "valid_from": "2020-07-01", "valid_to": None}]
    assert (shown["predecessors"], shown["successors"], shown["memberships"]) == ([], [], [])
    assert units.json("unit", "show", "TH")["aliases"] == ["VKS Thanh Hóa"]


def test_every_line_of_the_list_has_the_fields_of_the_contract(units):
    contract = {"code", "name", "short", "kind", "order", "parent", "valid_from", "valid_to"}
    assert all(contract <= row.keys() for row in units.json("unit", "list"))
    assert {row["code"]: row["parent"] for row in units.json("unit", "list")}["TH-P1"] == "TH"


def test_a_code_is_found_and_taken_whatever_its_case(units):
    assert units.json("unit", "show", "th")["code"] == "TH"
    assert "TH" in units.refused(3, "unit", "add", "th", "Một đơn vị khác")


def test_an_unknown_code_is_answered_with_the_nearest(units):
    assert "TH" in units.refused(4, "unit", "show", "THH")
    units.refused(4, "unit", "edit", "XYZ", "--short", "x")
    units.refused(4, "unit", "add", "CC", "Một phòng", "--parent", "XYZ")


@pytest.mark.parametrize("code", ["all", "ALL", "-x", "a b", "a/b", "a,b", ""])
def test_a_code_that_would_be_mistaken_is_refused(register, code):
    register.refused(3, "unit", "add", "--", code, "Một đơn vị")
    assert register.json("unit", "list") == []


def test_a_code_cannot_become_all_by_editing(units):
    units.refused(3, "unit", "edit", "TH", "--code", "All")


# -- aliases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["VKS Thanh Hóa", "VKS Thanh Hoá", "vks thanh hoa", "  VKS  Thanh Hóa "])
def test_a_unit_answers_to_its_alias_however_the_tone_is_placed(units, text):
    assert units.json("unit", "show", text)["code"] == "TH"


def test_an_alias_that_names_another_unit_is_refused_with_that_unit(units):
    assert "TH" in units.refused(3, "unit", "add", "X", "Một đơn vị", "--alias", "VKS Thanh Hoá")
    assert "TH" in units.refused(3, "unit", "edit", "NA", "--alias", "th")


def test_an_alias_cannot_be_the_own_code(units):
    assert "own code" in units.refused(3, "unit", "edit", "NA", "--alias", "na")


def test_a_code_cannot_be_the_alias_of_another_unit(units):
    units.ok("unit", "edit", "NA", "--alias", "VKNA")
    assert "NA" in units.refused(3, "unit", "add", "VKNA", "Một đơn vị khác")
    assert "NA" in units.refused(3, "unit", "edit", "TH", "--code", "vkna")


def test_two_spellings_of_one_alias_are_no_fault(units):
    units.ok("unit", "edit", "NA", "--alias", "Tỉnh Hoà", "--alias", "Tỉnh Hòa")
    assert units.json("unit", "show", "tinh hoa")["code"] == "NA"


def test_aliases_are_replaced_as_a_whole_and_taken_away_by_an_empty_value(units):
    units.ok("unit", "edit", "TH", "--alias", "Xứ Thanh;VKS Thanh")
    assert units.json("unit", "show", "TH")["aliases"] == ["VKS Thanh", "Xứ Thanh"]
    units.refused(4, "unit", "show", "VKS Thanh Hóa")
    units.ok("unit", "edit", "TH", "--alias", "")
    assert units.json("unit", "show", "TH")["aliases"] == []


# -- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [("nghe an", ["NA"]), ("THANH HOA", ["TH"]), ("vks  thanh", ["TH"]), ("th-", ["TH-P1"]), ("không có", [])],
)
def test_search_ignores_marks_case_and_spaces_and_looks_at_every_name(units, text, found):
    assert codes(units.json("unit", "list", "--search", text)) == found


def test_search_finds_a_unit_by_its_short_name_and_by_its_alias(units):
    units.ok("unit", "edit", "NA", "--short", "Xứ Nghệ", "--alias", "Lam Hồng")
    assert codes(units.json("unit", "list", "--search", "xu nghe")) == ["NA"]
    assert codes(units.json("unit", "list", "--search", "lam hong")) == ["NA"]


def test_the_list_is_in_official_order_then_by_the_vietnamese_alphabet(register):
    names = ["Đà Nẵng", "Dung", "Ân", "An", "Ăn", "Ban", "Bàn", "Bản", "Bãn", "Bán", "Bạn", "Ea"]
    for place, name in enumerate(reversed(names)):
        register.ok("unit", "add", f"U{place}", name)
    register.ok("unit", "add", "Z2", "Zôn hai", "--order", "2")
    register.ok("unit", "add", "Z1", "Zôn một", "--order", "1")
    listed = [row["name"] for row in register.json("unit", "list")]
    assert listed[:2] == ["Zôn một", "Zôn hai"]
    assert listed[2:] == ["An", "Ăn", "Ân", "Ban", "Bàn", "Bản", "Bãn", "Bán", "Bạn", "Dung", "Đà Nẵng", "Ea"]


def test_a_list_on_a_day_has_those_that_existed_and_a_closing_day_is_the_first_without(units):
    units.ok("unit", "edit", "TH", "--to", "2023-07-01")
    assert "NA" not in codes(units.json("unit", "list", "--on", "30/06/2020"))
    assert "NA" in codes(units.json("unit", "list", "--on", "01/07/2020"))
    assert "TH" in codes(units.json("unit", "list", "--on", "30/06/2023"))
    assert "TH" not in codes(units.json("unit", "list", "--on", "01/07/2023"))


def test_a_unit_cannot_close_before_it_began(units):
    units.refused(3, "unit", "edit", "NA", "--to", "01/07/2020")
    units.refused(3, "unit", "edit", "NA", "--to", "31/02/2023")
    units.ok("unit", "edit", "NA", "--to", "02/07/2020")


# -- parts and members ------------------------------------------------------------------------------------------------


def test_a_department_is_no_member_of_a_block(units):
    units.ok("block", "add", "C6", "Cụm 6", "--kind", "cluster")
    units.ok("year", "open", "C6/2023")
    assert "department" in units.refused(3, "year", "join", "C6/2023", "TH-P1")


def test_a_member_cannot_become_a_department(cum6):
    assert "C6/2023" in cum6.refused(3, "unit", "edit", "QB", "--parent", "QT")


def test_a_unit_cannot_be_part_of_itself(units):
    assert "itself" in units.refused(3, "unit", "edit", "TH", "--parent", "th")


def test_units_cannot_be_part_of_each_other_in_a_circle(units):
    units.refused(3, "unit", "edit", "TH", "--parent", "TH-P1")


# -- correcting and removing ------------------------------------------------------------------------------------------


def test_an_edited_code_is_the_one_the_unit_is_known_by_everywhere(cum6):
    cum6.ok("unit", "edit", "TTH", "--code", "HUE", "--name", "VKSND thành phố Huế")
    cum6.refused(4, "unit", "show", "TTH")
    members = cum6.json("year", "show", "C6/2023")["members"]
    assert (members[-1]["unit"], members[-1]["name"]) == ("HUE", "VKSND thành phố Huế")
    assert cum6.json("unit", "show", "HUE")["memberships"] == [{"block": "C6", "year": 2023, "role": "member"}]
    assert "NA" in cum6.refused(3, "unit", "edit", "HUE", "--code", "na")


def test_an_empty_value_takes_away_but_never_what_a_unit_must_have(units):
    units.ok("unit", "edit", "TH", "--short", "")
    units.ok("unit", "edit", "NA", "--kind", "", "--from", "")
    units.ok("unit", "edit", "TH-P1", "--parent", "")
    assert units.json("unit", "show", "TH")["short"] is None
    assert (units.json("unit", "show", "NA")["kind"], units.json("unit", "show", "NA")["valid_from"]) == (None, None)
    assert units.json("unit", "show", "TH-P1")["parent"] is None
    units.refused(3, "unit", "edit", "TH", "--name", "")
    units.refused(3, "unit", "edit", "TH", "--code", "")


def test_a_used_unit_cannot_be_removed_and_every_use_is_named(cum6):
    cum6.ok("unit", "add", "HT-P1", "Phòng 1", "--parent", "HT")
    cum6.ok("person", "add", "AN", "Nguyễn Văn An", "--unit", "HT")
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "01/03/2023", "--host", "HT")
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "item", "C6/2023", "Chống oan, sai", "--unit", "HT")
    said = cum6.refused(3, "unit", "remove", "HT", "--yes")
    for use in ("unit HT-P1", "person AN", "year C6/2023", "meeting PD", "pledge C6/2023"):
        assert use in said
    assert cum6.json("unit", "show", "HT")["name"] == "VKSND tỉnh Hà Tĩnh"


def test_a_unit_that_was_commended_is_kept_for_the_commendation(units):
    units.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    units.ok("commendation", "add", "NA", "GK", "--on", "01/02/2023", "--document", "5/QĐ")
    assert "commendation" in units.refused(3, "unit", "remove", "NA", "--yes")


def test_an_unused_unit_is_removed_with_its_aliases(units):
    units.ok("unit", "remove", "TH-P1", "--yes")
    units.ok("unit", "remove", "TH", "--yes")
    assert codes(units.json("unit", "list")) == ["NA"]
    units.ok("unit", "edit", "NA", "--alias", "VKS Thanh Hóa")
    entry = next(row for row in units.json("log") if row["entity"] == "unit TH")
    assert entry["before"]["aliases"] == ["VKS Thanh Hóa"]


# -- people -----------------------------------------------------------------------------------------------------------


UNSAID = {"from": None, "recruited": None, "rank": None}


def test_a_person_has_a_unit_a_post_and_a_year_of_birth(units):
    units.ok("person", "add", "AN", "Nguyễn Văn An", "--unit", "th", "--post", "Viện trưởng", "--born", "1975")
    units.ok("person", "add", "BINH", "Trần Thị Bình")
    assert units.json("person", "list") == [
        {"code": "AN", "name": "Nguyễn Văn An", "unit": "TH", "post": "Viện trưởng", "born": 1975, **UNSAID},
        {"code": "BINH", "name": "Trần Thị Bình", "unit": None, "post": None, "born": None, **UNSAID},
    ]


def test_a_person_is_corrected_and_removed(units):
    units.ok("person", "add", "AN", "Nguyễn Van An", "--unit", "TH")
    units.ok("person", "edit", "an", "--name", "Nguyễn Văn An", "--unit", "")
    assert units.json("person", "list")[0] == {
        "code": "AN",
        "name": "Nguyễn Văn An",
        "unit": None,
        "post": None,
        "born": None,
        **UNSAID,
    }
    units.refused(3, "person", "add", "An", "Một người khác")
    units.refused(4, "person", "add", "X", "Một người khác", "--unit", "XYZ")
    units.refused(3, "person", "edit", "AN", "--born", "75")
    units.ok("person", "remove", "AN", "--yes")
    assert units.json("person", "list") == []


def test_an_alias_is_no_code_of_a_person(register):
    register.ok("person", "add", "NVA", "Nguyễn Văn A")
    assert "NVA" in register.refused(3, "unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--alias", "NVA")


def test_a_search_ignores_blanks(register):
    register.ok("unit", "add", "NA", "VKSND tỉnh Nghệ An")
    assert [row["code"] for row in register.json("unit", "list", "--search", "nghean")] == ["NA"]
