"""Councils: who set them up, who sits on them, what they decided."""

import pytest
from conftest import start

COUNCIL = {
    "code": "HĐTĐ",
    "name": "Hội đồng Thi đua - Khen thưởng tỉnh Thanh Hóa",
    "kind": "emulation",
    "unit": "TH",
    "document": "15/QĐ-VKS",
    "from": "2023-01-01",
    "to": "2024-01-01",
}
CHAIR, CLERK, MEMBER = "Người thứ nhất, Viện trưởng", "Người thứ hai, Chánh Văn phòng", "Người thứ ba, Ủy viên"
DECISION = "Nhất trí đề nghị tặng Cờ thi đua.\nGiao thường trực lập hồ sơ."


@start
def council(register):
    """A council of Thanh Hóa with three members, the chair entered last, and a decision."""
    register.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa")
    days = ("--from", "01/01/2023", "--to", "01/01/2024")
    register.ok("council", "add", "HĐTĐ", COUNCIL["name"], "--unit", "th", "--document", COUNCIL["document"], *days)
    register.ok("council", "member", "HĐTĐ", MEMBER)
    register.ok("council", "member", "HĐTĐ", CLERK, "--role", "secretary")
    register.ok("council", "member", "HĐTĐ", CHAIR, "--role", "chair")
    register.ok("council", "decide", "HĐTĐ", DECISION, "--on", "30/06/2023", "--document", "16/TB-HĐ")


def show(cli):
    return cli.json("council", "show", "hđtđ")


def last(cli):
    """The last entry of the log, opened by its number."""
    return cli.json("log", "show", cli.json("log", "--limit", "1")[0]["seq"])


def test_a_council_is_shown_with_its_members_the_chair_first_and_its_decisions(council):
    assert show(council) == {
        **COUNCIL,
        "members": [
            {"number": 3, "person": CHAIR, "role": "chair"},
            {"number": 2, "person": CLERK, "role": "secretary"},
            {"number": 1, "person": MEMBER, "role": "member"},
        ],
        "decisions": [{"number": 1, "on": "2023-06-30", "text": DECISION, "document": "16/TB-HĐ"}],
    }
    assert "Viện trưởng" in council.ok("council", "show", "HĐTĐ")


def test_roles_come_in_their_order_and_within_one_by_number(council):
    for person, role in (("Người thứ tư", "standing"), ("Người thứ năm", "deputy"), ("Người thứ sáu", "member")):
        council.ok("council", "member", "HĐTĐ", person, "--role", role)
    shown = [(row["role"], row["number"]) for row in show(council)["members"]]
    assert shown == [("chair", 3), ("deputy", 5), ("standing", 4), ("secretary", 2), ("member", 1), ("member", 6)]


def test_a_council_without_a_unit_is_that_of_the_authority_above(register):
    shown = register.json("council", "add", "SK", "Hội đồng sáng kiến cấp tỉnh", "--kind", "initiative")
    assert [shown[key] for key in ("kind", "unit", "document", "from", "to")] == ["initiative", None, None, None, None]
    register.ok("council", "add", "Đ", "Đội xét duyệt")
    register.ok("council", "add", "D", "Dự bị")
    assert [row["code"] for row in register.json("council", "list")] == ["D", "Đ", "SK"]


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (2, "initiative", ("add", "SK", "Hội đồng", "--kind", "party")),
        (3, "HĐTĐ", ("add", "hđtđ", "Hội đồng")),
        (3, "forbidden", ("add", "SK", "Hội đồng\x07")),
        (3, "is not after", ("add", "SK", "Hội đồng", "--from", "01/01/2023", "--to", "01/01/2023")),
        (4, "XYZ", ("add", "SK", "Hội đồng", "--unit", "XYZ")),
        (2, "secretary", ("member", "HĐTĐ", "Người thứ tư", "--role", "guest")),
        (3, "forbidden", ("member", "HĐTĐ", "Người\x1b thứ tư")),
        (3, "is there already", ("member", "HĐTĐ", CHAIR, "--number", "1")),
        (4, "HĐTĐ", ("member", "HĐT", "Người thứ tư")),
        (4, "council member 9", ("member", "HĐTĐ", "Người thứ tư", "--number", "9")),
        (2, "--on", ("decide", "HĐTĐ", "Nhất trí")),
        (3, "31/02/2023", ("decide", "HĐTĐ", "Nhất trí", "--on", "31/02/2023")),
        (3, "forbidden", ("decide", "HĐTĐ", "Nhất trí\x08", "--on", "01/07/2023")),
        (4, "council decision 2", ("decide", "HĐTĐ", "Nhất trí", "--on", "01/07/2023", "--number", "2")),
        (2, "decision", ("strike", "HĐTĐ", "guest", "1")),
        (3, "một", ("strike", "HĐTĐ", "member", "một")),
        (4, "council member 4", ("strike", "HĐTĐ", "member", "4")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(council, code, said, words):
    before = council.db.read_bytes()
    assert said in council.refused(code, "council", *words)
    assert council.db.read_bytes() == before


def test_a_member_entered_again_is_the_same_and_one_with_a_number_is_corrected(council):
    before = council.db.read_bytes()
    council.ok("council", "member", "HĐTĐ", CLERK)
    assert council.db.read_bytes() == before
    council.ok("council", "member", "HĐTĐ", CLERK, "--role", "standing")
    council.ok("council", "member", "HĐTĐ", "Người thứ hai, Phó Viện trưởng", "--number", "2")
    assert show(council)["members"][1] == {"number": 2, "person": "Người thứ hai, Phó Viện trưởng", "role": "standing"}
    entry = last(council)
    assert entry["verb"] == "council member"
    assert entry["before"] == {"person": CLERK}


def test_a_decision_with_a_number_is_corrected_and_keeps_its_document(council):
    council.ok("council", "decide", "HĐTĐ", "Chưa nhất trí", "--on", "01/07/2023", "--number", "1")
    corrected = {"number": 1, "on": "2023-07-01", "text": "Chưa nhất trí", "document": "16/TB-HĐ"}
    assert show(council)["decisions"] == [corrected]
    council.ok("council", "decide", "HĐTĐ", "Chưa nhất trí", "--on", "02/07/2023")
    assert [row["number"] for row in show(council)["decisions"]] == [1, 2]


def test_members_and_decisions_are_struck_by_their_number(council):
    council.ok("council", "strike", "HĐTĐ", "member", "2")
    council.ok("council", "strike", "HĐTĐ", "decision", "1")
    shown = show(council)
    assert [row["number"] for row in shown["members"]] == [3, 1]
    assert shown["decisions"] == []
    assert last(council)["before"]["text"] == DECISION


def test_a_council_is_corrected_and_its_unit_stays_while_it_is_there(council):
    assert "council HĐTĐ" in council.refused(3, "unit", "remove", "TH", "--yes")
    council.ok("council", "edit", "HĐTĐ", "--unit", "", "--to", "", "--name", "Hội đồng TĐKT ngành")
    shown = show(council)
    assert [shown[key] for key in ("unit", "to", "name")] == [None, None, "Hội đồng TĐKT ngành"]
    council.ok("unit", "remove", "TH", "--yes")


def test_a_removed_council_goes_with_its_parts_and_is_read_whole_in_the_log(council):
    before = show(council)
    council.ok("council", "remove", "HĐTĐ", "--yes")
    council.refused(4, "council", "show", "HĐTĐ")
    entry = last(council)
    assert (entry["verb"], entry["entity"], entry["before"], entry["after"]) == (
        *("council remove", "council HĐTĐ"),
        before,
        None,
    )
    council.ok("check")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_councils_are_exported_and_taken_in_again_with_their_parts(council, ending):
    before = show(council)
    kinds = ("councils", "council-members", "council-decisions")
    for kind in kinds:
        council.ok("export", kind, "-o", f"{kind}.{ending}")
    council.ok("council", "remove", "HĐTĐ", "--yes")
    for kind in kinds:
        assert council.json("import", kind, f"{kind}.{ending}")["rejected"] == 0
    assert show(council) == before
