"""The commendation register: year, level, form, money of the day, what became of it; years of history."""

from __future__ import annotations

from conftest import start


@start
def granted(cli):
    cli.ok("init", "--preset", "procuracy")
    for code in ("TH", "NA"):
        cli.ok("unit", "add", code, f"VKSND tỉnh {code}")
    cli.ok("person", "add", "A", "Cán bộ A", "--unit", "TH")
    cli.ok("salary", "add", "01/07/2023", 1000000, "--document", "12/NĐ-CP")
    cli.ok("salary", "add", "01/07/2024", 1100001, "--document", "13/NĐ-CP")


def one(cli):
    return cli.json("commendation", "list")[-1]


def money(cli, recipient, award, on, *more):
    cli.ok("commendation", "add", recipient, award, "--on", on, "--document", "1/QĐ", *more)
    found = one(cli)
    return found["factor"], found["base_salary"], found["money"]


def test_money_is_the_factor_times_the_base_salary_of_the_day_both_kept(granted):
    assert money(granted, "TH", "TTLDXS", "30/06/2024") == (1.5, 1000000, 1500000)
    assert money(granted, "A", "LDTT", "01/07/2024") == (0.3, 1100001, 330000)  # whole đồng, cut
    granted.ok("salary", "edit", "2024-07-01", "--amount", 2000000)
    assert one(granted)["base_salary"] == 1100001


def test_no_money_where_no_text_that_was_read_says_it(granted):
    assert money(granted, "TH", "CTD-KSND", "01/08/2024") == (None, None, None)
    assert money(granted, "A", "LDTT", "01/08/2025") == (None, None, None)  # whether the decree still held is not known
    given = ("--factor", 8, "--base-salary", 1000000)
    assert money(granted, "NA", "CTD-KSND", "02/08/2025", *given) == (8, 1000000, 8000000)


def test_no_base_salary_is_invented(granted):
    granted.ok("salary", "remove", "2023-07-01", "--yes")
    assert money(granted, "TH", "TTLDXS", "01/02/2024") == (1.5, None, None)


def test_level_and_form_are_the_catalogues_and_the_year_is_the_merits(granted):
    granted.ok("commendation", "add", "TH", "TTLDXS", "--on", "15/01/2024", "--document", "1/QĐ", "--of-year", 2023)
    found = one(granted)
    assert (found["level"], found["form"], found["of_year"], found["on"]) == ("unit", "title", 2023, "2024-01-15")


def test_handed_over_and_cancelled_after_the_decision_with_its_number(granted):
    granted.ok("commendation", "add", "TH", "TTLDXS", "--on", "15/01/2024", "--document", "1/QĐ")
    edit = ("commendation", "edit", "TH", "TTLDXS")
    granted.refused(3, *edit, "--handed-on", "14/01/2024")
    granted.refused(3, *edit, "--cancelled-on", "20/01/2024")
    granted.refused(3, *edit, "--handed-by", "3/BB")
    granted.ok(*edit, "--handed-on", "20/01/2024", "--handed-by", "3/BB")
    granted.ok(*edit, "--cancelled-on", "20/02/2024", "--cancelled-by", "9/QĐ")
    found = one(granted)
    assert (found["handed_on"], found["handed_by"], found["cancelled_by"]) == ("2024-01-20", "3/BB", "9/QĐ")


def test_listed_by_unit_person_year_and_movement(granted):
    granted.ok("movement", "add", "NTM", "Nông thôn mới", "--scope", "national")
    add = ("commendation", "add")
    granted.ok(*add, "TH", "BK-VKSTC", "--on", "01/02/2023", "--document", "1/QĐ", "--movement", "NTM")
    granted.ok(*add, "A", "LDTT", "--on", "01/02/2024", "--document", "2/QĐ")
    granted.ok(*add, "NA", "GK", "--on", "01/02/2024", "--document", "3/QĐ")

    def found(*words):
        return [row["document"] for row in granted.json("commendation", "list", *words)]

    assert found("--unit", "TH") == ["1/QĐ", "2/QĐ"]
    assert found("--person", "A") == ["2/QĐ"]
    assert found("--year", 2024) == ["2/QĐ", "3/QĐ"]
    assert found("--movement", "NTM") == ["1/QĐ"]
    assert found("--movement", "NTM", "--year", 2024) == []


def test_a_kind_of_every_law_is_taken(granted):
    for number, kind in enumerate(
        ("regular", "sudden", "thematic", "external", "tenure", "dedication", "resistance", "kháng chiến", "đột xuất")
    ):
        granted.ok(
            "commendation", "add", "TH", "GK", "--on", "01/02/2024", "--document", f"{number}/QĐ", "--kind", kind
        )
    assert [row["kind"] for row in granted.json("commendation", "list")][-2:] == ["resistance", "sudden"]


def test_who_was_in_the_unit_on_the_day_counts_there(granted):
    granted.ok("commendation", "add", "A", "LDTT", "--on", "01/02/2024", "--document", "2/QĐ")
    granted.ok("person", "move", "A", "--to", "NA", "--on", "02/02/2024")
    assert len(granted.json("commendation", "list", "--unit", "TH")) == 1
    assert granted.json("commendation", "list", "--unit", "NA") == []


def test_those_of_the_people_of_every_unit_that_went_into_one_are_listed(granted):
    granted.ok("person", "add", "B", "Cán bộ B", "--unit", "NA")
    granted.ok("unit", "add", "HT", "VKSND tỉnh HT")
    granted.ok("person", "add", "C", "Cán bộ C", "--unit", "HT")
    for number, person in enumerate("ABC", start=1):
        granted.ok("commendation", "add", person, "LDTT", "--on", "01/03/2023", "--document", f"{number}/QĐ")
    granted.ok("unit", "merge", "TH", "NA", "--into", "NA", "--on", "01/07/2024", "--document", "84/2025")
    found = granted.json("commendation", "list", "--unit", "NA")
    assert [one["recipient"] for one in found] == ["A", "B"]
