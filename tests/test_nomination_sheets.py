"""The list of proposals by authority and award, and the follow-up book of commendations, as workbooks."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from conftest import start

YEAR = "C6/2023"
SUBMIT = ("--document", "12/TTr-C6", "--on", "05/07/2023")
COLLECTIVES = [
    "STT",
    "Đơn vị",
    "Hình thức đề nghị",
    "Phong trào, nội dung",
    "Giai đoạn",
    "Số phiếu đồng ý / tổng số thành viên",
    "Tỷ lệ %",
    "Cấp quyết định",
    "Ghi chú",
]
PERSONS = ["STT", "Họ và tên", "Chức vụ, đơn vị", *COLLECTIVES[2:]]
BOOK = [
    "STT",
    "Số quyết định",
    "Ngày quyết định",
    "Cấp",
    "Hình thức khen thưởng",
    "Đối tượng",
    "Đơn vị, chức vụ",
    "Thành tích",
    "Loại hình",
    "Năm xét",
    "Hệ số",
    "Mức lương cơ sở",
    "Tiền thưởng (đồng)",
    "Ngày trao",
    "Hủy bỏ (ngày, quyết định)",
]
HEAD, PREMIER = "Viện trưởng VKSND tối cao", "Thủ tướng Chính phủ"


@start
def sealed(cum6):
    """B1 sealed: BK for TH (6/6) and NA (5/6), CO for HT (5/6), BK-CN for a person (6/6); QB did not pass."""
    for code, name, level, recipient, authority in (
        ("BK-CN", "Bằng khen cá nhân", "sector", "person", HEAD),
        ("BK", "Bằng khen [x]", "sector", "collective", HEAD),
        ("CO", "Cờ thi đua", "sector", "collective", HEAD),
        ("BK-TTG", "Bằng khen của Thủ tướng", "state", "collective", PREMIER),
    ):
        cum6.ok("award", "add", code, name, "--level", level, "--recipient", recipient, "--authority", authority)
    cum6.ok("person", "add", "AN", "Nguyễn Văn An", "--unit", "TH", "--post", "Phó Viện trưởng")
    cum6.ok("movement", "add", "NTM", "Xây dựng nông thôn mới", "--scope", "national", "--kind", "thematic")
    cum6.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("meeting", "attend", "SK", "all")
    cum6.ok("ballot", "new", "B1", YEAR, "--meeting", "SK", "--mode", "hands", "--threshold", "4/5", "--of", "members")
    cum6.ok("ballot", "nominate", "B1", "TH", "--award", "BK", "--movement", "NTM", "--period", "2021-2025")
    for recipient, award in (("NA", "BK"), ("HT", "CO"), ("AN", "BK-CN"), ("QB", "BK")):
        cum6.ok("ballot", "nominate", "B1", recipient, "--award", award)
    for verb in ("freeze", "open", "close"):
        cum6.ok("ballot", verb, "B1")
    cum6.ok("ballot", "count", "B1", "--returned", 6, "--votes", "1=6/0/0,2=5/1/0,3=5/0/1,4=6/0/0,5=4/2/0")
    cum6.ok("ballot", "seal", "B1")


def sheet(cli, name="t.xlsx"):
    return openpyxl.load_workbook(cli.folder / name).active


def rows(cli, name="t.xlsx"):
    """The rows that hold anything, without the empty cells."""
    found = ([plain(cell) for cell in row if cell is not None] for row in sheet(cli, name).iter_rows(values_only=True))
    return [row for row in found if row]


def plain(cell):
    return cell.date() if isinstance(cell, datetime) else cell


def listed(cli, *words):
    """What stands in the list between its title and its signatures."""
    cli.ok("nomination", "sheet", YEAR, "-o", "t.xlsx", "--force", *words)
    found = rows(cli)
    first = next(place for place, row in enumerate(found) if str(row[0]).startswith(("(Kèm", "(attached")))
    last = next(place for place, row in enumerate(found) if row[0] in ("NGƯỜI LẬP", "PREPARED BY"))
    return found[first + 1 : last]


def entry(found, name):
    return next(row for row in found if name in row)


# -- the list of proposals --------------------------------------------------------------------------------------------


def test_the_list_has_a_section_an_authority_and_a_table_an_award_persons_and_collectives_apart(sealed):
    assert listed(sealed) == [
        ["A. CẤP QUYẾT ĐỊNH: VIỆN TRƯỞNG VKSND TỐI CAO (03 tập thể, 01 cá nhân)"],
        ["I. Cá nhân (01)"],
        ["1. Bằng khen cá nhân: 01 cá nhân"],
        PERSONS,
        [1, "Nguyễn Văn An", "Phó Viện trưởng, VKSND tỉnh Thanh Hóa", "Bằng khen cá nhân", "6/6", 1, HEAD],
        ["II. Tập thể (03)"],
        ["1. Bằng khen [x]: 02 tập thể"],
        COLLECTIVES,
        [1, "VKSND tỉnh Thanh Hóa", "Bằng khen [x]", "Xây dựng nông thôn mới", "2021-2025", "6/6", 1, HEAD],
        [2, "VKSND tỉnh Nghệ An", "Bằng khen [x]", "5/6", 0.8333, HEAD],
        ["2. Cờ thi đua: 01 tập thể"],
        COLLECTIVES,
        [1, "VKSND tỉnh Hà Tĩnh", "Cờ thi đua", "5/6", 0.8333, HEAD],
        ["Tổng số: 03 tập thể, 01 cá nhân."],
    ]


def test_the_list_has_the_head_and_the_foot_of_an_official_paper(sealed):
    sealed.ok("nomination", "sheet", YEAR, "-o", "t.xlsx")
    found = rows(sealed)
    assert found[:2] == [
        ["VKSND TỐI CAO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["CỤM THI ĐUA SỐ 6", "Độc lập - Tự do - Hạnh phúc"],
    ]
    assert found[3:6] == [
        ["……………, ngày 01 tháng 7 năm 2023"],
        ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2023"],
        ["(Kèm theo Tờ trình số …… ngày …… tháng …… năm ……)"],
    ]
    assert ["NGƯỜI LẬP", "CỤM TRƯỞNG"] in found
    page = sheet(sealed).page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)


def test_a_share_is_a_number_that_is_cut_and_votes_are_text(sealed):
    listed(sealed)
    cells = {cell.value: cell for row in sheet(sealed).iter_rows() for cell in row}
    assert (cells[0.8333].number_format, cells["5/6"].data_type) == ("0.00%", "s")


def test_what_was_set_aside_and_how_far_a_proposal_came_stands_in_the_note(sealed):
    sealed.ok(
        *("condition", "add", "DK1", "--award", "BK", "--test", "judged", "--text", "Có sáng kiến"),
        *("--clause", "Điều 5", "--certainty", "confirmed"),
    )
    sealed.ok(
        *("nomination", "override", "B1-2", "DK1", "--reason", "lập công [b]đặc biệt[/b]"),
        *("--document", "9/NQ", "--on", "02/07/2023"),
    )
    assert entry(listed(sealed), "VKSND tỉnh Nghệ An")[-1] == "Bỏ qua có lý do - DK1: 9/NQ, lập công [b]đặc biệt[/b]"
    sealed.ok("nomination", "submit", "B1-2", *SUBMIT)
    assert entry(listed(sealed), "VKSND tỉnh Nghệ An")[-1].endswith("\nĐã trình (12/TTr-C6, 05/07/2023)")
    sealed.ok("nomination", "decide", "B1-2", "returned", "--on", "20/07/2023", "--reason", "thiếu hồ sơ")
    assert entry(listed(sealed), "VKSND tỉnh Nghệ An")[-1].endswith("\nTrả lại (20/07/2023): thiếu hồ sơ")
    assert entry(listed(sealed, "--on", "01/07/2023"), "VKSND tỉnh Nghệ An")[-1] == HEAD
    assert entry(listed(sealed, "--on", "02/07/2023"), "VKSND tỉnh Nghệ An")[-1].startswith("Bỏ qua có lý do - DK1")
    assert "……………, ngày 02 tháng 7 năm 2023" in [row[0] for row in rows(sealed)]


def test_what_the_council_changed_stands_under_its_new_award_and_authority(sealed):
    sealed.ok("nomination", "submit", "B1-1", "B1-2", "B1-3", *SUBMIT)
    on = ("--on", "10/07/2023", "--document", "3/BB")
    sealed.ok("nomination", "review", "B1-1", "changed", "--award", "BK-TTG", *on, "--reason", "thành tích nổi bật")
    sealed.ok("nomination", "review", "B1-2", "kept", *on)
    sealed.ok("nomination", "review", "B1-3", "dropped", *on, "--reason", "trùng thành tích")
    found = listed(sealed)
    assert found[:4] == [
        ["A. CẤP QUYẾT ĐỊNH: THỦ TƯỚNG CHÍNH PHỦ (01 tập thể)"],
        ["1. Bằng khen của Thủ tướng: 01 tập thể"],
        COLLECTIVES,
        [
            *(1, "VKSND tỉnh Thanh Hóa", "Bằng khen của Thủ tướng", "Xây dựng nông thôn mới", "2021-2025", "6/6", 1),
            PREMIER,
            "Hội đồng đổi hình thức từ Bằng khen [x] (3/BB, 10/07/2023): thành tích nổi bật",
        ],
    ]
    assert found[4] == ["B. CẤP QUYẾT ĐỊNH: VIỆN TRƯỞNG VKSND TỐI CAO (01 tập thể, 01 cá nhân)"]
    assert entry(found, "VKSND tỉnh Nghệ An")[-1] == "Hội đồng đồng ý (3/BB, 10/07/2023)"
    dropped = "Hội đồng không đồng ý (3/BB, 10/07/2023): trùng thành tích"
    assert entry(found, "VKSND tỉnh Hà Tĩnh")[-1] == dropped
    assert [row[1] for row in listed(sealed, "--award", "BK-TTG") if row[0] == 1] == ["VKSND tỉnh Thanh Hóa"]
    assert [row[1] for row in listed(sealed, "--award", "BK") if row[0] == 1] == ["VKSND tỉnh Nghệ An"]


def test_what_was_granted_and_handed_over_says_by_what(sealed):
    sealed.ok("nomination", "submit", "B1-3", *SUBMIT)
    sealed.ok("nomination", "decide", "B1-3", "granted", "--document", "301/QĐ", "--on", "20/07/2023")
    sealed.ok("nomination", "hand-over", "B1-3", "--on", "25/07/2023")
    note = "Được khen thưởng (301/QĐ, 20/07/2023)\nĐã trao (25/07/2023)"
    assert entry(listed(sealed), "VKSND tỉnh Hà Tĩnh")[-1] == note


def test_a_list_of_one_submission_names_it_with_its_day(sealed):
    sealed.ok("nomination", "submit", "B1-1", *SUBMIT)
    sealed.ok("nomination", "submit", "B1-2", "--document", "13/TTr-C6", "--on", "06/07/2023")
    found = listed(sealed, "--submitted", "13/ttr-c6")
    assert [row[1] for row in found if row[0] == 1] == ["VKSND tỉnh Nghệ An"]
    assert ["(Kèm theo Tờ trình số 13/TTr-C6 ngày 06 tháng 7 năm 2023)"] in rows(sealed)
    message = sealed.refused(4, "nomination", "sheet", YEAR, "-o", "x.xlsx", "--submitted", "14/TTr")
    assert "12/TTr-C6, 13/TTr-C6" in message
    assert not (sealed.folder / "x.xlsx").exists()


def test_what_is_cancelled_is_not_listed(sealed):
    sealed.ok("nomination", "cancel", "B1-2", "--on", "03/07/2023", "--reason", "rút đề nghị")
    assert "VKSND tỉnh Nghệ An" not in [cell for row in listed(sealed) for cell in row]
    assert "VKSND tỉnh Nghệ An" in [cell for row in listed(sealed, "--on", "02/07/2023") for cell in row]


def test_a_direct_proposal_has_its_own_vote(sealed):
    sealed.ok(
        *("nomination", "add", "DX1", YEAR, "QT", "--award", "CO", "--kind", "sudden", "--for", "=1+1 cứu người"),
        *("--agree", 7, "--of", 9, "--on", "01/07/2023"),
    )
    found = entry(listed(sealed), "VKSND tỉnh Quảng Trị")
    assert found == [2, "VKSND tỉnh Quảng Trị", "Cờ thi đua", "=1+1 cứu người", "7/9", 0.7777, HEAD]
    cell = next(cell for row in sheet(sealed).iter_rows() for cell in row if cell.value == "=1+1 cứu người")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_consensus_and_another_base_are_told(sealed):
    sealed.ok("ballot", "new", "B2", YEAR, "--meeting", "SK", "--mode", "consensus")
    sealed.ok("ballot", "nominate", "B2", "TTH", "--award", "CO")
    sealed.ok(
        "ballot", "new", "B3", YEAR, "--meeting", "SK", "--mode", "hands", "--threshold", "1/2", "--of", "present"
    )
    sealed.ok("ballot", "nominate", "B3", "QT", "--award", "CO")
    for ballot in ("B2", "B3"):
        for verb in ("freeze", "open", "close"):
            sealed.ok("ballot", verb, ballot)
    sealed.ok("ballot", "count", "B2", "--consensus")
    sealed.ok("ballot", "count", "B3", "--returned", 6, "--votes", "1=4/2/0")
    sealed.ok("ballot", "seal", "B2")
    sealed.ok("ballot", "seal", "B3")
    found = listed(sealed)
    assert entry(found, "VKSND tỉnh Thừa Thiên Huế")[3:] == ["thống nhất", HEAD]
    assert entry(found, "VKSND tỉnh Quảng Trị")[3:] == ["4/6", 0.6666, HEAD, "Tính trên số thành viên có mặt"]


def test_names_are_those_of_the_years_day_and_a_department_says_whose_it_is(sealed):
    sealed.ok("unit", "rename", "NA", "VKSND tỉnh Nghệ Tĩnh", "--on", "01/08/2023")
    sealed.ok("unit", "add", "P1", "Phòng 1 [x]", "--parent", "NA")
    sealed.ok("nomination", "add", "DX1", YEAR, "P1", "--award", "BK")
    sealed.ok("person", "move", "AN", "--to", "QT", "--post", "Viện trưởng", "--on", "15/07/2023")
    cells = [cell for row in listed(sealed) for cell in row]
    assert {"VKSND tỉnh Nghệ Tĩnh", "Phòng 1 [x], VKSND tỉnh Nghệ Tĩnh", "Viện trưởng, VKSND tỉnh Quảng Trị"} < {*cells}
    cells = [cell for row in listed(sealed, "--on", "10/07/2023") for cell in row]
    assert {"VKSND tỉnh Nghệ An", "Phó Viện trưởng, VKSND tỉnh Thanh Hóa"} < {*cells}


def test_a_year_without_proposals_says_so(cum6):
    assert listed(cum6) == [["Không có đề nghị nào."]]


def test_the_list_speaks_english_only_where_that_is_asked_for(sealed):
    found = listed(sealed, "--lang", "en")
    assert found[0] == ["A. AUTHORITY: VIỆN TRƯỞNG VKSND TỐI CAO (collectives: 3, persons: 1)"]
    assert ["No.", "Unit", "Award", "Movement, achievement", "Period", "Votes for / members", *found[3][7:]] in found


# -- the follow-up book -----------------------------------------------------------------------------------------------


@start
def commended(sealed):
    """Five commendations in two years: money of three known, one of them cancelled."""
    sealed.ok("salary", "add", "01/07/2019", "1490000", "--document", "38/2019/NĐ-CP")
    sealed.ok("salary", "add", "01/07/2023", "1800000", "--document", "24/2023/NĐ-CP")
    for recipient, award, day, number, *more in (
        ("NA", "BK", "20/12/2022", "1/QĐ", "--for", "=1+1 [x]", "--factor", "1,5"),
        ("QB", "BK", "20/12/2022", "1/QĐ", "--factor", "2"),
        ("AN", "BK-CN", "30/06/2023", "2/QĐ", "--factor", "1", "--kind", "sudden", "--movement", "NTM"),
        ("TH", "CO", "01/07/2023", "3/QĐ", "--factor", "2"),
        ("HT", "CO", "01/07/2023", "3/QĐ"),
    ):
        sealed.ok("commendation", "add", recipient, award, "--on", day, "--document", number, *more)
    sealed.ok("commendation", "edit", "QB", "BK", "--cancelled-on", "10/01/2023", "--cancelled-by", "8/QĐ")
    sealed.ok("commendation", "edit", "TH", "CO", "--handed-on", "05/07/2023")


def book(cli, *words):
    cli.ok("commendation", "book", "-o", "b.xlsx", "--force", *words)
    return rows(cli, "b.xlsx")


def test_the_book_has_every_decision_with_its_money_summed_by_year(commended):
    day = date(2022, 12, 20)
    assert book(commended) == [
        ["SỔ THEO DÕI KHEN THƯỞNG"],
        ["(Số liệu trong sổ đến ngày 01/07/2023)"],
        BOOK,
        [
            *(1, "1/QĐ", day, "Bộ, ngành", "Bằng khen [x]", "VKSND tỉnh Nghệ An", "=1+1 [x]", "Thường xuyên", 2022),
            *(1.5, 1490000, 2235000),
        ],
        [
            *(2, "1/QĐ", day, "Bộ, ngành", "Bằng khen [x]", "VKSND tỉnh Quảng Bình", "Thường xuyên", 2022),
            *(2, 1490000, 2980000, "10/01/2023, 8/QĐ"),
        ],
        ["Cộng năm 2022: 01 khen thưởng; 01 đã hủy bỏ, không tính", 2235000],
        [
            *(3, "2/QĐ", date(2023, 6, 30), "Bộ, ngành", "Bằng khen cá nhân", "Nguyễn Văn An"),
            *("VKSND tỉnh Thanh Hóa\nPhó Viện trưởng", "Đột xuất", 2023, 1, 1490000, 1490000),
        ],
        [
            *(4, "3/QĐ", date(2023, 7, 1), "Bộ, ngành", "Cờ thi đua", "VKSND tỉnh Thanh Hóa", "Thường xuyên", 2023),
            *(2, 1800000, 3600000, date(2023, 7, 5)),
        ],
        [5, "3/QĐ", date(2023, 7, 1), "Bộ, ngành", "Cờ thi đua", "VKSND tỉnh Hà Tĩnh", "Thường xuyên", 2023],
        ["Cộng năm 2023: 03 khen thưởng; 01 chưa ghi tiền thưởng", 5090000],
        ["Tổng cộng: 04 khen thưởng; 01 đã hủy bỏ, không tính; 01 chưa ghi tiền thưởng", 7325000],
    ]


def test_the_book_lies_across_a_page_with_its_head_in_sight_and_cancelled_ones_struck_through(commended):
    book(commended)
    found = sheet(commended, "b.xlsx")
    page = found.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert (found.freeze_panes, found.print_title_rows, found.auto_filter.ref) == ("A5", "$1:$4", "A4:O12")
    assert [found.cell(row, 2).font.strike for row in (5, 6)] == [None, True]
    assert [found.cell(5, column).number_format for column in (3, 12, 13)] == ["dd/mm/yyyy", "#,##0", "#,##0"]
    assert found.cell(5, 8).data_type == "s"


@pytest.mark.parametrize(
    ("words", "numbers", "below"),
    [
        (("--year", 2022), ["1/QĐ", "1/QĐ"], "(Năm 2022; số"),
        (("--unit", "th"), ["2/QĐ", "3/QĐ"], "(Đơn vị: VKSND tỉnh Thanh Hóa; số"),
        (("--person", "AN"), ["2/QĐ"], "(Cá nhân: Nguyễn Văn An; số"),
        (("--movement", "NTM"), ["2/QĐ"], "(Phong trào: Xây dựng nông thôn mới; số"),
        (("--unit", "TH", "--year", 2023), ["2/QĐ", "3/QĐ"], "(Năm 2023; đơn vị: VKSND tỉnh Thanh Hóa; số"),
    ],
)
def test_the_book_is_of_a_year_a_unit_with_its_people_a_person_or_a_movement(commended, words, numbers, below):
    found = book(commended, *words)
    assert [row[1] for row in found if isinstance(row[0], int)] == numbers
    assert found[1][0].startswith(below)


def test_a_commendation_stands_there_under_the_names_of_its_day(commended):
    commended.ok("unit", "rename", "NA", "VKSND tỉnh Nghệ Tĩnh", "--on", "01/05/2023")
    commended.ok("person", "move", "AN", "--to", "QT", "--post", "Viện trưởng", "--on", "15/07/2023")
    cells = [cell for row in book(commended) for cell in row]
    assert "VKSND tỉnh Nghệ An" in cells
    assert "VKSND tỉnh Thanh Hóa\nPhó Viện trưởng" in cells
    assert "VKSND tỉnh Nghệ Tĩnh" not in cells


def test_a_book_of_a_unit_says_whose_it_took_over(commended):
    commended.ok("unit", "merge", "QB", "--into", "QT", "--on", "01/08/2023")
    done = commended("commendation", "book", "-o", "q.xlsx", "--unit", "QT")
    assert (done.code, "QB" in done.err) == (0, True)
    assert [row[1] for row in rows(commended, "q.xlsx") if isinstance(row[0], int)] == ["1/QĐ"]


def test_a_year_without_commendations_says_so(commended):
    assert book(commended, "--year", 2001)[2:] == [["Chưa có quyết định khen thưởng nào."]]


# -- both -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("nomination", "sheet", YEAR), ("commendation", "book")])
def test_the_same_register_gives_the_same_bytes_and_another_file_is_not_replaced_unasked(commended, words):
    told = commended.json(*words, "-o", "one.xlsx")
    assert (told["file"], told["written"]) == ("one.xlsx", True)
    commended.ok(*words, "-o", "two.xlsx")
    assert (commended.folder / "one.xlsx").read_bytes() == (commended.folder / "two.xlsx").read_bytes()
    assert "there already" in commended.refused(9, *words, "-o", "one.xlsx")
    assert commended.json(*words, "-o", "one.xlsx", "--force")["written"] is False
    commended.refused(2, *words, "-o", "one.csv")
    commended.refused(4, *words, "-o", "none/one.xlsx")


def test_what_is_named_must_be_there(commended):
    commended.refused(4, "nomination", "sheet", "C6/2031", "-o", "x.xlsx")
    commended.refused(4, "nomination", "sheet", YEAR, "-o", "x.xlsx", "--award", "XYZ")
    commended.refused(4, "commendation", "book", "-o", "x.xlsx", "--unit", "XYZ")
    assert not (commended.folder / "x.xlsx").exists()
