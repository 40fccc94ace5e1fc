"""Registered titles: what each unit aims at, title by title, and later what it was granted."""

import pytest
from conftest import start

Y = "C6/2023"


@start
def titles(cum6):
    """Two collective awards and one for persons, in the catalogue's order BK, GK, CS; two people."""
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cum6.ok("award", "add", "CS", "Chiến sĩ thi đua", "--level", "unit", "--recipient", "person")
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cum6.ok("person", "add", "P1", "Nguyễn Văn A", "--unit", "TH")
    cum6.ok("person", "add", "P2", "Trần Thị B")


def refused(cli, code, *words):
    """What is said; nothing is written."""
    before = cli.db.read_bytes()
    said = cli.refused(code, *words)
    assert cli.db.read_bytes() == before
    return said


def listed(cli, *words):
    return [
        (row["award"], row["unit"], row["person"], row["count"]) for row in cli.json("registration", "list", *words)
    ]


def compared(cli, year=Y):
    rows = cli.json("registration", "compare", year)
    return [(row["award"], row["unit"], row["registered"], row["granted"]) for row in rows]


# -- registering ------------------------------------------------------------------------------------------------------


def test_the_list_goes_title_by_title_then_unit_by_unit(titles):
    for unit, award, *more in (
        ("HT", "CS", "--count", "4"),
        ("TTH", "GK"),
        ("TH", "CS", "--person", "P1"),
        ("TH", "GK"),
        ("TH", "CS", "--count", "2"),
        ("NA", "BK"),
    ):
        titles.ok("registration", "add", Y, unit, award, *more)
    assert listed(titles, Y) == [
        ("BK", "NA", None, 1),
        ("GK", "TH", None, 1),
        ("GK", "TTH", None, 1),
        ("CS", "TH", "P1", 1),
        ("CS", "TH", None, 2),
        ("CS", "HT", None, 4),
    ]
    assert listed(titles, Y, "--unit", "th") == [("GK", "TH", None, 1), ("CS", "TH", "P1", 1), ("CS", "TH", None, 2)]
    refused(titles, 4, "registration", "list", Y, "--unit", "XX")
    refused(titles, 4, "registration", "list", "C6/2031")


def test_a_registration_has_a_day_and_a_document_and_is_found_by_its_number(titles):
    titles.ok("registration", "add", Y, "TH", "GK", "--document", "=1/ĐK [x]")
    titles.ok("registration", "add", Y, "NA", "GK", "--on", "15/01/2023")
    whole = {"year": Y, "number": 1, "unit": "TH", "award": "GK", "person": None, "count": 1}
    assert titles.json("registration", "show", "c6/2023-1") == {**whole, "on": "2023-07-01", "document": "=1/ĐK [x]"}
    assert titles.json("registration", "show", f"{Y}-2")["on"] == "2023-01-15"
    titles.ok("registration", "edit", f"{Y}-2", "--on", "16/01/2023", "--award", "BK")
    assert titles.json("registration", "show", f"{Y}-2")["award"] == "BK"
    titles.ok("registration", "remove", f"{Y}-1", "--yes")
    said = refused(titles, 4, "registration", "show", f"{Y}-1")
    assert f"{Y}-2" in said
    assert "registration list BLOCK/YEAR" in said


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        (3, ("GK", "--person", "P1"), "P1"),
        (3, ("GK", "--count", "2"), "GK is the unit's own"),
        (3, ("CS", "--person", "P1", "--count", "2"), "P1 is one, not 2"),
        (3, ("CS", "--count", "0"), "count"),
        (3, ("CS", "--count", "hai"), "count"),
        (3, ("CS", "--on", "31/02/2023"), "31/02/2023"),
        (4, ("KHONG",), "KHONG"),
        (4, ("CS", "--person", "P9"), "P9"),
    ],
)
def test_what_cannot_be_registered_is_refused_by_name(titles, code, words, told):
    assert told in refused(titles, code, "registration", "add", Y, "TH", *words)


def test_only_members_register_and_a_title_stands_once(titles):
    titles.ok("unit", "add", "NGOAI", "Đơn vị ngoài cụm")
    assert "NGOAI is not a member of C6/2023" in refused(titles, 3, "registration", "add", Y, "NGOAI", "GK")
    assert "XX" in refused(titles, 4, "registration", "add", Y, "XX", "GK")
    titles.ok("registration", "add", Y, "TH", "GK")
    assert "TH GK is there already" in refused(titles, 3, "registration", "add", Y, "th", "gk")
    titles.ok("registration", "add", Y, "TH", "CS", "--person", "P2")
    assert "P2" in refused(titles, 3, "registration", "add", Y, "TH", "CS", "--person", "p2")
    assert "NGOAI" in refused(titles, 3, "registration", "edit", f"{Y}-1", "--unit", "NGOAI")
    assert "P2" in refused(titles, 3, "registration", "edit", f"{Y}-2", "--count", "2")


def test_a_closed_year_and_a_seat_keep_what_was_registered(titles):
    titles.ok("registration", "add", Y, "TTH", "GK")
    assert "the registration 1" in refused(titles, 3, "year", "leave", Y, "TTH", "--on", "01/01/2023")
    assert "registration C6/2023-1" in refused(titles, 3, "award", "remove", "GK", "--yes")
    titles.ok("year", "close", Y)
    assert Y in refused(titles, 3, "registration", "add", Y, "TH", "GK")
    assert Y in refused(titles, 3, "registration", "edit", f"{Y}-1", "--on", "01/02/2023")
    assert Y in refused(titles, 3, "registration", "remove", f"{Y}-1", "--yes")


# -- against what was granted -----------------------------------------------------------------------------------------


def test_what_was_granted_stands_beside_what_was_registered(titles):
    titles.ok("registration", "add", Y, "TH", "GK")
    titles.ok("registration", "add", Y, "NA", "GK")
    titles.ok("registration", "add", Y, "TH", "CS", "--count", "3")
    titles.ok("registration", "add", Y, "NA", "CS", "--person", "P2")
    titles.ok("nomination", "add", "D1", Y, "TH", "--award", "GK", "--on", "01/05/2023")
    titles.ok("nomination", "submit", "D1", "--document", "1/TTr", "--on", "01/06/2023")
    titles.ok("nomination", "decide", "D1", "granted", "--document", "2/QĐ", "--on", "15/01/2024")
    for recipient, award, day in (
        ("P1", "CS", "01/05/2023"),
        ("P2", "CS", "01/05/2023"),
        ("HT", "BK", "01/05/2023"),
        ("NA", "GK", "01/05/2022"),
    ):
        titles.ok("commendation", "add", recipient, award, "--on", day, "--document", "7/QĐ")
    assert compared(titles) == [
        ("BK", "HT", 0, 1),
        ("GK", "TH", 1, 1),
        ("GK", "NA", 1, 0),
        ("CS", "TH", 3, 1),
        ("CS", "NA", 1, 0),
    ]
    done = titles("registration", "compare", Y)
    assert "BK HT" in done.err
    assert "no such rule is known" in done.err
    assert titles("registration", "compare", Y, "--quiet").err == ""


def test_a_person_counts_to_who_registered_it_by_name_else_to_its_unit(titles):
    titles.ok("registration", "add", Y, "NA", "CS", "--person", "P1")
    titles.ok("nomination", "add", "D1", Y, "P1", "--award", "CS", "--on", "01/05/2023")
    titles.ok("nomination", "add", "D2", Y, "P2", "--award", "CS", "--on", "01/05/2023")
    titles.ok("nomination", "submit", "D1", "D2", "--document", "1/TTr", "--on", "01/06/2023")
    for code in ("D1", "D2"):
        titles.ok("nomination", "decide", code, "granted", "--document", "2/QĐ", "--on", "02/06/2023")
    assert compared(titles) == [("CS", "NA", 1, 1), ("CS", None, 0, 1)]


def test_what_a_department_and_its_people_were_granted_counts_to_their_unit(titles):
    titles.ok("unit", "add", "TH-P1", "Phòng 1", "--parent", "TH")
    titles.ok("unit", "add", "VKSTC", "VKSND tối cao")
    titles.ok("person", "add", "P3", "Lê Thị C", "--unit", "TH-P1")
    titles.ok("person", "add", "P4", "Phạm Văn D", "--unit", "VKSTC")
    for code, recipient, award in (("D1", "TH-P1", "GK"), ("D2", "P3", "CS"), ("D3", "P4", "CS")):
        titles.ok("nomination", "add", code, Y, recipient, "--award", award, "--on", "01/05/2023")
        titles.ok("nomination", "submit", code, "--document", "1/TTr", "--on", "01/06/2023")
        titles.ok("nomination", "decide", code, "granted", "--document", "2/QĐ", "--on", "02/06/2023")
    assert compared(titles) == [("GK", "TH", 0, 1), ("CS", "TH", 0, 1), ("CS", "VKSTC", 0, 1)]
    assert titles.json("registration", "compare", Y)[-1]["name"] == "VKSND tối cao"


def test_without_anything_there_is_nothing_to_compare(titles):
    assert compared(titles) == []
    lines = titles.ok("registration", "compare", Y, "--format", "csv").splitlines()
    assert lines == ["award,award_name,unit,name,registered,granted"]


def test_what_a_unit_that_went_had_registered_counts_to_who_took_over(titles):
    titles.ok("registration", "add", Y, "NA", "GK", "--on", "01/02/2023")
    told = titles.json("unit", "merge", "NA", "--into", "TH", "--on", "01/06/2023")["touched"]
    (line,) = [one for one in told if "has registered" in one["what"]]
    assert "NA has registered GK; that stands for TH" in line["what"]
    assert titles.json(*line["next"].split()[1:])[0]["award"] == "GK"
    titles.ok("commendation", "add", "TH", "GK", "--on", "01/07/2023", "--document", "7/QĐ")
    assert compared(titles) == [("GK", "TH", 1, 1)]
    assert listed(titles, Y, "--unit", "TH") == [("GK", "NA", None, 1)]


# -- as a step of the year --------------------------------------------------------------------------------------------


def step(cli, day):
    rows = cli.json("status", Y, "--on", day)
    return [(row["due"], row["state"], row["units"], row["next"]) for row in rows if "titles registered" in row["what"]]


def test_the_year_waits_for_the_others_once_somebody_has_registered(titles):
    titles.ok("registration", "add", Y, "TH", "GK", "--on", "10/02/2023")
    titles.ok("registration", "add", Y, "NA", "GK", "--on", "20/03/2023")
    assert step(titles, "09/02/2023") == []
    (line,) = step(titles, "15/03/2023")
    missing = ["NA", "HT", "QB", "QT", "TTH"]
    assert line == ("2023-03-31", "due", missing, "emulation registration add C6/2023 NA AWARD")
    assert step(titles, "20/03/2023")[0][2] == missing[1:]
    assert step(titles, "01/04/2023")[0][1] == "overdue"
    for unit in missing[1:]:
        titles.ok("registration", "add", Y, unit, "GK", "--on", "25/03/2023")
    assert step(titles, "25/03/2023") == [("2023-03-31", "done", [], "")]
    assert step(titles, "24/03/2023")[0][2] == missing[1:]


def test_who_sits_in_seats_of_others_alone_needs_no_registration_where_all_of_these_have(titles):
    for unit in ("TH", "NA", "HT", "QB", "QT", "TTH"):
        titles.ok("registration", "add", Y, unit, "GK", "--on", "10/02/2023")
    titles.ok("unit", "add", "MOI", "Đơn vị mới", "--from", "01/06/2023")
    titles.ok("unit", "merge", "QB", "QT", "--into", "MOI", "--on", "01/06/2023")
    assert step(titles, "01/07/2023")[0][1] == "done"
    titles.ok("registration", "remove", f"{Y}-4", "--yes")
    assert step(titles, "01/07/2023")[0][2] == ["MOI"]
