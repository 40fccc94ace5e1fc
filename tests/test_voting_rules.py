"""The voting rules that a new register knows: which one holds for an award, a body and a sector on a day, and which
one never does.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

SECTORS = {
    "-": None,
    "KS": "Kiểm sát nhân dân",
    "KT": "Kiểm toán Nhà nước",
    "GD": "Giáo dục và Đào tạo",
    "TN": "Tài nguyên và Môi trường",
    "NH": "Ngân hàng Nhà nước",
}
PERSONAL = {"CSTD-TQ", "CSTD-KSND", "CSTD-TINH", "CSTD-CS", "LDTT", "BK-TTG-CN"}
# Of each rule: its award and body, the block's sector, its first and last day, what it says, a part of its clause, and
# parts of the clauses of the day before and of the day after (- where no line is known then); ~ stands for a space.
TABLE = """
CTD-KSND  block   -  2019-06-28 2024-09-30 at-least 4/5 members  -      -   confirmed 01/2019/TT-VKSTC,~Điều~20 - -
CSTD-KSND council -  2017-10-01 2019-06-27 at-least 9/10 members secret -   confirmed 91/2017/NĐ-CP - 01/2019
CSTD-KSND council -  2019-06-28 2023-12-31 at-least 9/10 members secret -   confirmed Điều~16 91/2017 không~nêu
CSTD-KSND council -  2024-01-01 2024-09-30 at-least 9/10 members -      -   partial   không~nêu 91/2017 -
CSTD-TQ   council -  2017-10-01 2023-12-31 at-least 9/10 members secret -   confirmed Điều~45~khoản~8 - -
CSTD-TINH council -  2017-10-01 2023-12-31 at-least 9/10 members secret -   confirmed Điều~45~khoản~8 - -
CSTD-TQ   council KT 2014-12-31 2023-12-31 more-than 9/10 members secret -  partial   2264/2014 - -
CTD-CP    council KT 2014-12-31 2023-12-31 more-than 1/2 members secret -   partial   2264/2014 - -
BK-TTG    council KT 2014-12-31 2023-12-31 more-than 1/2 members secret -   partial   2264/2014 - -
BK-TTG-CN council KT 2014-12-31 2023-12-31 more-than 1/2 members secret -   partial   2264/2014 - -
LDTT      council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
CSTD-CS   council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
TTLDXS    council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
CTD-CP    council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
BK-TTG    council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
BK-TTG-CN council GD 2016-02-16 2020-09-13 at-least 7/10 issued  -      2/3 partial   35/2015/TT-BGDĐT - -
CSTD-TQ   council GD 2016-02-16 2020-09-13 at-least 9/10 members secret 2/3 partial   35/2015/TT-BGDĐT - 91/2017
GK        council TN 2019-12-31 2023-12-31 at-least 9/10 members secret 2/3 partial   2218/2019 - -
TTLDTT    council TN 2019-12-31 2023-12-31 at-least 9/10 members secret 2/3 partial   2218/2019 - -
BK-TTG    council NH 2024-01-01 2025-06-30 at-least 4/5 members  secret -   partial   5084 - -
BK-TTG-CN council NH 2024-01-01 2025-06-30 at-least 4/5 members  secret -   partial   5084 - -
"""
PERIODS = [line.split() for line in TABLE.strip().splitlines()]
# On these days another body or another sector has a rule for the award.
NOWHERE = """
CTD-KSND council - 2023-06-30
CSTD-KSND block - 2023-06-30
LDTT council - 2018-06-30
LDTT council KT 2018-06-30
BK-TTG council GD 2022-06-30
GK council - 2022-06-30
GK block TN 2022-06-30
"""
ELSEWHERE = [line.split() for line in NOWHERE.strip().splitlines()]
UNVERIFIED = [("CTD-CP", "council", "-"), ("CSTD-TQ", "council", "-")]
BEFORE_ALL, AT_SCHOOL = ("CSTD-TQ", "council", "TN"), ("CTD-KSND", "block", "GD")
ASKED = list(dict.fromkeys([*(tuple(one[:3]) for one in PERIODS + ELSEWHERE), *UNVERIFIED, BEFORE_ALL, AT_SCHOOL]))
"""Award, body and sector of each ballot that is asked of its rule."""

KEPT: dict[str, bytes] = {}


def taken_in(cli, kind, rows):
    (cli.folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    cli.ok("import", kind, "rows.json")


def asked_on_any_day(cli):
    """A block and a meeting of each sector, and in it a ballot for each award asked of."""
    cli.ok("init", "--preset", "province")
    cli.ok("unit", "add", "DV", "Đơn vị")
    cli.ok("person", "add", "NG", "Người được đề nghị")
    blocks = [{"code": f"K{s}", "name": f"Khối {s}", "kind": "block", "sector": SECTORS[s]} for s in SECTORS]
    taken_in(cli, "blocks", blocks)
    taken_in(cli, "years", [{"block": f"K{s}", "year": 2023} for s in SECTORS])
    meeting = {"kinds": ["council"], "on": "2023-06-30"}
    taken_in(cli, "meetings", [{"code": f"M{s}", "year": f"K{s}/2023", **meeting} for s in SECTORS])
    ballots = [(f"B{n}", award, body, sector) for n, (award, body, sector) in enumerate(ASKED)]
    taken_in(cli, "ballots", [{"code": b, "year": f"K{s}/2023", "meeting": f"M{s}"} for b, _, _, s in ballots])
    whom = {True: "NG", False: "DV"}
    taken_in(cli, "nominees", [{"ballot": b, "recipient": whom[a in PERSONAL], "award": a} for b, a, _, _ in ballots])
    for ballot, _award, body, _sector in ballots:
        if body == "council":
            cli.ok("ballot", "roll", ballot, "--entitled-number", 9)


@pytest.fixture
def law(cli):
    """Tells the rule of the ballot for (award, body, sector) on a day."""
    if "law" not in KEPT:
        asked_on_any_day(cli)
        KEPT["law"] = cli.db.read_bytes()
    cli.db.write_bytes(KEPT["law"])

    def told(asked, day):
        cli.ok("meeting", "edit", f"M{asked[2]}", "--on", day)
        return cli.json("ballot", "rule", f"B{ASKED.index(tuple(asked))}")

    told.cli = cli
    return told


def line_of(record):
    rule = record["rule"]
    return rule and f"{rule['comparison']} {rule['numerator']}/{rule['denominator']} {rule['base']}"


def said(word):
    """A word of the table: - says nothing, ~ is a space."""
    return None if word == "-" else word.replace("~", " ")


def called(one):
    return "-".join(one[:4])


# -- of the law -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", PERIODS, ids=called)
def test_a_rule_holds_on_its_first_day_and_on_its_last(law, period):
    first, last, *line, mode, quorum, certainty, clause = period[3:-2]
    for day in (first, last):
        record = law(period[:3], day)
        assert line_of(record) == " ".join(line), day
        assert (record["mode"], record["quorum"], record["certainty"]) == (said(mode), said(quorum), certainty)
        assert said(clause) in record["clause"]
        assert record["problem"] is None


@pytest.mark.parametrize("period", PERIODS, ids=called)
def test_the_day_before_and_the_day_after_another_rule_holds_or_none(law, period):
    first, last = (date.fromisoformat(day) for day in period[3:5])
    for day, other in ((first - timedelta(1), said(period[-2])), (last + timedelta(1), said(period[-1]))):
        record = law(period[:3], day)
        assert (record["rule"] is None) == (other is None), day
        assert (other or "") in (record["clause"] or "")
        assert (period[0] in (record["problem"] or "")) == (other is None)


@pytest.mark.parametrize("one", ELSEWHERE, ids=called)
def test_a_rule_of_another_body_or_sector_does_not_hold(law, one):
    record = law(one[:3], one[3])
    assert record["rule"] is None
    assert "not verified" not in record["problem"]


def test_an_award_of_a_sector_brings_its_rule_into_any_block(law):
    assert line_of(law(AT_SCHOOL, "2023-06-30")) == "at-least 4/5 members"


def test_a_rule_for_the_award_goes_before_one_for_every_award(law):
    assert law(BEFORE_ALL, "2022-06-30")["clause"] == "Nghị định 91/2017/NĐ-CP, Điều 45 khoản 8"


@pytest.mark.parametrize("asked", UNVERIFIED, ids=lambda asked: asked[0])
def test_what_nobody_verified_is_named_but_never_taken(law, asked):
    for day in ("2024-01-01", "2025-06-30"):
        record = law(asked, day)
        assert record["rule"] is None
        assert "not verified" in record["problem"]
        assert "Nghị định 98/2023/NĐ-CP" in record["problem"]
        assert record["problem"] in law.cli.refused(3, "ballot", "freeze", f"B{ASKED.index(asked)}")
    for day in ("2023-12-31", "2025-07-01"):
        assert "98/2023" not in (law(asked, day)["problem"] or "")


def test_both_presets_know_the_same_rules_of_the_awards_they_have(cli):
    known = {}
    for preset in ("procuracy", "province"):
        cli.ok("init", "--preset", preset, "--db", f"{preset}.db")
        known[preset] = cli.json("rule", "list", "--db", f"{preset}.db")
    assert {one["award"] for one in known["province"]} == {one[0] for one in PERIODS} - {"GK", "TTLDTT"} | {None}
    assert known["procuracy"] == [one for one in known["province"] if one["award"] != "CSTD-TINH"]
