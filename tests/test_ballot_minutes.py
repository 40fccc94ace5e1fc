"""The minutes of a count, read back: every number, the rule, the outcomes, in every way to vote.

What keeps them what they are, and who signs them, is in test_ballot_minutes_proof.py.
"""

import openpyxl
import pytest
from conftest import start

KEPT: dict[str, bytes] = {}
UNITS = ("TH", "NA", "HT", "QB", "QT", "TTH")
NOTED = "một phiếu không thu về"
RULES = "award,from,threshold,comparison,base,quorum,clause\nBK,01/01/2020,4/5,at-least,members,2/3,Điều 20 khoản 1\n"
BOX = ("--returned", 4, "--invalid", 1, "--printed", 8, "--spoiled", 1, "--note", NOTED)
LINE = ("--threshold", "1/2", "--more-than", "--of", "valid")
NOT_STATED = "không quy định"


@start
def ready(cum6):
    """A meeting of four present and one in writing out of six, awards, a rule with its clause."""
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cum6.ok("award", "add", "GK", "=Giấy khen [x]", "--level", "unit", "--recipient", "collective")
    cum6.ok("movement", "add", "NTM", "Xây dựng nông thôn mới", "--scope", "national")
    cum6.ok("document", "add", "12/QC", "--kind", "regulation", "--on", "01/02/2023")
    (cum6.folder / "rules.csv").write_text(RULES, encoding="utf-8")
    cum6.ok("import", "voting-rules", "rules.csv")
    meeting = (
        "--kind",
        "midyear",
        "--on",
        "05/02/2023",
        "--place",
        "Đồng Hới",
        "--chair",
        "Người chủ trì, Cụm trưởng",
    )
    cum6.ok("meeting", "add", "SK", "C6/2023", *meeting)
    cum6.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB")


def drafted(cli, *options, code="B1", units=("TH", "NA"), award="BK", roll=("--written", "QT")):
    cli.ok("ballot", "new", code, "C6/2023", "--meeting", "SK", *options)
    more = ("--movement", "NTM", "--period", "2021-2025")
    for unit in units:
        cli.ok("ballot", "nominate", code, unit, "--award", award, *more)
        more = ()
    cli.ok("ballot", "teller", code, "Người kiểm phiếu một, Phó phòng", "Người kiểm phiếu hai", "Người kiểm phiếu ba")
    if roll:
        cli.ok("ballot", "roll", code, *roll)


def steps(cli, *verbs, code="B1"):
    for verb in verbs:
        cli.ok("ballot", verb, code)


def counted(cli, *numbers, code="B1"):
    steps(cli, "freeze", "open", "close", code=code)
    cli.ok("ballot", "count", code, *numbers)


def secret(cli):
    """B1, sealed: five slips of six, one of them not returned and one invalid; built once."""
    if "secret" not in KEPT:
        drafted(cli)
        counted(cli, *BOX, "--votes", "1=3/0/0,2=1/1/1")
        steps(cli, "seal")
        KEPT["secret"] = cli.db.read_bytes()
    cli.db.write_bytes(KEPT["secret"])


def sheet_of(cli, code="B1", *options, name="minutes.xlsx"):
    cli.ok("ballot", "minutes", code, "-o", name, "--force", *options)
    book = openpyxl.load_workbook(cli.folder / name)
    assert len(book.worksheets) == 1
    return book.active


def text_of(cli, code="B1", *options):
    """Every line of the minutes, its cells parted by a bar."""
    rows = sheet_of(cli, code, *options).iter_rows(values_only=True)
    lines = [" | ".join(str(value).replace("\n", " / ") for value in row if value is not None) for row in rows]
    return [line for line in lines if line]


def results(lines):
    return [line for line in lines if line.split(" | ")[0].isdecimal()]


def bytes_of(cli, code="B1"):
    sheet_of(cli, code, name="bytes.xlsx")
    return (cli.folder / "bytes.xlsx").read_bytes()


# -- every number and the rule ----------------------------------------------------------------------------------------


def test_a_secret_ballot_has_every_number_with_the_units_by_name(ready):
    secret(ready)
    lines = text_of(ready)
    present = "VKSND tỉnh Thanh Hóa; VKSND tỉnh Nghệ An; VKSND tỉnh Hà Tĩnh; VKSND tỉnh Quảng Bình"
    for line in (
        "BIÊN BẢN KIỂM PHIẾU",
        "Hội nghị: sơ kết 6 tháng, 05/02/2023",
        "Thời gian: …… giờ ……, ngày 05 tháng 02 năm 2023",
        "Địa điểm: Đồng Hới",
        "Chủ trì: Người chủ trì, Cụm trưởng",
        "Hình thức: bỏ phiếu kín",
        "Được quyền bỏ phiếu: 06",
        f"Có mặt: 04 ({present})",
        "Cho ý kiến bằng văn bản: 01 (VKSND tỉnh Quảng Trị)",
        "Vắng: 01 (VKSND tỉnh Thừa Thiên Huế)",
        f"Ghi chú: {NOTED}",
    ):
        assert line in lines
    paper = " ".join(lines)
    for number in ("In ra: 08", "Hỏng, đã thay: 01", "Phát ra: 05", "Còn lại: 02", "Thu về: 04", "Hợp lệ: 03"):
        assert f"{number};" in paper or f"{number}." in paper
    assert ("Không thu về: 01;" in paper, "Không hợp lệ: 01." in paper) == (True, True)


def test_each_nominee_has_its_votes_its_share_and_its_outcome_and_the_conclusion_sums_up(ready):
    secret(ready)
    lines = text_of(ready)
    what = "Bằng khen / Xây dựng nông thôn mới / 2021-2025"
    assert results(lines) == [
        f"1 | VKSND tỉnh Thanh Hóa | {what} | 3 | 0 | 0 | 3/6 / 50 % | không đạt / (cần 5)",
        "2 | VKSND tỉnh Nghệ An | Bằng khen | 1 | 1 | 1 | 1/6 / 16,66 % | không đạt / (cần 5)",
    ]
    assert "Không đạt (02): Bằng khen: (1) VKSND tỉnh Thanh Hóa; (2) VKSND tỉnh Nghệ An" in lines


def test_what_is_not_stated_of_the_paper_is_said_to_be_so(ready):
    drafted(ready)
    counted(ready, "--returned", 5, "--votes", "1=5/0/0,2=3/2/0")
    steps(ready, "seal")
    paper = " ".join(text_of(ready))
    assert all(f"{what}: không ghi" in paper for what in ("In ra", "Hỏng, đã thay", "Còn lại"))
    assert ("Không thu về: 00" in paper, "Không hợp lệ: 00" in paper, "Ghi chú" in paper) == (True, True, False)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ((), ("từ 80 % trở lên, tính trên tổng số thành viên", "Điều 20 khoản 1", "2/3 (đạt)", NOT_STATED)),
        (LINE, ("trên 50 %, tính trên số phiếu hợp lệ", "không nêu", NOT_STATED, NOT_STATED)),
        (
            ("--threshold", "2/3", "--of", "issued", "--basis", "12/QC", "--quorum", "90%", "--self-voting", "allowed"),
            ("từ 2/3 trở lên, tính trên số phiếu phát ra", "12/QC", "90 % (không đạt)", "được"),
        ),
    ],
)
def test_the_rule_stands_there_with_its_clause_and_what_it_does_not_say(ready, options, rule):
    drafted(ready, *options)
    counted(ready, *BOX, "--votes", "1=3/0/0,2=1/1/1")
    steps(ready, "seal")
    what = ("Điều kiện đạt", "Căn cứ", "Số thành viên dự tối thiểu", "Đơn vị tự bỏ phiếu cho mình")
    lines = text_of(ready)
    assert all(f"{name}: {known}" in lines for name, known in zip(what, rule, strict=True))
    assert f"Khi bằng phiếu: {NOT_STATED}" in lines


def test_26_of_29_is_cut_to_89_65_and_does_not_pass_90(ready):
    numbers = ("--entitled-number", 29, "--present-number", 27, "--written-number", 1)
    drafted(ready, "--threshold", "90%", "--of", "members", roll=numbers)
    counted(ready, "--returned", 28, "--votes", "1=26/1/1,2=27/1/0")
    steps(ready, "seal")
    lines = text_of(ready)
    for line in ("Được quyền bỏ phiếu: 29", "Có mặt: 27", "Cho ý kiến bằng văn bản: 01", "Vắng: 01"):
        assert line in lines
    assert [line.split(" | ")[-5:] for line in results(lines)] == [
        ["26", "1", "1", "26/29 / 89,65 %", "không đạt / (cần 27)"],
        ["27", "1", "0", "27/29 / 93,1 %", "đạt / (cần 27)"],
    ]
    assert any(line.startswith("Đạt, đề nghị khen thưởng (01): Bằng khen: (2) ") for line in lines)


# -- other ways to vote -----------------------------------------------------------------------------------------------


def test_a_show_of_hands_has_its_votes(ready):
    drafted(ready, "--mode", "hands", *LINE)
    counted(ready, "--returned", 5, "--votes", "1=5/0/0,2=2/2/1")
    steps(ready, "seal")
    lines = text_of(ready)
    assert "Hình thức: biểu quyết giơ tay" in lines
    paper = next(line for line in lines if line.startswith("Phát ra"))
    assert all(number in paper for number in ("Phát ra: 05", "Thu về: 05", "Hợp lệ: 05", "Không hợp lệ: 00"))
    assert [line.split(" | ")[-2] for line in results(lines)] == ["5/5 / 100 %", "2/5 / 40 %"]


def named(cli):
    """B1, sealed: three units present of six have voted by name."""
    drafted(cli, "--mode", "named", *LINE, roll=("--present", "TH,NA,HT"))
    steps(cli, "freeze", "open")
    for unit, votes in (("TH", "1=agree,2=disagree"), ("NA", "1=agree,2=blank"), ("HT", "1=disagree,2=agree")):
        cli.ok("ballot", "vote", "B1", unit, votes)
    steps(cli, "close", "seal")


def test_a_named_vote_says_who_voted_how(ready):
    named(ready)
    lines = text_of(ready)
    assert "Hình thức: biểu quyết ghi tên" in lines
    assert [line.split(" | ")[-5:-2] for line in results(lines)] == [["2", "1", "0"], ["1", "1", "1"]]
    units = {line.split(" - ")[0]: line for line in lines if line.startswith("VKSND tỉnh ")}
    assert set(units) == {"VKSND tỉnh Thanh Hóa", "VKSND tỉnh Nghệ An", "VKSND tỉnh Hà Tĩnh"}
    assert "1: đồng ý; 2: không đồng ý" in units["VKSND tỉnh Thanh Hóa"]


def test_a_named_vote_keeps_the_names_of_the_freeze(ready):
    named(ready)
    before = text_of(ready)
    ready.ok("unit", "edit", "TH", "--code", "THA", "--name", "VKSND thành phố Mới")
    assert text_of(ready) == before


def test_a_consensus_has_who_was_there_and_that_everybody_agreed(ready):
    drafted(ready, "--mode", "consensus")
    counted(ready, "--consensus")
    steps(ready, "seal")
    lines = text_of(ready)
    for line in ("Hình thức: thống nhất", "Điều kiện đạt: thống nhất", "Được quyền bỏ phiếu: 06"):
        assert line in lines
    assert [line.split(" | ")[-2:] for line in results(lines)] == [["-", "đạt"]] * 2
    assert not any(line.startswith("Phát ra") for line in lines)
    assert [line for line in lines if line[:2] in {"I.", "II", "IV", "V."}] == [
        "I. Thời gian, địa điểm, thành phần",
        "II. Quy định bỏ phiếu",
        "III. Kết quả",
        "IV. Kết luận",
    ]


def test_a_consensus_names_the_document_that_it_rests_on(ready):
    drafted(ready, "--mode", "consensus", "--basis", "12/QC")
    counted(ready, "--consensus")
    steps(ready, "seal")
    assert "Căn cứ: 12/QC" in text_of(ready)


# -- what happened to the ballot --------------------------------------------------------------------------------------


def test_double_entry_and_a_recount_with_its_reason_are_told(ready):
    drafted(ready, "--double-entry")
    counted(ready, *BOX, "--votes", "1=3/0/0,2=1/1/1")
    ready.ok("ballot", "count", "B1", *BOX, "--entry", 2, "--votes", "1=2/1/0,2=1/1/1")
    again = ("--reason", "hai phiếu dính nhau")
    ready.ok("ballot", "count", "B1", *BOX, "--entry", 2, "--votes", "1=3/0/0,2=1/1/1", *again)
    steps(ready, "seal")
    lines = text_of(ready)
    assert "Hai lượt kiểm phiếu độc lập, kết quả khớp nhau." in lines
    assert [line for line in lines if "hai phiếu dính nhau" in line] == [
        "Kiểm phiếu lại (lần 2), người nhập 2: hai phiếu dính nhau"
    ]


def test_a_single_count_that_nobody_repeated_tells_neither(ready):
    secret(ready)
    assert not [line for line in text_of(ready) if line.startswith(("Hai lượt", "Kiểm phiếu lại"))]


def test_a_missed_quorum_decides_nothing(ready):
    drafted(ready, *LINE, "--quorum", "5/6")
    counted(ready, "--returned", 5, "--votes", "1=5/0/0,2=5/0/0")
    steps(ready, "seal")
    lines = text_of(ready)
    assert "Số thành viên dự tối thiểu: 5/6 (không đạt)" in lines
    assert all("không đủ số thành viên dự" in line for line in results(lines))
    assert any(line.startswith("Không đủ số thành viên dự, chưa quyết định (02): ") for line in lines)


def tied(cli):
    """B1, sealed: one seat, on which the first two of three are equal."""
    drafted(cli, *LINE, "--seats", 1, units=("TH", "NA", "HT"))
    counted(cli, "--returned", 5, "--votes", "1=4/1/0,2=4/0/1,3=1/4/0")
    steps(cli, "seal")


def test_a_tie_for_the_last_seat_is_a_result_of_its_own(ready):
    tied(ready)
    lines = text_of(ready)
    assert "Số suất: 01" in lines
    assert ["bằng phiếu" in line for line in results(lines)] == [True, True, False]
    assert any(line.startswith("Bằng phiếu, chưa quyết định (02): Bằng khen: (1) ") for line in lines)


def test_a_second_round_names_the_first_and_changes_nothing_in_its_minutes(ready):
    tied(ready)
    before = bytes_of(ready)
    ready.ok("ballot", "second-round", "B1", "B2")
    ready.ok("ballot", "roll", "B2", "--written", "QT")
    counted(ready, "--returned", 5, "--votes", "1=3/2/0,2=2/3/0", code="B2")
    steps(ready, "seal", code="B2")
    assert "(Bỏ phiếu vòng sau của B1)" in text_of(ready, "B2")
    assert bytes_of(ready) == before


def test_superseded_minutes_say_so_and_what_takes_their_place(ready):
    secret(ready)
    before = text_of(ready)
    ready.ok("ballot", "supersede", "B1", "B2", "--reason", "ghi sai số phiếu", "--yes")
    told = "(ĐÃ ĐƯỢC THAY THẾ BỞI B2; lý do: ghi sai số phiếu)"
    after = text_of(ready)
    assert (told in after, [line for line in after if line != told]) == (True, before)
    ready.ok("ballot", "roll", "B2", "--written", "QT")
    counted(ready, "--returned", 5, "--votes", "1=5/0/0,2=5/0/0", code="B2")
    steps(ready, "seal", code="B2")
    assert "(Thay thế B1)" in text_of(ready, "B2")
