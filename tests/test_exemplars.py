"""Exemplars and models: whose, since when, where publicised; how many are new and how many there are on a day."""

import pytest
from conftest import start


@start
def models(cum6):
    """What a police would report: 686 models of before, 252 new ones in 2023."""
    for unit, name, count, since in (
        ("TH", "Mô hình có từ trước", 686, "31/12/2022"),
        ("TH", "Mô hình mới", 252, "15/05/2023"),
        ("NA", "Dân vận khéo", 2, "01/01/2023"),
    ):
        cum6.ok("exemplar", "add", unit, name, "--kind", "model", "--count", count, "--since", since)
    cum6.ok(
        "exemplar", "add", "NA", "Gương sáng", "--kind", "exemplar", "--since", "01/02/2022", "--until", "01/06/2023"
    )


def refused(cli, code, *words):
    """What is said; nothing is written."""
    before = cli.db.read_bytes()
    said = cli.refused(code, *words)
    assert cli.db.read_bytes() == before
    return said


def counted(cli, *words):
    found = cli.json("exemplar", "count", *words)
    return {row["unit"]: (row["new"], row["total"]) for row in found["units"]}, (found["new"], found["total"])


# -- the rows ---------------------------------------------------------------------------------------------------------


def test_an_exemplar_keeps_everything_that_is_said_of_it(cum6):
    cum6.ok("movement", "add", "NTM", "Nông thôn mới", "--scope", "national")
    given = {
        "kind": "exemplar",
        "bearer": "person",
        "who": "-Nguyễn Văn A, Kiểm sát viên",
        "movement": "NTM",
        "field": "+Dân vận [x]",
        "since": "2023-02-01",
        "until": "2024-02-01",
        "publicised": "@Báo Bảo vệ pháp luật",
    }
    options = [word for key, value in given.items() for word in (f"--{key}", value)]
    cum6.ok("exemplar", "add", "th", *options, "--", "=1+1")
    assert cum6.json("exemplar", "show", "TH-1") == {"unit": "TH", "number": 1, "name": "=1+1", **given, "count": 1}
    cum6.ok("exemplar", "edit", "th-1", "--who", "", "--bearer", "collective", "--name", "[x] Mô hình", "--count", "3")
    shown = cum6.json("exemplar", "show", "TH-1")
    assert (shown["who"], shown["bearer"], shown["name"], shown["count"]) == (None, "collective", "[x] Mô hình", 3)
    assert cum6.json("movement", "show", "NTM")["exemplars"] == {"exemplar": 3, "model": 0}
    assert "exemplar TH-1" in refused(cum6, 3, "movement", "remove", "NTM", "--yes")
    assert "exemplar TH-1" in refused(cum6, 3, "unit", "remove", "TH", "--yes")


def test_exemplars_are_numbered_unit_by_unit_and_a_name_stands_once_of_a_kind(models):
    rows = [(row["unit"], row["number"], row["name"]) for row in models.json("exemplar", "list")]
    assert rows == [
        ("NA", 1, "Dân vận khéo"),
        ("NA", 2, "Gương sáng"),
        ("TH", 1, "Mô hình có từ trước"),
        ("TH", 2, "Mô hình mới"),
    ]
    words = ("exemplar", "add", "NA", "dan van kheo", "--since", "01/01/2023", "--kind")
    assert "Dân vận khéo" in refused(models, 3, *words, "model")
    models.ok(*words, "exemplar")
    assert models.json("exemplar", "show", "NA-3")["kind"] == "exemplar"


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        (4, ("XX", "Tên", "--kind", "model", "--since", "01/01/2023"), "XX"),
        (2, ("TH", "Tên", "--kind", "khác", "--since", "01/01/2023"), "exemplar"),
        (2, ("TH", "Tên", "--since", "01/01/2023"), "kind"),
        (2, ("TH", "Tên", "--kind", "model"), "since"),
        (3, ("TH", "Tên", "--kind", "model", "--since", "30/02/2023"), "30/02/2023"),
        (3, ("TH", "", "--kind", "model", "--since", "01/01/2023"), "name"),
        (3, ("TH", "Tên", "--kind", "model", "--since", "01/01/2023", "--until", "01/01/2023"), "01/01/2023"),
        (3, ("TH", "Tên", "--kind", "model", "--since", "01/01/2023", "--until", "31/12/2022"), "31/12/2022"),
        (3, ("TH", "Tên", "--kind", "model", "--since", "01/01/2023", "--count", "0"), "count"),
        (3, ("TH", "Tên", "--kind", "model", "--since", "01/01/2023", "--who", "Ông A", "--count", "2"), "Ông A"),
        (4, ("TH", "Tên", "--kind", "model", "--since", "01/01/2023", "--movement", "KHONG"), "KHONG"),
    ],
)
def test_what_cannot_be_is_refused_by_name(cum6, code, words, told):
    assert told in refused(cum6, code, "exemplar", "add", *words)


def test_exemplars_are_listed_by_unit_kind_and_day(models):
    def listed(*words):
        return [f"{row['unit']}-{row['number']}" for row in models.json("exemplar", "list", *words)]

    assert listed("--unit", "th") == ["TH-1", "TH-2"]
    assert listed("--kind", "EXEMPLAR") == ["NA-2"]
    assert listed("--on", "31/05/2023") == ["NA-1", "NA-2", "TH-1", "TH-2"]
    assert listed("--on", "01/06/2023") == ["NA-1", "TH-1", "TH-2"]
    assert listed("--on", "31/12/2022", "--unit", "TH") == ["TH-1"]
    refused(models, 4, "exemplar", "list", "--unit", "XX")
    assert "model" in refused(models, 2, "exemplar", "list", "--kind", "khác")


def test_an_exemplar_is_removed_by_its_number(models):
    models.ok("exemplar", "remove", "TH-2", "--yes")
    assert "TH-1" in refused(models, 4, "exemplar", "remove", "TH-2", "--yes")
    assert counted(models, "--kind", "model")[1] == (2, 688)


# -- how many ---------------------------------------------------------------------------------------------------------


def test_new_ones_and_all_as_of_a_day(models):
    assert counted(models, "--kind", "model", "--on", "30/06/2023") == ({"NA": (2, 2), "TH": (252, 938)}, (254, 940))
    assert counted(models, "--kind", "model", "--on", "14/05/2023")[0]["TH"] == (0, 686)
    assert counted(models, "--kind", "model", "--on", "31/12/2022")[0] == {"TH": (686, 686)}
    assert counted(models, "--on", "31/05/2023")[0]["NA"] == (2, 3)
    assert counted(models, "--on", "01/06/2023")[0]["NA"] == (2, 2)
    assert counted(models, "--on", "01/01/2020") == ({}, (0, 0))


def test_of_a_year_every_member_is_counted_in_official_order(models):
    units, sums = counted(models, "C6/2023", "--kind", "model")
    assert list(units) == ["TH", "NA", "HT", "QB", "QT", "TTH"]
    assert (units["TH"], units["NA"], units["HT"], sums) == ((252, 938), (2, 2), (0, 0), (254, 940))
    models.ok("unit", "add", "NGOAI", "Đơn vị ngoài cụm")
    models.ok("exemplar", "add", "NGOAI", "Mô hình", "--kind", "model", "--since", "01/02/2023")
    assert counted(models, "C6/2023", "--kind", "model")[1] == (254, 940)
    assert counted(models, "--kind", "model")[1] == (255, 941)
    refused(models, 4, "exemplar", "count", "C6/2031")


def test_after_the_year_nothing_of_it_is_new_any_more_but_what_was(models):
    models.ok("exemplar", "add", "TH", "Của năm sau", "--kind", "model", "--since", "01/02/2024")
    assert counted(models, "C6/2023", "--on", "01/03/2024", "--kind", "model")[0]["TH"] == (252, 939)


def test_what_a_department_built_counts_to_its_unit(models):
    models.ok("unit", "add", "TH-P1", "Phòng 1", "--parent", "TH")
    models.ok("unit", "add", "TH-P1-T", "Tổ một", "--parent", "TH-P1")
    models.ok("exemplar", "add", "TH-P1-T", "Mô hình của tổ", "--kind", "model", "--since", "01/06/2023")
    assert counted(models, "C6/2023", "--kind", "model")[0]["TH"] == (253, 939)
    assert counted(models, "--kind", "model")[0]["TH-P1-T"] == (1, 1)


def test_what_a_unit_built_counts_to_who_took_over_from_it_once(models):
    models.ok("unit", "merge", "NA", "--into", "TH", "--on", "01/06/2023")
    assert counted(models, "C6/2023", "--on", "31/05/2023", "--kind", "model")[0]["TH"] == (252, 938)
    units, sums = counted(models, "C6/2023", "--on", "01/06/2023", "--kind", "model")
    assert (units["TH"], "NA" in units, sums) == ((254, 940), False, (254, 940))


def test_what_a_unit_built_counts_to_one_of_those_that_it_was_split_into(models):
    for code in ("TH1", "TH2"):
        models.ok("unit", "add", code, f"Đơn vị {code}", "--from", "01/06/2023")
    models.ok("unit", "split", "TH", "--into", "TH1,TH2", "--on", "01/06/2023")
    units, sums = counted(models, "C6/2023", "--on", "30/06/2023", "--kind", "model")
    assert (units["TH1"], units["TH2"], sums) == ((252, 938), (0, 0), (254, 940))


def test_the_screen_ends_with_the_sum_and_csv_does_not(models):
    words = ("exemplar", "count", "--on", "30/06/2023", "--kind", "model")
    assert models.ok(*words).splitlines()[-1].split() == ["In", "all", "254", "940"]
    assert models.ok(*words, "--format", "csv").splitlines() == [
        "unit,name,new,total",
        "NA,VKSND tỉnh Nghệ An,2,2",
        "TH,VKSND tỉnh Thanh Hóa,252,938",
    ]
