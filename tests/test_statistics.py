"""The statistical forms 0601 and 0603: a made year counted by hand, row by row, on screen and in the workbook."""

from datetime import date, timedelta

import openpyxl
import pytest
from conftest import start
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.movements.fields import KINDS as MANNERS
from emulation_cli.movements.fields import SCOPES
from emulation_cli.nominations.fields import KINDS
from emulation_cli.reports import statistics
from emulation_cli.reports.statistics import Commendation, Movement, Period
from emulation_cli.units.fields import RANKS

YEAR = Period("2023-01-01", "2023-12-31")

# code, scope, kind, first day, last day
PHONG_TRAO = (
    ("A", "national", "thematic", "01/01/2021", "31/12/2025"),  # five years: 10
    ("B", "sector", "regular", "01/01/2023", "31/12/2023"),  # a year: 07
    ("C", "province", "thematic", "01/03/2023", "30/06/2023"),  # shorter: 06
    ("D", "block", "campaign", "01/12/2022", "31/12/2023"),  # 13 months: 08
    ("E", "unit", "regular", "01/01/2021", "31/12/2023"),  # three years: 09
    ("F", "unit", "campaign", "01/01/2023", "30/12/2023"),  # a day short of a year: 06
    ("G", "national", "regular", "15/05/2023", ""),  # no last day
    ("H", "sector", "thematic", "", "31/01/2023"),  # no first day
    ("X", "national", "thematic", "01/01/2020", "31/12/2022"),  # over the day before
    ("Y", "national", "thematic", "01/01/2024", "31/12/2024"),  # begins the day after
)
COUNTED_0601 = {  # total, central, sector_province, organisation
    "01": (8, 2, 4, 2),  # A to H
    "02": (2, 2, 0, 0),  # A G
    "03": (3, 0, 3, 0),  # B C H
    "04": (1, 0, 1, 0),  # D
    "05": (2, 0, 0, 2),  # E F
    "06": (2, 0, 1, 1),  # C F
    "07": (1, 0, 1, 0),  # B
    "08": (1, 0, 1, 0),  # D
    "09": (1, 0, 0, 1),  # E
    "10": (1, 1, 0, 0),  # A
    "11": (5, 1, 3, 1),  # A C D F H
    "12": (3, 1, 1, 1),  # B E G
}
LAUNCHED_0601 = {
    "01": (4, 1, 2, 1),  # B C F G
    "02": (1, 1, 0, 0),
    "03": (2, 0, 2, 0),
    "04": (0, 0, 0, 0),
    "05": (1, 0, 0, 1),
    "06": (2, 0, 1, 1),  # C F
    "07": (1, 0, 1, 0),  # B
    "08": (0, 0, 0, 0),
    "09": (0, 0, 0, 0),
    "10": (0, 0, 0, 0),
    "11": (2, 0, 1, 1),  # C F
    "12": (2, 1, 1, 0),  # B G
}

AWARDS = (
    ("BK", "sector", "collective", "merit"),
    ("BK-CN", "province", "person", "merit"),
    ("CSTD", "sector", "person", "fighter"),
    ("CO", "province", "collective", "flag"),
    ("KNC", "sector", "person", "insignia"),
    ("TTLDXS", "sector", "collective", "title"),
    ("LA", "province", "collective", None),
    ("HC", "state", "collective", "order"),
    ("GK", "unit", "collective", "letter"),
    ("BK-TTG", "state", "collective", "merit"),
)
UNITS = (
    ("TH", "Viện kiểm sát"),
    ("DN", "Doanh nghiệp tư nhân"),
    ("HO", "Hộ gia đình"),
    ("HO2", "hộ"),
    ("HT", "Hỗ trợ pháp lý"),  # no household
    ("TR", None),
)
# recipient, award, day, kind
KHEN = (
    ("TH", "BK", "01/01/2023", "regular"),  # the first day
    ("TH", "CO", "31/12/2023", "regular"),  # the last day
    ("DN", "BK", "01/03/2023", "sudden"),
    ("HO", "BK", "01/03/2023", "thematic"),
    ("HO2", "BK", "02/03/2023", "external"),
    ("HT", "BK", "02/03/2023", "resistance"),
    ("TR", "CO", "02/03/2023", "thematic"),
    ("ministry-leader", "BK-CN", "01/04/2023", "dedication"),
    ("department-leader", "CSTD", "01/04/2023", "regular"),
    ("entrepreneur", "KNC", "01/04/2023", "tenure"),
    ("other-leader", "CSTD", "01/04/2023", "regular"),
    ("worker", "BK-CN", "01/04/2023", "sudden"),
    ("worker", "KNC", "01/04/2023", "dedication"),
    ("AN", "CSTD", "01/05/2023", "regular"),  # no rank
    # not counted
    ("TH", "BK", "31/12/2022", "regular"),
    ("TH", "BK", "01/01/2024", "regular"),
    ("TH", "HC", "01/05/2023", "regular"),
    ("TH", "GK", "01/05/2023", "regular"),
    ("TH", "BK-TTG", "01/05/2023", "regular"),
    ("TH", "TTLDXS", "01/05/2023", "regular"),  # told
    ("TR", "TTLDXS", "01/05/2023", "regular"),  # told
    ("TH", "LA", "01/05/2023", "regular"),  # told
)
COUNTED_0603 = {  # total, merit, fighter, flag, insignia
    "01": (14, 7, 3, 2, 2),
    "02": (5, 3, 0, 2, 0),  # TH twice, DN, HT, TR
    "03": (1, 1, 0, 0, 0),  # DN
    "04": (2, 2, 0, 0, 0),  # HO HO2
    "05": (7, 2, 3, 0, 2),  # five ranks, the worker twice, AN
    "06": (1, 1, 0, 0, 0),
    "07": (1, 0, 1, 0, 0),
    "08": (1, 0, 0, 0, 1),
    "09": (1, 0, 1, 0, 0),
    "10": (2, 1, 0, 0, 1),
    "11": (5, 1, 3, 1, 0),  # TH BK, TH CO, two ranks, AN
    "12": (2, 1, 0, 1, 0),  # HO TR
    "13": (2, 2, 0, 0, 0),  # DN, worker
    "14": (1, 1, 0, 0, 0),  # HO2
    "15": (2, 1, 0, 0, 1),  # ministry-leader, worker
    "16": (1, 0, 0, 0, 1),  # entrepreneur
    "17": (1, 1, 0, 0, 0),  # HT
}


@start
def counted(cli):
    """The made year."""
    cli.ok("init")
    for code, scope, kind, first, last in PHONG_TRAO:
        days = [*(("--from", first) if first else ()), *(("--to", last) if last else ())]
        cli.ok("movement", "add", code, f"Phong trào {code}", "--scope", scope, "--kind", kind, *days)
    for code, level, recipient, form in AWARDS:
        more = ("--form", form) if form else ()
        cli.ok("award", "add", code, f"Danh hiệu {code}", "--level", level, "--recipient", recipient, *more)
    for number, (code, kind) in enumerate(UNITS):
        cli.ok("unit", "add", code, f"Đơn vị thứ {number}", *(("--kind", kind) if kind else ()))
    for rank in RANKS:
        cli.ok("person", "add", rank, f"Người {rank}", "--unit", "TH", "--rank", rank)
    cli.ok("person", "add", "AN", "Nguyễn Văn An", "--unit", "TH")
    for number, (recipient, award, day, kind) in enumerate(KHEN):
        grant(cli, recipient, award, day, kind, number)


def grant(cli, recipient, award, day, kind="regular", number=99):
    cli.ok("commendation", "add", recipient, award, "--document", f"{number}/QĐ", "--on", day, "--kind", kind)


def numbers(rows):
    """The numbers of each row by its code, as `--format json` prints them."""
    return {
        row["code"]: tuple(value for key, value in row.items() if key not in ("code", "name", "unit")) for row in rows
    }


def screen(cli, form, *more):
    return numbers(cli.json("statistics", form, 2023, *more))


def sheet(cli, form, *more, name="b.xlsx"):
    """The one sheet of the form as a workbook."""
    cli.ok("statistics", form, 2023, "-o", cli.folder / name, "--force", *more)
    book = openpyxl.load_workbook(cli.folder / name)
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def lines(found):
    """The rows of a sheet that hold something."""
    rows = [list(row) for row in found.iter_rows(values_only=True)]
    return [row for row in rows if any(cell is not None for cell in row)]


# -- counted by hand --------------------------------------------------------------------------------------------------


def test_movements_are_counted_as_by_hand(counted):
    assert screen(counted, "0601") == COUNTED_0601


def test_movements_launched_in_the_year_are_counted_where_that_is_asked_for(counted):
    assert screen(counted, "0601", "--counting", "launched") == LAUNCHED_0601


def test_commendations_are_counted_as_by_hand(counted):
    assert screen(counted, "0603") == COUNTED_0603


def test_json_has_stable_english_keys_and_the_names_of_the_form(counted):
    rows = counted.json("statistics", "0601", 2023)
    assert list(rows[0]) == ["code", "name", "total", "central", "sector_province", "organisation"]
    assert (rows[0]["name"], rows[1]["name"]) == ("Tổng số", "Toàn quốc")
    rows = counted.json("statistics", "0603", 2023)
    assert list(rows[0]) == ["code", "name", "unit", "total", "merit", "fighter", "flag", "insignia"]
    units = [None, "Tập thể", "Doanh nghiệp", "Hộ", *["Người"] * 6, *[None] * 7]
    assert [row["unit"] for row in rows] == units
    assert counted.json("statistics", "0603", 2023, "--lang", "en")[4]["name"] == "Persons"


def test_the_table_and_the_csv_hold_the_same_numbers(counted):
    csv = counted.ok("statistics", "0601", 2023, "--format", "csv").splitlines()
    assert csv[0] == "code,name,total,central,sector_province,organisation"
    assert csv[1] == "01,Tổng số,8,2,4,2"
    assert "Toàn quốc" in counted.ok("statistics", "0601", 2023)


@pytest.mark.parametrize("form", ["0601", "0603"])
def test_an_empty_register_gives_a_zero_in_every_cell(register, form):
    found = screen(register, form)
    assert len(found) == {"0601": 12, "0603": 17}[form]
    assert {value for row in found.values() for value in row} == {0}
    assert register("statistics", form, 2023).err == ""


# -- the workbook -----------------------------------------------------------------------------------------------------

HEAD_0601 = [
    ["Biểu số: 0601.N/BNV-TĐKT", None, None, "Đơn vị báo cáo: VKSND tỉnh Thanh Hóa", None, None],
    ["Ban hành theo Thông tư số 2/2023/TT-BNV ngày 23/3/2023", None, None, "Đơn vị nhận báo cáo: Vụ 15", None, None],
    ["Ngày nhận báo cáo: Ngày 15 tháng 12 năm báo cáo", *[None] * 5],
    ["SỐ PHONG TRÀO THI ĐUA", *[None] * 5],
    ["Năm 2023", *[None] * 5],
    ["Đơn vị tính: Phong trào", *[None] * 5],
    [None, "Mã số", "Tổng số", "Số phong trào thi đua chia theo cấp chủ trì phát động thi đua", None, None],
    [
        *[None] * 3,
        "Cấp Trung ương (Hội đồng Thi đua - Khen thưởng Trung ương)",
        "Cấp bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
        "Cơ quan, tổ chức, đơn vị",
    ],
    ["A", "B", "1=(2+3+4)", "2", "3", "4"],
]
ROWS_0601 = [
    ("Tổng số", "01"),
    ("1. Chia theo phạm vi tổ chức thi đua", None),
    ("- Toàn quốc", "02"),
    ("- Bộ, ban, ngành, đoàn thể, địa phương", "03"),
    ("- Cụm, khối thi đua do Hội đồng Thi đua - Khen thưởng các cấp tổ chức", "04"),
    ("- Cơ quan, tổ chức, đơn vị", "05"),
    ("2. Chia theo thời hạn thi đua", None),
    ("- Dưới 1 năm", "06"),
    ("- 1 năm", "07"),
    ("- Từ 1 năm đến dưới 3 năm", "08"),
    ("- Từ 3 năm đến dưới 5 năm", "09"),
    ("- Từ 5 năm trở lên", "10"),
    ("3. Chia theo phương thức tổ chức phong trào thi đua", None),
    ("- Thi đua theo chuyên đề", "11"),
    ("- Thi đua thường xuyên hàng năm", "12"),
]
HEAD_0603 = [
    [None, "Mã số", "Đơn vị tính", "Tổng số", "Chia ra", None, None, None],
    [
        *[None] * 4,
        "Bằng khen",
        "Chiến sĩ thi đua cấp bộ, cấp tỉnh",
        "Cờ thi đua của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
        "Huy hiệu (kỷ niệm chương) của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
    ],
    ["A", "B", "C", "1", "2", "3", "4", "5"],
]
ROWS_0603 = [
    ("Tổng số", "01", None),
    ("1. Chia theo đối tượng khen thưởng", None, None),
    ("- Tập thể", "02", "Tập thể"),
    ("Trong đó: Doanh nghiệp", "03", "Doanh nghiệp"),
    ("- Hộ gia đình", "04", "Hộ"),
    ("- Cá nhân", "05", "Người"),
    ("+ Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên", "06", "Người"),
    ("+ Lãnh đạo cấp vụ, sở, ngành và tương đương", "07", "Người"),
    ("+ Doanh nhân", "08", "Người"),
    ("+ Các cấp lãnh đạo khác từ phó phòng trở lên", "09", "Người"),
    (
        "+ Người trực tiếp công tác, lao động, học tập, chiến đấu và phục vụ chiến đấu (công nhân, nông dân,...)",
        "10",
        "Người",
    ),
    ("2. Chia theo phương thức khen thưởng", None, None),
    ("- Thường xuyên", "11", None),
    ("- Chuyên đề", "12", None),
    ("- Đột xuất", "13", None),
    ("- Đối ngoại", "14", None),
    ("- Cống hiến", "15", None),
    ("- Niên hạn", "16", None),
    ("- Kháng chiến", "17", None),
]


def filled(rows, expected, columns):
    """The rows of a form with the numbers that belong to their codes; none in a heading."""
    return [[*words, *expected.get(words[1], [None] * columns)] for words in rows]


def test_the_form_of_movements_reads_back_word_for_word(counted):
    found = lines(sheet(counted, "0601", "--unit-name", "VKSND tỉnh Thanh Hóa", "--received-by", "Vụ 15"))
    assert found[: len(HEAD_0601)] == HEAD_0601
    table = found[len(HEAD_0601) : len(HEAD_0601) + len(ROWS_0601)]
    assert table == filled(ROWS_0601, COUNTED_0601, 4)
    remarks = [row[0] for row in found[len(HEAD_0601) + len(ROWS_0601) :]]
    assert remarks == [
        "Ghi chú: Số liệu từ ngày 01/01/2023 đến hết ngày 31/12/2023; tính mọi phong trào diễn ra trong kỳ,"
        " kể cả phong trào phát động từ trước.",
        "2 phong trào chưa ghi đủ ngày bắt đầu, ngày kết thúc nên không có trong các mã số 06 đến 10: G, H.",
    ]


def test_the_form_of_commendations_reads_back_word_for_word(counted):
    found = lines(sheet(counted, "0603"))
    assert found[0][:6] == ["Biểu số: 0603.N/BNV-TĐKT", *[None] * 4, "Đơn vị báo cáo: " + "…" * 18]
    assert found[3][0] == (
        "SỐ LƯỢNG KHEN THƯỞNG CẤP BỘ, BAN, NGÀNH, ĐOÀN THỂ TRUNG ƯƠNG VÀ TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG"
    )
    assert found[4][0] == "Năm 2023"
    assert found[5:8] == HEAD_0603
    assert found[8:27] == filled(ROWS_0603, COUNTED_0603, 5)
    assert [row[0] for row in found[27:]] == [
        "Ghi chú: Số liệu từ ngày 01/01/2023 đến hết ngày 31/12/2023.",
        "1 lượt khen thưởng cá nhân chưa ghi nhóm chức vụ nên không có trong các mã số 06 đến 10: AN.",
        "Không tính 3 lượt khen thưởng không thuộc các hình thức của biểu: TTLDXS, LA.",
    ]


@pytest.mark.parametrize(("form", "columns"), [("0601", 4), ("0603", 5)])
def test_a_form_of_an_empty_register_has_a_zero_in_every_cell(register, form, columns):
    rows = {"0601": ROWS_0601, "0603": ROWS_0603}[form]
    found = lines(sheet(register, form))
    at = next(number for number, row in enumerate(found) if row[0] == "Tổng số")
    expected = {words[1]: (0,) * columns for words in rows if words[1]}
    assert found[at : at + len(rows)] == filled(rows, expected, columns)


@pytest.mark.parametrize("form", ["0601", "0603"])
def test_a_form_prints_on_one_page_of_a4_across(register, form):
    setup = sheet(register, form).page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 1)


@pytest.mark.parametrize("form", ["0601", "0603"])
def test_the_same_data_gives_the_same_bytes(counted, form, monkeypatch):
    sheet(counted, form, name="one.xlsx")
    monkeypatch.setenv("EMULATION_NOW", "2026-02-03T04:05:06Z")
    sheet(counted, form, name="two.xlsx")
    assert counted.folder.joinpath("one.xlsx").read_bytes() == counted.folder.joinpath("two.xlsx").read_bytes()
    again = counted("statistics", form, 2023, "-o", counted.folder / "one.xlsx", "--force", "--format", "json")
    assert (again.json["written"], again.json["from"], again.json["to"]) == (False, "2023-01-01", "2023-12-31")


def test_a_form_is_english_only_where_that_is_asked_for(counted):
    assert lines(sheet(counted, "0601"))[3][0] == "SỐ PHONG TRÀO THI ĐUA"
    found = lines(sheet(counted, "0601", "--lang", "en"))
    assert found[3][0] == "NUMBER OF EMULATION MOVEMENTS"
    assert found[-1][0].endswith("in none of the rows 06 to 10: G, H.")


def test_a_remark_names_the_first_of_very_many(register):
    for number in range(1, 23):
        register.ok("movement", "add", f"P{number:02}", f"Phong trào {number}", "--scope", "unit")
    remark = lines(sheet(register, "0601"))[-1][0]
    assert remark.startswith("22 phong trào")
    assert remark.endswith("P19, P20 và 2 mã khác.")
    assert "P22" in register("statistics", "0601", 2023).err


# -- what is counted --------------------------------------------------------------------------------------------------


def test_what_was_cancelled_by_the_end_of_the_period_is_not_counted(register):
    register.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective", "--form", "merit")
    for code in ("TH", "NA", "HT"):
        register.ok("unit", "add", code, f"VKSND tỉnh {code}")
        grant(register, code, "BK", "01/02/2023")
    for code, day in (("TH", "31/12/2023"), ("NA", "01/01/2024")):
        register.ok("commendation", "edit", code, "BK", "--cancelled-on", day, "--cancelled-by", "7/QĐ")
    assert screen(register, "0603")["01"] == (2, 2, 0, 0, 0)
    assert numbers(register.json("statistics", "0603", 2023, "--to", "30/12/2023"))["01"][0] == 3


def test_another_period_counts_other_days(counted):
    work_year = ("--from", "01/12/2022", "--to", "30/11/2023")
    assert screen(counted, "0603", *work_year)["01"] == (14, 8, 3, 1, 2)  # 31/12/2022 in, 31/12/2023 out
    assert screen(counted, "0601", *work_year)["01"] == (9, 3, 4, 2)  # X is under way until 31/12/2022
    assert screen(counted, "0601", *work_year, "--counting", "launched")["01"] == (5, 1, 3, 1)  # D, too
    assert screen(counted, "0601", "--from", "01/01/2024", "--to", "01/01/2024")["02"] == (3, 3, 0, 0)  # A G Y
    assert "từ ngày 01/12/2022 đến hết ngày 30/11/2023" in lines(sheet(counted, "0601", *work_year))[-2][0]


def test_what_the_numbers_do_not_show_is_told_on_stderr(counted):
    said = counted("statistics", "0601", 2023).err
    assert "2 movements" in said
    assert said.strip().endswith("G, H")
    launched = counted("statistics", "0601", 2023, "--counting", "launched", "--format", "json").err.splitlines()
    assert [line.rpartition(": ")[2] for line in launched] == ["G", "H"]
    assert "not counted" in launched[1]
    persons, awards = counted("statistics", "0603", 2023).err.splitlines()
    assert (persons[:1], persons.rpartition(": ")[2]) == ("1", "AN")
    assert (awards[:1], awards.rpartition(": ")[2]) == ("3", "TTLDXS, LA")
    assert counted("statistics", "0603", 2023, "--quiet").err == ""


@pytest.mark.parametrize(
    ("first", "last", "row"),
    [
        ("01/01/2023", "30/12/2023", "06"),
        ("01/01/2023", "31/12/2023", "07"),
        ("15/03/2023", "14/03/2024", "07"),
        ("01/01/2024", "31/12/2024", "07"),  # 366 days
        ("29/02/2024", "28/02/2025", "07"),
        ("01/03/2023", "29/02/2024", "07"),
        ("01/03/2023", "28/02/2024", "06"),
        ("01/01/2023", "01/01/2024", "08"),
        ("01/01/2021", "30/12/2023", "08"),
        ("01/01/2021", "31/12/2023", "09"),
        ("01/01/2021", "30/12/2025", "09"),
        ("01/01/2021", "31/12/2025", "10"),
        ("29/02/2020", "28/02/2025", "10"),
        ("01/01/2023", "31/12/9999", "10"),
        ("05/05/2023", "05/05/2023", "06"),
    ],
)
def test_a_duration_has_its_row_to_the_day(first, last, row):
    days = [date(*map(int, reversed(day.split("/")))) for day in (first, last)]
    assert statistics.duration_row(*days) == row


@pytest.mark.parametrize(
    ("kind", "enterprise", "household"),
    [
        ("Doanh nghiệp", True, False),
        ("DOANH NGHIEP nhà nước", True, False),
        ("Hộ", False, True),
        ("HỘ GIA ĐÌNH", False, True),
        ("ho gia dinh", False, True),
        ("Hội nông dân", False, False),
        ("Hồ chứa nước", False, False),
        ("Hỗ trợ doanh nghiệp", False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_enterprises_and_households_are_known_by_their_kind(kind, enterprise, household):
    assert (statistics.is_enterprise(kind), statistics.is_household(kind)) == (enterprise, household)


# -- sums that agree --------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
CODES = st.sampled_from(["A", "B", "C"])


@st.composite
def movement(draw):
    first, length = draw(DAYS), draw(st.integers(0, 2500))
    days = (first.isoformat(), (first + timedelta(days=length)).isoformat())
    known = draw(st.tuples(st.booleans(), st.booleans()))
    ends = [day if there else None for day, there in zip(days, known, strict=True)]
    return Movement(draw(CODES), draw(st.sampled_from(SCOPES)), draw(st.sampled_from(MANNERS)), *ends)


@st.composite
def commendation(draw):
    collective = draw(st.booleans())
    return Commendation(
        draw(CODES),
        collective,
        draw(st.sampled_from([None, "Hộ", "Doanh nghiệp", "Viện kiểm sát"])) if collective else None,
        None if collective else draw(st.sampled_from([None, *RANKS])),
        draw(CODES),
        draw(st.sampled_from([None, "merit", "fighter", "flag", "insignia", "title", "letter"])),
        draw(st.sampled_from(KINDS)),
    )


def total(found, codes):
    """The sum of rows, column by column."""
    return {key: sum(found.cells[code][key] for code in codes) for key in found.cells["01"]}


def assert_across(found):
    for row in found.cells.values():
        assert row["total"] == sum(value for key, value in row.items() if key != "total")


@given(st.lists(movement()), st.sampled_from(statistics.COUNTING))
def test_the_rows_of_movements_add_up(rows, counting):
    found = statistics.of_movements(rows, YEAR, counting)
    assert_across(found)
    assert found.cells["01"] == total(found, ["02", "03", "04", "05"]) == total(found, ["11", "12"])
    told = {aside.what: aside.count for aside in found.asides}
    lengths = total(found, ["06", "07", "08", "09", "10"])["total"]
    assert lengths + told.get(statistics.NO_LENGTH, 0) == found.cells["01"]["total"]


@given(st.lists(commendation()))
def test_the_rows_of_commendations_add_up(rows):
    found = statistics.of_commendations(rows, YEAR)
    assert_across(found)
    kinds = [f"{number}" for number in range(11, 18)]
    assert found.cells["01"] == total(found, ["02", "04", "05"]) == total(found, kinds)
    told = {aside.what: aside.count for aside in found.asides}
    ranks = total(found, ["06", "07", "08", "09", "10"])["total"]
    assert ranks + told.get(statistics.NO_RANK, 0) == found.cells["05"]["total"]
    assert found.cells["01"]["total"] + told.get(statistics.OTHER_FORM, 0) == len(rows)


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (2, "0602 2023", "0601"),
        (2, "movements 2023", "0603"),
        (2, "0601", "YEAR"),
        (2, "0601 năm", "năm"),
        (2, "0601 0", "1945"),
        (2, "0601 2023 --counting all", "launched"),
        (2, "0603 2023 --counting launched", "0601"),
        (2, "0601 2023 --unit-name VKS", "-o"),
        (2, "0601 2023 -o form.csv", ".xlsx"),
        (3, "0601 2023 --from 30/02/2023", "--from"),
        (3, "0601 2023 --to 2022-12-31", "ends before it begins"),
        (9, "0601 2023 -o there.xlsx", "--force"),
    ],
)
def test_what_cannot_be_counted_or_written_is_refused(register, code, words, said):
    there = register.folder / "there.xlsx"
    there.write_bytes(b"mine")
    assert said in register.refused(code, "statistics", *words.split())
    assert there.read_bytes() == b"mine"
