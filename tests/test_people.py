"""People: identity beyond the name, posts from day to day, what stays of a move."""

from __future__ import annotations

import pytest
from conftest import start


@start
def people(cum6):
    cum6.ok("person", "add", "AN75", "Nguyễn Văn An", "--unit", "TH", "--post", "Kiểm sát viên", "--born", 1975)
    cum6.ok("person", "add", "AN80", "Nguyễn Văn An", "--unit", "NA", "--born", 1980)


def posts(cli, person="AN75"):
    return [
        tuple(one[key] for key in ("unit", "post", "from", "to")) for one in cli.json("person", "show", person)["posts"]
    ]


def test_namesakes_are_told_and_kept_apart(people):
    done = people("person", "add", "AN", "Nguyễn Văn An")
    assert "may be the same as AN75" in done.err
    assert len(people.json("person", "list")) == 3
    people.ok("award", "add", "GK-CN", "Giấy khen", "--level", "unit", "--recipient", "person")
    add = ("commendation", "add")
    given = ("GK-CN", "--on", "01/06/2023", "--document", "1/QĐ")
    people.refused(4, *add, "Nguyễn Văn An", *given)  # a name alone names nobody
    people.ok(*add, "Nguyễn Văn An (1980)", *given)
    people.ok(*add, "nguyễn văn an (1975)", *given)
    assert [one["recipient"] for one in people.json("commendation", "list")] == ["AN80", "AN75"]
    people.refused(4, *add, "Nguyễn Văn An (1990)", *given)
    people.ok("person", "edit", "AN", "--born", 1975)
    assert "AN, AN75" in people.refused(3, *add, "Nguyễn Văn An (1975)", *given)


def test_history_with_names_and_years_of_birth_is_imported(people):
    people.ok("award", "add", "GK-CN", "Giấy khen", "--level", "unit", "--recipient", "person")
    rows = [
        "recipient,award,document,on,of_year,kind,for",
        "Nguyễn Văn An (1975),GK-CN,1/QĐ,15/01/2021,2020,regular,Thành tích năm 2020",
        "Nguyễn Văn An (1980),GK-CN,1/QĐ,15/01/2021,,sudden,Cứu người bị nạn",
    ]
    people.folder.joinpath("c.csv").write_text("\n".join(rows), encoding="utf-8")
    assert people.json("import", "commendations", "c.csv")["new"] == 2
    found = people.json("commendation", "list")
    assert [(one["recipient"], one["of_year"], one["kind"]) for one in found] == [
        ("AN75", 2020, "regular"),
        ("AN80", 2021, "sudden"),
    ]
    assert people.json("import", "commendations", "c.csv")["unchanged"] == 2


def test_a_move_keeps_what_was_before(people):
    people.ok("person", "move", "AN75", "--to", "NA", "--on", "01/03/2021", "--document", "5/QĐ")
    people.ok("person", "move", "AN75", "--post", "Trưởng phòng", "--on", "01/06/2022")
    assert posts(people) == [
        ("TH", "Kiểm sát viên", None, "2021-03-01"),
        ("NA", "Kiểm sát viên", "2021-03-01", "2022-06-01"),
        ("NA", "Trưởng phòng", "2022-06-01", None),
    ]
    shown = people.json("person", "show", "AN75")
    assert (shown["unit"], shown["post"], shown["from"]) == ("NA", "Trưởng phòng", "2022-06-01")
    assert shown["posts"][0]["document"] == "5/QĐ"


@pytest.mark.parametrize("on", ["01/03/2021", "28/02/2021"])
def test_a_move_before_the_present_post_began_is_refused(people, on):
    people.ok("person", "move", "AN75", "--to", "NA", "--on", "01/03/2021")
    before = people.db.read_bytes()
    assert "01/03/2021" in people.refused(3, "person", "move", "AN75", "--to", "HT", "--on", on)
    people.refused(2, "person", "move", "AN75", "--on", "01/03/2022")
    assert people.db.read_bytes() == before


def test_former_posts_are_entered_corrected_taken_out_and_never_overlap(people):
    people.ok("person", "edit", "AN75", "--from", "01/03/2020")
    post = ("person", "post", "AN75")
    people.ok(*post, "--unit", "HT", "--from", "01/01/2015", "--to", "01/01/2018")
    people.ok(*post, "--unit", "QB", "--from", "01/01/2018", "--to", "01/03/2020")
    people.ok(*post, "--to", "01/01/2018", "--post", "Chuyên viên")
    assert posts(people)[0] == ("HT", "Chuyên viên", "2015-01-01", "2018-01-01")
    for span in (
        ("--from", "01/06/2017", "--to", "01/06/2019"),
        ("--from", "01/01/2019", "--to", "01/06/2020"),
        ("--from", "01/01/2014", "--to", "01/01/2014"),
    ):
        people.refused(3, *post, "--unit", "HT", *span)
    people.refused(3, *post, "--from", "01/01/2010", "--to", "01/01/2012")  # neither unit nor post
    people.refused(3, "person", "edit", "AN75", "--from", "01/01/2019")
    people.ok("person", "unpost", "AN75", "--to", "01/01/2018")
    people.refused(4, "person", "unpost", "AN75", "--to", "01/01/2018")
    assert [one[0] for one in posts(people)] == ["QB", "TH"]


def test_nobody_serves_before_being_recruited_or_born(people):
    edit = ("person", "edit", "AN75")
    people.ok(*edit, "--recruited", "01/01/2000")
    people.refused(3, *edit, "--from", "31/12/1999")
    people.refused(3, *edit, "--recruited", "01/01/1975")


def test_a_person_goes_with_the_former_posts_and_a_unit_stays_while_one_names_it(people):
    people.ok("person", "move", "AN75", "--to", "NA", "--on", "01/03/2021")
    assert "former post" in people.refused(3, "unit", "remove", "TH", "--yes")
    people.ok("person", "remove", "AN75", "--yes")
    assert [one["code"] for one in people.json("person", "list")] == ["AN80"]
    people.ok("check")
