"""Documents that something rests on, and the movements that units compete in."""

import pytest
from conftest import start


@start
def plans(cum6):
    """Two documents of one number on two days, and one by itself."""
    cum6.ok("document", "add", "12/KH-C6", "--kind", "KH", "--on", "01/02/2023", "--issuer", "Cụm 6")
    cum6.ok("document", "add", "12/KH-C6", "--kind", "KH", "--on", "05/02/2024")
    cum6.ok("document", "add", "96/2019/QH14", "--kind", "NQ", "--on", "27/11/2019", "--year", "C6/2023")
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "01/03/2023")
    cum6.ok("pledge", "draft", "C6/2023")


def test_documents_are_listed_by_day_with_the_fields_of_the_contract(plans):
    rows = plans.json("document", "list")
    assert [(row["number"], row["on"]) for row in rows] == [
        ("96/2019/QH14", "2019-11-27"),
        ("12/KH-C6", "2023-02-01"),
        ("12/KH-C6", "2024-02-05"),
    ]
    contract = ("number", "kind", "on", "issuer", "subject", "year")
    assert [rows[1][key] for key in contract] == ["12/KH-C6", "KH", "2023-02-01", "Cụm 6", None, None]
    assert rows[0]["year"] == "C6/2023"


def test_number_and_day_tell_one_document_from_another(plans):
    assert "12/KH-C6" in plans.refused(3, "document", "add", "12/kh-c6", "--kind", "KH", "--on", "2023-02-01")
    plans.ok("document", "add", "12/KH-C6", "--kind", "KH", "--on", "2025-02-01")
    plans.refused(3, "document", "edit", "12/KH-C6@2025-02-01", "--on", "01/02/2023")


def test_a_number_given_on_two_days_is_refused_with_both_and_taken_with_its_day(plans):
    for words in (("document", "edit", "12/KH-C6", "--kind", "QĐ"), ("document", "remove", "12/KH-C6", "--yes")):
        said = plans.refused(3, *words)
        assert "12/KH-C6@2023-02-01" in said
        assert "12/KH-C6@2024-02-05" in said
    plans.ok("document", "edit", "12/KH-C6@2024-02-05", "--kind", "QĐ")
    assert [row["kind"] for row in plans.json("document", "list")] == ["NQ", "KH", "QĐ"]
    said = plans.refused(3, "pledge", "item", "C6/2023", "Một việc", "--basis", "12/KH-C6")
    assert "12/KH-C6@2024-02-05" in said
    shown = plans.json("pledge", "item", "C6/2023", "Một việc", "--basis", "12/kh-c6@2023-02-01,96/2019/QH14")
    assert shown["items"][0]["basis"] == ["12/KH-C6@2023-02-01", "96/2019/QH14"]


def test_a_number_stands_by_itself_once_the_other_is_removed(plans):
    plans.ok("document", "remove", "12/KH-C6@2024-02-05", "--yes")
    assert plans.json("pledge", "item", "C6/2023", "Một việc", "--basis", "12/KH-C6")["items"][0]["basis"] == [
        "12/KH-C6"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("pledge", "item", "C6/2023", "Một việc"),
        ("pledge", "target", "C6/2023", "T1", "Tỷ lệ", "--goal", "≥ 98"),
        ("ballot", "new", "B1", "C6/2023", "--meeting", "PD"),
    ],
)
def test_a_basis_must_be_registered(plans, words):
    assert "96/2019/QH14" in plans.refused(4, *words, "--basis", "96/2019/QH41")


def test_a_document_may_have_any_kind_but_needs_a_real_day_and_a_year_that_is_there(register):
    register.ok("block", "add", "C6", "Cụm 6", "--kind", "cluster")
    register.ok("document", "add", "Biên bản 1", "--kind", "biên bản họp", "--on", "ngày 1 tháng 3 năm 2023")
    assert register.json("document", "list")[0]["on"] == "2023-03-01"
    assert "30/02/2023" in register.refused(3, "document", "add", "1/KH", "--kind", "KH", "--on", "30/02/2023")
    register.refused(3, "document", "add", "1/KH", "--kind", "KH", "--on", "01/03/23")
    assert "C6/2023" in register.refused(
        4, "document", "add", "1/KH", "--kind", "KH", "--on", "1/3/2023", "--year", "C6/2023"
    )
    register.refused(2, "document", "add", "1/KH", "--on", "1/3/2023")
    register.refused(3, "document", "add", "1/KH", "--kind", "", "--on", "1/3/2023")


def test_a_used_document_cannot_be_removed(plans):
    plans.ok("pledge", "item", "C6/2023", "Một việc", "--basis", "96/2019/QH14")
    assert "pledge C6/2023" in plans.refused(3, "document", "remove", "96/2019/QH14", "--yes")
    plans.ok("ballot", "new", "B1", "C6/2023", "--meeting", "PD", "--basis", "12/KH-C6@2023-02-01")
    assert "ballot B1" in plans.refused(3, "document", "remove", "12/KH-C6@2023-02-01", "--yes")


def test_a_document_is_corrected_while_nothing_official_rests_on_it(plans):
    plans.ok("pledge", "item", "C6/2023", "Một việc", "--basis", "96/2019/QH14")
    plans.ok("document", "edit", "96/2019/qh14", "--number", "97/2019/QH14", "--on", "28/11/2019")
    assert plans.json("pledge", "show", "C6/2023")["items"][0]["basis"] == ["97/2019/QH14"]


def test_the_number_and_day_of_a_document_stay_once_an_adopted_pledge_rests_on_it(plans):
    plans.ok("pledge", "item", "C6/2023", "Một việc", "--basis", "96/2019/QH14")
    plans.ok("pledge", "adopt", "C6/2023", "--meeting", "PD", "--consensus")
    plans.ok("document", "edit", "96/2019/QH14", "--subject", "Nghị quyết về công tác tư pháp")
    assert "C6/2023" in plans.refused(3, "document", "edit", "96/2019/QH14", "--number", "97/2019/QH14")
    assert "C6/2023" in plans.refused(3, "document", "edit", "96/2019/QH14", "--on", "28/11/2019")


# -- movements --------------------------------------------------------------------------------------------------------


def test_movements_are_listed_by_name_with_the_fields_of_the_contract(register):
    days = ("--from", "01/01/2021", "--to", "31/12/2025")
    register.ok("movement", "add", "VNN", "Vì người nghèo", "--scope", "national", "--kind", "campaign", *days)
    register.ok("movement", "add", "NTM", "Chung sức xây dựng nông thôn mới", "--scope", "PROVINCE")
    rows = register.json("movement", "list")
    assert {row.pop(key) for row in rows for key in list(row)[6:]} == {None}
    assert rows == [
        {
            "code": "NTM",
            "name": "Chung sức xây dựng nông thôn mới",
            "scope": "province",
            "kind": "regular",
            "from": None,
            "to": None,
        },
        {
            "code": "VNN",
            "name": "Vì người nghèo",
            "scope": "national",
            "kind": "campaign",
            "from": "2021-01-01",
            "to": "2025-12-31",
        },
    ]


def test_every_scope_and_kind_of_the_contract_is_taken(register):
    scopes = ("national", "sector", "province", "block", "unit")
    kinds = ("regular", "thematic", "campaign")
    pairs = [*((scope, "regular") for scope in scopes), *(("unit", kind) for kind in kinds)]
    for place, (scope, kind) in enumerate(pairs):
        register.ok("movement", "add", f"M{place}", f"Phong trào {place}", "--scope", scope, "--kind", kind)
    assert [(row["scope"], row["kind"]) for row in register.json("movement", "list")] == pairs


def test_an_unknown_scope_or_kind_is_a_usage_error_that_lists_the_choices(register):
    assert "province" in register.refused(2, "movement", "add", "M", "Phong trào", "--scope", "city")
    assert "thematic" in register.refused(2, "movement", "add", "M", "Phong trào", "--scope", "unit", "--kind", "x")
    register.refused(2, "movement", "add", "M", "Phong trào")
    register.ok("movement", "add", "M", "Phong trào", "--scope", "unit")
    assert "province" in register.refused(2, "movement", "edit", "M", "--scope", "city")
    assert register.json("movement", "list")[0]["scope"] == "unit"


def test_a_movement_cannot_end_before_it_begins_but_may_last_one_day(register):
    words = ("movement", "add", "M", "Phong trào", "--scope", "unit", "--from", "02/03/2023")
    register.refused(3, *words, "--to", "01/03/2023")
    register.ok(*words, "--to", "02/03/2023")
    register.refused(3, "movement", "edit", "M", "--from", "03/03/2023")
    register.ok("movement", "edit", "M", "--to", "")
    register.ok("movement", "edit", "M", "--from", "03/03/2023")


def test_a_movement_that_a_slip_names_cannot_be_removed(plans):
    plans.ok("movement", "add", "VNN", "Vì người nghèo", "--scope", "national")
    plans.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    plans.ok("ballot", "new", "B1", "C6/2023", "--meeting", "PD")
    plans.ok("ballot", "nominate", "B1", "TH", "--award", "GK", "--movement", "vnn")
    assert "ballot B1" in plans.refused(3, "movement", "remove", "VNN", "--yes")
    plans.ok("ballot", "drop", "B1", "1")
    plans.ok("movement", "remove", "VNN", "--yes")
