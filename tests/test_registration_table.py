"""The registration table of a pledge: written as the form is, taken back unchanged, filled in by hand."""

import openpyxl
import pytest
from conftest import start

YEAR = "C6/2023"


@start
def drafted(cum6):
    cum6.ok("movement", "add", "NTM", "Chung sức xây dựng nông thôn mới", "--scope", "national")
    cum6.ok("pledge", "draft", YEAR)
    cum6.ok(
        "pledge", "movement", YEAR, "NTM", "--aim", "Giúp một xã\nvề đích", "--from", "01/03/2023", "--to", "30/11/2023"
    )
    cum6.ok("pledge", "target", YEAR, "TL", "Tỷ lệ giải quyết", "--goal", "≥ 90,5", "--measure", "%", "--note", "=1+1")
    cum6.ok(
        "pledge", "target", YEAR, "SB", "Số bài viết", "--goal", ">= 12", "--unit", "TH,NA", "--unit-goal", "TH ≥ 20"
    )


def rows(cli, name="t.xlsx"):
    sheet = openpyxl.load_workbook(cli.folder / name).active
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True) if any(row)]


def filled(cli, *lines):
    """A form as an officer fills it in, with a title above and a signature below."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "= 0" is a goal, no formula
    book.save(cli.folder / "f.xlsx")
    return "f.xlsx"


MOVEMENTS = ["STT", "Tên phong trào thi đua", "Mục tiêu", "Thời gian phát động", "Thời gian tổng kết"]
TARGETS = ["STT", "Nội dung các chỉ tiêu", "Đơn vị tính", "Kế hoạch 2023", "Ghi chú"]


def test_the_table_has_the_two_parts_of_the_form(drafted):
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx")
    found = rows(drafted)
    assert ["BẢNG ĐĂNG KÝ GIAO ƯỚC THI ĐUA NĂM 2023"] in found
    assert MOVEMENTS in found
    assert TARGETS in found
    assert [1, "Tỷ lệ giải quyết", "%", "≥ 90,5", "=1+1"] in found
    assert [2, "Số bài viết", "≥ 12"] in found
    assert "there already" in drafted.refused(9, "pledge", "table", YEAR, "-o", "t.xlsx")
    drafted.refused(2, "pledge", "table", YEAR, "-o", "t.csv")


def test_the_table_of_one_unit_has_what_it_bears_with_its_own_goal(drafted):
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx", "--unit", "TH")
    assert [2, "Số bài viết", "≥ 20"] in rows(drafted)
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx", "--unit", "HT", "--force")
    assert "Số bài viết" not in [cell for row in rows(drafted) for cell in row]
    assert "VKSND TỈNH HÀ TĨNH" in [cell for row in rows(drafted) for cell in row]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_table_that_comes_back_as_it_went_changes_nothing(drafted, lang):
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx", "--lang", lang)
    before = drafted.db.read_bytes()
    report = drafted.json("pledge", "take", YEAR, "t.xlsx")
    assert (report["rows"], report["unchanged"]) == (3, 3)
    assert drafted.db.read_bytes() == before


def test_a_table_filled_in_by_hand_is_taken_in_whole(drafted):
    name = filled(
        drafted,
        ["BẢNG ĐĂNG KÝ"],
        [],
        ["I. CÁC PHONG TRÀO"],
        MOVEMENTS,
        [1, "chung sức  xây dựng NÔNG THÔN MỚI", "Hai xã", "01/03/2023", None],
        ["II. CÁC CHỈ TIÊU"],
        TARGETS,
        [1, "Tỷ lệ giải quyết", "%", "≥ 92", None],
        [2, "Số sáng kiến", "sáng kiến", "≥ 1,5", "mới"],
        [None, "Số vụ oan", "vụ", "= 0", None],
        [],
        ["NGƯỜI LẬP", None, "THỦ TRƯỞNG"],
    )
    assert drafted("pledge", "take", YEAR, name).code == 3  # what is there already differs
    report = drafted.json("pledge", "take", YEAR, name, "--update")
    assert (report["rows"], report["new"], report["changed"]) == (4, 2, 2)
    shown = drafted.json("pledge", "show", YEAR)
    assert [(one["code"], one["goal"]) for one in shown["targets"]] == [
        ("TL", "≥ 92"),
        ("SB", "≥ 12"),
        ("CT1", "≥ 1.5"),
        ("CT2", "= 0"),
    ]
    assert shown["movements"][0]["aim"] == "Hai xã"


def test_a_bare_number_is_a_goal_only_where_that_is_said(drafted):
    name = filled(drafted, TARGETS, [1, "Số sáng kiến", "sáng kiến", 3, None], [2, "Số bài", "bài", "97,5", None])
    before = drafted.db.read_bytes()
    done = drafted("pledge", "take", YEAR, name, "--format", "json")
    assert (done.code, [one["row"] for one in done.json["errors"]]) == (3, [2, 3])
    assert drafted.db.read_bytes() == before
    drafted.ok("pledge", "take", YEAR, name, "--at-least")
    assert [one["goal"] for one in drafted.json("pledge", "show", YEAR)["targets"]][2:] == ["≥ 3", "≥ 97.5"]


def test_what_cannot_be_taken_in_is_refused_with_its_place_and_nothing_is_written(drafted):
    name = filled(
        drafted, MOVEMENTS, [1, "Phong trào chưa có", None, "31/02/2023", None], TARGETS, [1, "X", "%", "≥ 9x", None]
    )
    before = drafted.db.read_bytes()
    done = drafted("pledge", "take", YEAR, name, "--format", "json")
    assert done.code == 3
    assert {(one["row"], one["column"]) for one in done.json["errors"]} == {
        (2, "movement"),
        (2, "launched_on"),
        (4, "goal"),
    }
    assert "neither of the two tables" in drafted.refused(3, "pledge", "take", YEAR, filled(drafted, ["STT", "Tên"]))
    drafted.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "20/02/2023")
    drafted.refused(4, "pledge", "take", "C6/2024", name)
    assert drafted.db.read_bytes() != before
    drafted.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    assert "adopted" in drafted.refused(3, "pledge", "take", YEAR, filled(drafted, TARGETS, [1, "X", "%", "≥ 9", None]))


def test_the_table_of_one_unit_is_not_taken_for_everybodys(drafted):
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx", "--unit", "TH")
    before = drafted.db.read_bytes()
    assert "the table of TH alone" in drafted.refused(3, "pledge", "take", YEAR, "t.xlsx", "--update")
    assert drafted.db.read_bytes() == before


def test_everybodys_table_is_taken_though_the_authority_above_it_is_a_unit_of_the_register(drafted):
    drafted.ok("unit", "add", "VKSTC", "VKSND tối cao")
    drafted.ok("pledge", "table", YEAR, "-o", "t.xlsx")
    assert "VKSND TỐI CAO" in rows(drafted)[0]
    drafted.ok("pledge", "take", YEAR, "t.xlsx")
