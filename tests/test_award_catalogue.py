"""The catalogue by date: what is listed, who decides, the money, each with its clause and how sure it is; as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emulation_cli import awards
from emulation_cli.app import KINDS

PRESETS = Path(awards.__file__).parent / "presets"
LAW = ("provisions", "conditions", "quotas", "dossier-papers")
READ_IN_PART_OR_NOT = {
    "CTD-KSND.money.2024-01-01",
    "CTD-UBND.money.2024-01-01",
    "CHUNG.XEMXET-2025",
    "CHUNG.DANGKY",
    "CTDCP.BBHD",
    "CTDKSND.TTLDXS-2024",
}
"""Of what the domain's reference marks as its author's own knowledge, or as read in part, some by name."""


@pytest.fixture(params=["procuracy", "province"])
def preset(request, cli):
    cli.ok("init", "--preset", request.param)
    return cli


def on(cli, award, day):
    return cli.json("award", "show", award, "--on", day)


def test_each_award_tells_the_law_that_lists_it_and_how_sure_that_is(preset):
    for day, law in (("01/06/2023", "15/2003/QH11"), ("01/06/2024", "06/2022/QH15")):
        shown = {one["code"]: one for one in preset.json("award", "list", "--on", day)}
        assert law in shown["CSTD-CS"]["clause"]
        assert all(
            one["certainty"] in ("confirmed", "partial", "unverified") for one in shown.values() if one["in_force"]
        )
    assert shown["CSTD-CS"]["certainty"] == "confirmed"


def test_the_circular_of_the_sector_holds_from_day_to_day(cli):
    cli.ok("init", "--preset", "procuracy")
    for day, held in (("27/06/2019", False), ("28/06/2019", True), ("30/09/2024", True), ("01/10/2024", False)):
        listed = {one["code"]: one["in_force"] for one in on(cli, "CTD-KSND", day)["provisions"]}
        assert listed["CTD-KSND.KSND-2019"] is held
    quotas = {
        day: [one["in_force"] for one in on(cli, "TTLDXS", day)["quotas"]] for day in ("30/09/2024", "01/10/2024")
    }
    assert quotas == {"30/09/2024": [False], "01/10/2024": [True]}


def test_money_is_of_the_decree_while_it_was_in_force(preset):
    factors = {code: on(preset, code, "01/06/2024")["factor"] for code in ("CSTD-TQ", "LDTT", "TTLDXS", "CTD-CP")}
    assert factors == {"CSTD-TQ": 4.5, "LDTT": 0.3, "TTLDXS": 1.5, "CTD-CP": 12}
    assert on(preset, "LDTT", "31/12/2023")["factor"] is None
    assert on(preset, "LDTT", "01/07/2025")["factor"] is None  # whether it still holds nobody has read
    later = on(preset, "LDTT", "01/07/2025")["provisions"]
    assert [one["certainty"] for one in later if one["about"] == "money" and one["in_force"]] == ["unverified"]


def test_show_prints_the_clause_and_the_mark_of_every_condition(preset):
    out = preset.ok("award", "show", "LDTT", "--on", "01/06/2025")
    assert "Luật Thi đua, khen thưởng 06/2022/QH15, Điều 24 khoản 1" in out
    assert "Thông tư 02/2024/TT-VKSTC" in preset.ok("rule", "list") + preset.ok("condition", "list")
    for one in preset.json("award", "show", "LDTT")["conditions"]:
        assert one["clause"]
        assert one["certainty"] in ("confirmed", "partial", "unverified")


def test_what_was_not_read_is_not_marked_as_read():
    rows = {row["code"]: row for kind in LAW for row in json.loads((PRESETS / f"{kind}.json").read_text("utf-8"))}
    assert all(rows[code]["certainty"] != "confirmed" for code in READ_IN_PART_OR_NOT)
    said = [
        row["code"] for row in rows.values() if row["certainty"] == "confirmed" and "chưa đối chiếu" in row["clause"]
    ]
    assert said == []


@pytest.mark.parametrize("kind", LAW)
def test_the_law_goes_out_to_excel_and_comes_back_unchanged_and_edited(preset, kind):
    preset.ok("export", kind, "-o", "law.xlsx")
    assert kind in KINDS
    report = preset.json("import", kind, "law.xlsx")
    assert (report["new"], report["changed"], report["rejected"]) == (0, 0, 0)
    preset.ok("export", kind, "-o", "law.json")
    rows = json.loads(preset.folder.joinpath("law.json").read_text("utf-8"))
    rows[0]["clause"] = "Văn bản mới, Điều 1"
    preset.folder.joinpath("law.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    assert preset.json("import", kind, "law.json", "--update")["changed"] == 1


def test_a_provision_holds_what_it_is_about_and_nothing_else(preset):
    add = ("provision", "add", "LDTT.x", "--award", "LDTT", "--clause", "Điều 1")
    assert "needs a value here" in preset.refused(3, *add, "--about", "money")
    assert "alone" in preset.refused(3, *add, "--about", "listed", "--factor", "0,3")
    row = {"code": "x", "award": "LDTT", "about": "listed", "factor": "0,3", "clause": "Điều 1"}
    preset.folder.joinpath("p.json").write_text(json.dumps([row]), "utf-8")
    assert json.loads(preset("import", "provisions", "p.json", "--format", "json").out)["errors"][0]["value"] == "0.3"
    span = ("--from", "02/01/2024", "--to", "01/01/2024")
    assert "end before" in preset.refused(3, *add, "--about", "listed", *span)
    preset.ok(*add, "--about", "money", "--factor", "0,5", "--from", "01/01/2030")
    assert on(preset, "LDTT", "01/01/2030")["factor"] == 0.5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--number", 1, "--share", "20%", "--of", "TTLDTT"), "either"),
        ((), "either"),
        (("--share", "20%"), "say which"),
        (("--number", 1, "--least", 1), "share alone"),
        (("--number", 1), "clause"),
    ],
)
def test_a_quota_says_one_thing(preset, given, said):
    assert said in preset.refused(3, "quota", "add", "Q", "--award", "TTLDXS", *given)


def test_what_was_removed_of_the_law_comes_back_with_known(preset):
    preset.ok("quota", "remove", "TTLDXS.2024", "--yes")
    assert preset.json("award", "known")["quotas"]["new"] == 1
    assert preset.json("award", "known")["quotas"]["new"] == 0
