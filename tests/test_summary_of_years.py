"""The summary's variants: of a period, of several years of a block, of one year of all blocks; stamped."""

import re
import zipfile

import openpyxl
import pytest
from conftest import start

YEAR = "C6/2023"


@start
def years(cum6):
    """Two years of Cụm 6 and one of another block, with results, meetings and a commendation."""
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    for code, kind, day in (("SK", "midyear", "12/07/2023"), ("TK", "yearend", "20/11/2023")):
        cum6.ok("meeting", "add", code, YEAR, "--kind", kind, "--on", day)
    cum6.ok("meeting", "task", "SK", "Gửi báo cáo", "--due", "01/08/2023", "--owner", "TH")
    cum6.ok("pledge", "draft", YEAR)
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 90", "--measure", "%")
    cum6.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--consensus")
    for unit, value, period in (("TH", "91", "midyear"), ("NA", "89", "midyear"), ("TH", "95", "year")):
        cum6.ok("pledge", "result", YEAR, "CT1", unit, value, "--period", period, "--on", "30/11/2023")
    cum6.ok("nomination", "add", "DX-1", YEAR, "TH", "--award", "GK", "--on", "01/06/2023")
    cum6.ok("nomination", "submit", "DX-1", "--document", "1/TTr", "--on", "02/06/2023")
    cum6.ok("nomination", "decide", "DX-1", "granted", "--document", "2/QĐ", "--on", "01/12/2023")
    cum6.ok("year", "open", "C6/2022")
    cum6.ok("year", "join", "C6/2022", "NA", "TH")
    cum6.ok("block", "add", "K4", "Khối thi đua số 4", "--kind", "block")
    cum6.ok("year", "open", "K4/2023")
    cum6.ok("year", "join", "K4/2023", "HT")


def book(cli, *words):
    cli.ok("export", "summary", *words, "-o", "t.xlsx", "--force")
    return openpyxl.load_workbook(cli.folder / "t.xlsx")


def under(sheet, heading):
    """The rows under the headings that hold this one, as dictionaries."""
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(lines) if heading in row)
    found = []
    for row in lines[at + 1 :]:
        if row[0] is None:
            break
        found.append(dict(zip(lines[at], row, strict=True)))
    return found


def text(sheet):
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


# -- a period ---------------------------------------------------------------------------------------------------------


def test_mid_year_tells_the_results_of_six_months_and_what_was_known_at_the_review(years):
    half = book(years, YEAR, "--period", "midyear")
    assert [row["Thực hiện"] for row in under(half["Kết quả thực hiện chỉ tiêu"], "Thực hiện")] == [91, 89]
    assert [row["Mã"] for row in under(half["Thành viên"], "Mã")][:2] == ["TH", "NA"]
    assert "6 THÁNG NĂM 2023" in text(half["Tổng quan"])
    assert "12/07/2023" in text(half["Hội nghị"])
    assert "20/11/2023" not in text(half["Hội nghị"])
    assert "Khen thưởng" not in half.sheetnames
    assert under(half["Đề nghị khen thưởng"], "Tỷ lệ")[0]["Cấp có thẩm quyền"] == "Đã trình (1/TTr, 02/06/2023)"
    whole = book(years, YEAR, "--period", "year")
    assert [row["Thực hiện"] for row in under(whole["Kết quả thực hiện chỉ tiêu"], "Thực hiện")] == [95]
    assert len(under(book(years, YEAR)["Kết quả thực hiện chỉ tiêu"], "Thực hiện")) == 3
    early = book(years, YEAR, "--period", "midyear", "--on", "29/11/2023")
    assert "Kết quả thực hiện chỉ tiêu" not in early.sheetnames  # they were reported a day later
    assert "midyear" in years.refused(2, "export", "summary", YEAR, "--period", "thang", "-o", "x.xlsx")


# -- several years ----------------------------------------------------------------------------------------------------


def test_years_of_a_block_stand_in_one_table_each_with_its_year(years):
    made = book(years, "--block", "C6", "--from", "2022", "--to", "2023")
    overview = under(made["Tổng quan"], "Số hội nghị")
    assert [(row["Năm"], row["Số đơn vị thành viên"], row["Số hội nghị"]) for row in overview] == [
        (2022, 2, 0),
        (2023, 6, 2),
    ]
    said = text(made["Tổng quan"])
    assert all(line in said for line in ("VKSND TỐI CAO", "CỤM THI ĐUA SỐ 6", "CỘNG HÒA XÃ HỘI", "Nơi nhận:"))
    assert overview[1]["Trưởng"] == "VKSND tỉnh Thanh Hóa"
    assert [overview[1][f"Số kết quả {said} chỉ tiêu"] for said in ("vượt", "đạt", "chưa đạt")] == [2, 0, 1]
    members = under(made["Thành viên"], "Mã")
    assert [(row["STT"], row["Khối, cụm"], row["Năm thi đua"], row["Mã"]) for row in members][:3] == [
        (1, "C6", 2022, "NA"),
        (2, "C6", 2022, "TH"),
        (3, "C6", 2023, "TH"),
    ]
    assert [row["Năm thi đua"] for row in under(made["Khen thưởng"], "Số quyết định")] == [2023]
    assert "Xếp hạng" not in made.sheetnames
    assert [row["Năm"] for row in under(book(years, "--block", "C6")["Tổng quan"], "Số hội nghị")] == [2022, 2023]


def test_a_year_that_had_not_begun_is_not_told(years):
    made = book(years, "--block", "C6", "--on", "30/06/2022")
    assert [row["Năm"] for row in under(made["Tổng quan"], "Số hội nghị")] == [2022]


def test_one_year_of_all_blocks(years):
    made = book(years, "--all-blocks", "--year", "2023")
    assert [row["Khối, cụm"] for row in under(made["Tổng quan"], "Số hội nghị")] == [
        "Cụm thi đua số 6",
        "Khối thi đua số 4",
    ]
    assert {row["Khối, cụm"] for row in under(made["Thành viên"], "Mã")} == {"C6", "K4"}
    assert {"Overview", "Members"} <= set(book(years, "--all-blocks", "--year", "2023", "--lang", "en").sheetnames)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ()),
        (2, (YEAR, "--block", "C6")),
        (2, (YEAR, "--from", "2022")),
        (2, ("--all-blocks",)),
        (2, ("--all-blocks", "--year", "2023", "--from", "2022")),
        (2, ("--block", "C6", "--year", "2023")),
        (2, ("--block", "C6", "--from", "2023", "--to", "2020")),
        (2, ("--block", "C6", "--from", "-5")),
        (4, ("--block", "C6", "--on", "01/01/2021")),
        (4, ("--block", "C9")),
        (4, ("--block", "C6", "--from", "2030")),
        (4, ("--all-blocks", "--year", "2030")),
    ],
)
def test_what_cannot_be_asked_for_so_is_refused(years, code, words):
    years.refused(code, "export", "summary", *words, "-o", "t.xlsx")
    assert not (years.folder / "t.xlsx").exists()


# -- what lives in the workbook ---------------------------------------------------------------------------------------


def test_tables_filter_names_find_links_lead_and_words_are_coloured(years):
    made = book(years, YEAR)
    tables = {name: sheet.title for sheet in made for name in sheet.tables}
    assert tables["Members"] == "Thành viên"
    assert tables["Results"] == "Kết quả thực hiện chỉ tiêu"
    results = made["Kết quả thực hiện chỉ tiêu"]
    table = results.tables["Results"]
    assert table.ref == "A4:J7"
    assert table.autoFilter is not None
    assert [column.name for column in table.tableColumns] == [cell.value for cell in results[4]]
    assert results.auto_filter.ref is None  # a filter of the sheet over that of the table is a file to be repaired
    names = {name.casefold() for name in made.defined_names}
    assert {"authority", "count_members", "count_missed"} <= names
    assert not names & {name.casefold() for name in tables}
    cover = made["Tổng quan"]
    sheet, cell = made.defined_names["count_members"].attr_text.replace("$", "").replace("'", "").split("!")
    assert (made[sheet][cell].value, made[sheet][cell].number_format) == (6, "00")
    links = {link.location for row in cover.iter_rows() for one in row if (link := one.hyperlink)}
    assert links == {f"'{name}'!A1" for name in made.sheetnames[1:]}
    (rules,) = [rules for area, rules in results.conditional_formatting._cf_rules.items() if str(area.sqref) == "J5:J7"]
    assert [rule.formula for rule in rules] == [['OR($J5="vượt",$J5="đạt")'], ['OR($J5="chưa đạt")']]


def test_every_table_of_every_summary_is_whole(years):
    """What makes Excel offer a repair: tables in one place, or of one name, headings that are not what they say."""
    for words in ((YEAR,), ("--block", "C6"), (YEAR, "--lang", "en")):
        made, names = book(years, *words), []
        for sheet in made:
            reaches = []
            for table in sheet.tables.values():
                names.append(table.displayName.casefold())
                cells = [cell for row in sheet[table.ref] for cell in row]
                assert not {cell.coordinate for cell in cells} & {one for reach in reaches for one in reach}
                reaches.append({cell.coordinate for cell in cells})
                heads = [cell.value for cell in sheet[table.ref][0]]
                assert heads == [column.name for column in table.tableColumns]
                assert len({head.casefold() for head in heads}) == len(heads)
                assert len(sheet[table.ref]) > 1
        assert len(set(names)) == len(names)


def test_the_cover_has_the_head_and_the_foot_of_an_official_paper(years):
    years.ok("year", "lead", YEAR, "--head", "NA", "--person", "Hoàng Anh Tuyên, Viện trưởng", "--on", "01/02/2023")
    said = text(book(years, YEAR)["Tổng quan"]).split("\n")
    for line in ("VKSND TỐI CAO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: …/BC-…"):
        assert line in said
    assert "……………, ngày 01 tháng 7 năm 2023" in said
    end = said[said.index("Nơi nhận:") :]
    assert [one for one in end if one.startswith("- ")] == [
        "- VKSND tối cao;",
        "- Các đơn vị thành viên;",
        "- Lưu: VT.",
    ]
    assert said.index("CỤM TRƯỞNG") < said.index("Hoàng Anh Tuyên")


# -- stamped ----------------------------------------------------------------------------------------------------------


def test_the_time_of_printing_stands_there_only_where_it_is_asked_for(years, monkeypatch):
    plain = book(years, YEAR)
    assert "in lúc" not in text(plain["Tổng quan"])
    before = (years.folder / "t.xlsx").read_bytes()
    monkeypatch.setenv("EMULATION_NOW", "2023-07-05T01:02:00Z")
    book(years, YEAR)
    assert (years.folder / "t.xlsx").read_bytes() == before
    assert "in lúc 08:02 05/07/2023" in text(book(years, YEAR, "--stamp")["Tổng quan"])
    assert "in lúc 08:02 05/07/2023" in text(book(years, "--block", "C6", "--stamp")["Tổng quan"])
    assert "printed at 08:02 05/07/2023" in text(book(years, YEAR, "--stamp", "--lang", "en")["Overview"])


def test_same_register_same_bytes_of_every_variant(years):
    for words in ((YEAR, "--period", "midyear"), ("--block", "C6"), ("--all-blocks", "--year", "2023")):
        book(years, *words)
        before = (years.folder / "t.xlsx").read_bytes()
        (years.folder / "t.xlsx").unlink()
        book(years, *words)
        assert (years.folder / "t.xlsx").read_bytes() == before
        with zipfile.ZipFile(years.folder / "t.xlsx") as package:
            assert len({entry.date_time for entry in package.infolist()}) == 1
            core = package.read("docProps/core.xml").decode()
            assert len(set(re.findall(r"<dcterms:\w+[^>]*>([^<]*)", core))) == 1
