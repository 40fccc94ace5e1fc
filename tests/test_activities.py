"""Activities: what the units of a block do together besides their meetings."""

import pytest
from conftest import start

VISIT = {
    "code": "HT23",
    "year": "C6/2023",
    "kind": "study",
    "name": "Học tập kinh nghiệm tại VKSND tỉnh Nghệ An",
    "from": "2023-04-10",
    "to": "2023-04-11",
    "place": "Thành phố Vinh, Nghệ An",
    "units": ["NA", "TH"],
    "outcome": "Trao đổi cách làm.\nNhân rộng trong cụm.",
    "document": "15/KH-C6",
}
WORDS = ("activity", "add", "GL", "C6/2023", "Giao lưu thể thao")


@start
def visit(cum6):
    """Cụm 6 with one visit."""
    days = ("--from", "10/04/2023", "--to", "11/04/2023")
    more = ("--place", VISIT["place"], "--outcome", VISIT["outcome"], "--document", VISIT["document"])
    cum6.ok(
        "activity",
        "add",
        "HT23",
        "c6/2023",
        VISIT["name"],
        "--kind",
        "study",
        *days,
        "--unit",
        "th",
        "--unit",
        "NA",
        *more,
    )


def last(cli):
    """The last entry of the log, opened by its number."""
    return cli.json("log", "show", cli.json("log", "--limit", "1")[0]["seq"])


def test_an_activity_is_shown_with_everything_that_was_entered(visit):
    assert visit.json("activity", "show", "ht23") == VISIT
    entry = last(visit)
    assert (entry["verb"], entry["entity"], entry["before"], entry["after"]) == (
        *("activity add", "activity HT23"),
        None,
        VISIT,
    )
    assert "Thành phố Vinh" in visit.ok("activity", "show", "HT23")


@pytest.mark.parametrize("kind", ["exchange", "study", "publicity", "inspection", "training", "congress", "other"])
def test_without_units_and_last_day_it_is_the_block_as_a_whole_on_one_day(cum6, kind):
    shown = cum6.json(*WORDS, "--kind", kind, "--from", "01/03/2023")
    assert [shown[key] for key in ("kind", "units", "to", "outcome")] == [kind, [], None, None]


def test_activities_are_listed_by_day_of_one_year_or_of_all(visit):
    visit.ok("year", "open", "C6/2024")
    visit.ok(*WORDS, "--kind", "exchange", "--from", "08/03/2023")
    visit.ok("activity", "add", "DH", "C6/2024", "Đại hội thi đua", "--kind", "congress", "--from", "01/02/2024")
    assert [row["code"] for row in visit.json("activity", "list")] == ["GL", "HT23", "DH"]
    assert [row["code"] for row in visit.json("activity", "list", "c6/2024")] == ["DH"]
    visit.refused(4, "activity", "list", "C6/2025")


@pytest.mark.parametrize(
    ("code", "said", "more"),
    [
        (2, "congress", ("--kind", "party", "--from", "01/03/2023")),
        (2, "--kind", ("--from", "01/03/2023")),
        (2, "--from", ("--kind", "study")),
        (3, "30/02/2023", ("--kind", "study", "--from", "30/02/2023")),
        (3, "before it began", ("--kind", "study", "--from", "02/03/2023", "--to", "01/03/2023")),
        (3, "forbidden", ("--kind", "study", "--from", "01/03/2023", "--outcome", "Tốt\x07")),
        (3, "forbidden", ("--kind", "study", "--from", "01/03/2023", "--place", "Vinh\nNghệ An")),
        (4, "XYZ", ("--kind", "study", "--from", "01/03/2023", "--unit", "TH,XYZ")),
    ],
)
def test_an_activity_that_cannot_be_is_refused(visit, code, said, more):
    before = visit.db.read_bytes()
    assert said in visit.refused(code, *WORDS, *more)
    assert visit.db.read_bytes() == before


def test_an_activity_has_a_code_of_its_own_and_a_year_that_is_there(visit):
    days = ("--kind", "other", "--from", "01/03/2023")
    assert "HT23" in visit.refused(3, "activity", "add", "ht23", "C6/2023", "Khác", *days)
    visit.refused(4, "activity", "add", "K", "C6/2031", "Khác", *days)
    assert "HT23" in visit.refused(4, "activity", "show", "HT22")


def test_only_units_that_are_members_at_some_time_of_the_year_take_part(visit):
    visit.ok("unit", "add", "KH", "VKSND tỉnh Khánh Hòa")
    days = ("--kind", "exchange", "--from", "01/03/2023")
    assert "KH is not a member of C6/2023" in visit.refused(3, *WORDS, *days, "--unit", "KH,TH")
    visit.ok("year", "leave", "C6/2023", "QB", "--on", "01/02/2023")
    visit.ok("year", "join", "C6/2023", "KH", "--on", "01/06/2023")
    assert visit.json(*WORDS, *days, "--unit", "KH,QB")["units"] == ["KH", "QB"]


def test_an_activity_moved_to_another_year_has_its_units_there(visit):
    visit.ok("year", "open", "C6/2024")
    assert "TH is not a member of C6/2024" in visit.refused(3, "activity", "edit", "HT23", "--year", "C6/2024")
    visit.refused(3, "activity", "edit", "HT23", "--year", "C6/2024", "--unit", "")
    days = ("--from", "10/04/2024", "--to", "11/04/2024")
    visit.ok("activity", "edit", "HT23", "--year", "C6/2024", "--unit", "", *days)
    shown = visit.json("activity", "show", "HT23")
    assert (shown["year"], shown["units"]) == ("C6/2024", [])


def test_the_membership_of_who_took_part_is_not_struck(visit):
    visit.ok("activity", "edit", "HT23", "--unit", "QT,HT")
    assert "the activity HT23" in visit.refused(3, "year", "strike", "C6/2023", "QT")
    visit.ok("activity", "edit", "HT23", "--unit", "HT")
    visit.ok("year", "strike", "C6/2023", "QT")
    assert "QT is not a member" in visit.refused(3, "activity", "edit", "HT23", "--unit", "QT")


def test_an_activity_is_corrected_and_removed_and_both_are_read_in_the_log(visit):
    visit.ok("activity", "edit", "HT23", "--unit", "QB", "--kind", "inspection", "--to", "")
    entry = last(visit)
    assert entry["before"] == {"kind": "study", "to": "2023-04-11", "units": ["NA", "TH"]}
    assert entry["after"] == {"kind": "inspection", "to": None, "units": ["QB"]}
    assert "before it began" in visit.refused(3, "activity", "edit", "HT23", "--to", "09/04/2023")
    visit.refused(2, "activity", "edit", "HT23", "--kind", "party")
    visit.ok("activity", "remove", "HT23", "--yes")
    assert last(visit)["before"]["units"] == ["QB"]
    assert visit.json("activity", "list") == []


def test_a_unit_or_year_with_an_activity_is_not_removed(visit):
    for words in (("unit", "remove", "TH"), ("year", "remove", "C6/2023")):
        assert "activity" in visit.refused(3, *words, "--yes")


def test_nothing_changes_in_a_closed_year(visit):
    visit.ok("year", "close", "C6/2023")
    for words in (
        (*WORDS, "--kind", "study", "--from", "01/03/2023"),
        ("activity", "edit", "HT23", "--place", "Huế"),
        ("activity", "remove", "HT23", "--yes"),
    ):
        assert "C6/2023 is closed" in visit.refused(3, *words)
    assert visit.json("activity", "show", "HT23") == VISIT


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_activities_are_exported_and_taken_into_another_register(visit, ending):
    visit.ok("export", "activities", "C6/2023", "-o", f"hd.{ending}")
    visit.ok("activity", "remove", "HT23", "--yes")
    report = visit.json("import", "activities", f"hd.{ending}")
    assert (report["new"], report["rejected"]) == (1, 0)
    assert visit.json("activity", "show", "HT23") == VISIT


def test_each_bad_row_of_a_file_is_named_with_its_place(visit):
    lines = ("code,year,kind,name,from,units", "A,C6/2023,party,Một,01/03/2023,", "B,C6/2023,study,Hai,01/03/2023,XYZ")
    (visit.folder / "hd.csv").write_text("\n".join(lines), encoding="utf-8")
    report = visit("import", "activities", "hd.csv", "--format", "json")
    assert report.code == 3
    assert [(error["row"], error["column"]) for error in report.json["errors"]] == [(2, "kind"), (3, "units")]
    assert [row["code"] for row in visit.json("activity", "list")] == ["HT23"]
