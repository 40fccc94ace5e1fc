"""Search: anything by its words, in the order an officer expects, each hit with the command that shows it."""

import json
import shlex
import sqlite3
from contextlib import closing

import pytest
from conftest import start
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli import app
from emulation_cli.kernel import register as file
from emulation_cli.kernel.names import fold
from emulation_cli.kernel.verbs import load
from emulation_cli.upkeep import rules, search
from emulation_cli.upkeep.search import KEYS, rows, showing

ONE_OF_EACH = """
unit add DHKS "Trường Đại học Kiểm sát" --short "ĐH Kiểm sát" --alias "Trường Nghiệp vụ"
person add CB1 "Cán bộ Một" --unit TH --post "Kiểm sát viên"
document add "12/KH-C6" --kind "Kế hoạch" --on 01/02/2023 --subject "Kế hoạch hoạt động của Cụm" --year C6/2023
movement add NC5 "Nâng cao chất lượng tranh tụng" --scope sector
meeting add SK C6/2023 --kind midyear --on 30/06/2023 --place "thành phố Vinh"
meeting attend SK all
meeting guest SK "Khách mời một, Vụ Thi đua"
meeting speech SK "Người chủ trì, Viện trưởng" "Biểu dương VKSND tỉnh Nghệ An đã đăng cai" --role directing
meeting opinion SK QB "Đề nghị chấm điểm theo quý"
meeting resolve SK "Thông qua quy chế của Cụm" --consensus
meeting task SK "Gửi bảng tự chấm điểm" --owner HT
pledge draft C6/2023 --title "Giao ước năm 2023"
pledge item C6/2023 "Chống oan, sai, bỏ lọt tội phạm"
pledge target C6/2023 GQTG "Tỷ lệ giải quyết tố giác" --goal "≥ 90" --measure "%"
pledge target C6/2023 GQTG "Tỷ lệ giải quyết tố giác" --goal "≥ 90" --unit-goal "TH ≥ 95"
pledge movement C6/2023 NC5 --aim "Không để oan, sai"
pledge period C6/2023 Q1 "Quý một" --from 01/01/2023 --to 31/03/2023
pledge adopt C6/2023 --meeting SK --consensus
pledge sign C6/2023 all --on 30/06/2023
pledge result C6/2023 GQTG TH 91,5 --period midyear
award add GK "Giấy khen của Viện trưởng" --level unit --recipient collective
rule add Q1 --from 01/01/2020 --threshold 80% --clause "Điều 20 Quy chế thi đua"
ballot new B1 C6/2023 --meeting SK --threshold 1/2 --of valid
ballot nominate B1 TH --award GK --period "2021-2025"
nomination add N1 C6/2023 NA --award GK --for "Đăng cai hội nghị sơ kết"
commendation add TH GK --on 02/03/2022 --document "5/QĐ-VKS" --for "Phá nhanh chuyên án"
activity add GL C6/2023 "Giao lưu thể thao" --kind exchange --from 10/04/2023
council add HDSK "Hội đồng sáng kiến" --kind initiative --unit TH
council member HDSK "Người thứ nhất, Ủy viên"
council decide HDSK "Công nhận hai sáng kiến" --on 15/06/2023
duty receive BC6 C6/2023 TH --on 28/06/2023 --note "Bản giấy đến sau"
year exclude C6/2023 TTH --reason "Có đơn đang xem xét"
score line C6/2023 I.1 --name "Công tác kháng nghị" --most 60
score enter C6/2023 TH I.1=58,5 --stage council --reason "Bổ sung minh chứng"
question add C6/2023 QB "Số liệu lấy đến tháng nào?" --on 01/06/2023
movement join NC5 QT --theme "Giỏi một việc, biết nhiều việc"
exemplar add QT "Mô hình Dân vận khéo" --kind model --since 01/02/2023 --publicised "Báo Bảo vệ pháp luật"
registration add C6/2023 QT GK --document "3/ĐK-VKS"
person move CB1 --to NA --on 01/03/2021
provision add PR1 --award GK --about listed --clause "Điều 1"
condition add DK1 --award GK --test considered --clause "Điều 2"
quota add QT1 --award GK --number 1 --clause "Điều 3"
dossier add HS1 "Báo cáo thành tích" --award GK --clause "Điều 4"
salary add 01/07/2023 1000000 --document 9/NĐ
discipline add TH --kind inquiry --from 01/02/2023 --document 10/TB
"""


@start
def full(cum6):
    """Cụm 6 with at least one row of every kind."""
    for line in ONE_OF_EACH.strip().splitlines():
        cum6.ok(*shlex.split(line))


def found(cli, *words):
    return [(hit["noun"], hit["code"], hit["where"]) for hit in cli.json("search", *words)]


def run_shown(cli, command):
    """Run a printed command line as a shell would; whether it ended well."""
    program, *words = shlex.split(command)
    return program == "emulation" and cli(*words).code == 0


def sql(cli, statement, *values):
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as raw:
        raw.execute(statement, values)


# -- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("nghe an", ("unit", "NA", "name")),
        ("cán bộ một", ("person", "CB1", "name")),
        ("KIEM SAT VIEN", ("person", "CB1", "post")),
        ("cụm thi đua số 6", ("block", "C6", "name")),
        ("12/kh-c6", ("document", "12/KH-C6", "number")),
        ("hoạt động của cụm", ("document", "12/KH-C6", "subject")),
        ("tranh tụng", ("movement", "NC5", "name")),
        ("thanh pho vinh", ("meeting", "SK", "place")),
        ("vu thi dua", ("guest", "SK", "person")),
        ("bieu duong", ("speech", "SK", "text")),
        ("theo quý", ("opinion", "SK", "text")),
        ("thông qua quy", ("resolution", "SK", "text")),
        ("gui bang", ("task", "SK", "text")),
        ("giao ước năm", ("pledge", "C6/2023", "title")),
        ("bỏ lọt", ("pledge item", "C6/2023", "text")),
        ("gqtg", ("target", "C6/2023:GQTG", "code")),
        ("to giac", ("target", "C6/2023:GQTG", "name")),
        ("giay khen", ("award", "GK", "name")),
        ("dieu 20", ("rule", "Q1", "clause")),
        ("b1", ("ballot", "B1", "code")),
        ("2021-2025", ("nominee", "B1", "period")),
        ("dang cai hoi nghi", ("nomination", "N1", "for")),
        ("5/qđ-vks", ("commendation", "TH", "document")),
        ("chuyên án", ("commendation", "TH", "for")),
        ("c6/2023", ("year", "C6/2023", "code")),
        ("giao luu", ("activity", "GL", "name")),
        ("hoi dong sang kien", ("council", "HDSK", "name")),
        ("bao cao 6 thang", ("duty", "BC6", "name")),
        ("bản giấy", ("receipt", "BC6", "note")),
        ("khang nghi", ("criterion", "C6/2023:I.1", "name")),
        ("bo sung minh", ("score", "C6/2023", "reason")),
        ("thang nao", ("question", "C6/2023-1", "text")),
        ("biet nhieu viec", ("participation", "NC5", "theme")),
        ("dan van kheo", ("exemplar", "QT-1", "name")),
        ("qt-1", ("exemplar", "QT-1", "code")),
        ("bảo vệ pháp luật", ("exemplar", "QT-1", "publicised")),
        ("3/đk", ("registration", "C6/2023-1", "document")),
    ],
)
def test_every_noun_is_found_without_marks_and_case(full, text, hit):
    assert found(full, text)[0] == hit


def test_a_hit_says_what_it_is_where_it_stands_and_what_shows_it(full):
    assert full.json("search", "biểu", "dương") == [
        {
            "noun": "speech",
            "code": "SK",
            "name": None,
            "where": "text",
            "text": "Biểu dương VKSND tỉnh Nghệ An đã đăng cai",
            "command": "emulation meeting show SK",
        }
    ]
    assert full.json("search", "gk", "--limit", 1)[0] == {
        "noun": "award",
        "code": "GK",
        "name": "Giấy khen của Viện trưởng",
        "where": "code",
        "text": "GK",
        "command": "emulation award show GK",
    }


def test_words_may_stand_in_any_order_and_be_typed_as_one_argument_or_several(full):
    assert found(full, "nghệ vksnd an") == found(full, "nghệ", "vksnd", "an")
    assert ("unit", "NA", "name") in found(full, "an nghệ")
    assert ("speech", "SK", "text") in found(full, "đăng cai biểu")


def test_a_name_is_found_without_its_blanks(full):
    assert found(full, "nghean") == [("unit", "NA", "name")]


def test_a_unit_is_found_by_alias_short_name_and_former_name(full):
    sql(full, "INSERT INTO former_name SELECT id, '2013-04-24', 'Trường Cao đẳng Kiểm sát', NULL FROM unit"
              " WHERE code = 'DHKS'")  # fmt: skip
    assert found(full, "truong nghiep vu") == [("unit", "DHKS", "aliases")]
    assert found(full, "dh kiem sat")[0] == ("unit", "DHKS", "short")
    assert found(full, "cao đẳng kiểm sát") == [("unit", "DHKS", "former_name")]
    assert found(full, "tcdks") == [("unit", "DHKS", "former_name")]
    assert full.json("search", "cao dang")[0]["name"] == "Trường Đại học Kiểm sát"


@pytest.mark.parametrize("text", ["tdhks", "TĐHKS", "tđh ks"])
def test_the_initials_of_a_name_find_it(full, text):
    assert found(full, text) == [("unit", "DHKS", "name")]


def test_numbers_stay_whole_in_initials_and_one_word_has_none():
    assert rules.initials(fold("Cụm thi đua số 12")) == "ctds12"
    assert rules.initials(fold("Thừa Thiên - Huế")) == "tth"
    assert rules.initials("hue") == ""


@pytest.mark.parametrize("text", ["launch", "midyear", "secret", "91,5", "draft", "2023-06-30"])
def test_numbers_days_and_choices_are_no_words(full, text):
    assert [hit for hit in found(full, text) if hit[2] != "kinds"] == []


def test_another_rows_code_is_found_there_and_not_wherever_it_is_named(full):
    assert {hit[:2] for hit in found(full, "th") if hit[0] in {"member", "attendance", "signature"}} == set()


def test_a_document_that_shares_its_number_is_named_with_its_day(full):
    full.ok("document", "add", "12/KH-C6", "--kind", "Kế hoạch", "--on", "01/02/2022")
    hits = full.json("search", "12/kh-c6")
    assert [hit["code"] for hit in hits] == ["12/KH-C6@2022-02-01", "12/KH-C6@2023-02-01"]
    assert {hit["where"] for hit in hits} == {"number"}
    assert [full.json(*shlex.split(hit["command"])[1:])["on"] for hit in hits] == ["2022-02-01", "2023-02-01"]


TEXTS = (
    *(
        "a",
        "e",
        "o",
        "1",
        "2023",
        "c6",
        "vksnd",
        "th",
        "an nghe",
        "nghean",
        "tdhks",
        "dhks",
        "ctds6",
        "12/kh",
        "c6/2023:",
    ),
    *(
        "C6/2023-1",
        "qt-1",
        "viên",
        "đ",
        "Điều 2",
        "C",
        "5/qđ-vks",
        "kế hoạch hoạt",
        "hoạchhoạt",
        "midyear",
        "launch sk",
    ),
    *("GK5", "ĐƠN", "6 thang", "so 6", "cum-thi", "nc5 không", "“", "báo_cáo", "*", "[a]", "?", "%", "T.H", "01/07"),
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_the_register_sorts_out_beforehand_would_not_have_answered(full, monkeypatch, text):
    full.ok("unit", "add", "Đ.9", "Phòng “Đ.9” [a]*?", "--short", "%_", "--alias", "Cũ T.H")
    full.ok("document", "add", "12/KH-C6", "--kind", "Kế hoạch", "--on", "01/02/2022")
    words = ("search", "--limit", 9999, "--format", "json", "--", text)
    hits = full.ok(*words)
    monkeypatch.setattr(search, "likely", lambda *_given: ("", {}))
    assert full.ok(*words) == hits


# -- ranking ----------------------------------------------------------------------------------------------------------


def test_the_steps_follow_each_other_then_the_vietnamese_alphabet(register):
    names = {
        "U1": "Sông Đà",
        "U2": "Lam Sơn",
        "U3": "Lâm Đồng",
        "U4": "Núi Lam",
        "U5": "Vùng Salam",
        "U6": "Liên An Mỹ",
    }
    for code, name in names.items():
        register.ok("unit", "add", code, name)
    register.ok("unit", "edit", "U1", "--alias", "Lam")
    register.ok("movement", "add", "LAM", "Vững bước", "--scope", "sector")
    register.ok("unit", "add", "A1", "Ao hồ", "--kind", "đoàn Lam")
    order = ["LAM", "U6", "U1", "U2", "U3", "U4", "U5", "A1"]
    assert [hit["code"] for hit in register.json("search", "lâm")] == order


def test_words_at_word_beginnings_come_before_words_in_the_middle(register):
    register.ok("unit", "add", "A", "Ban xanh hoang")
    register.ok("unit", "add", "B", "Tỉnh Hòa An")
    assert [hit["code"] for hit in register.json("search", "an hoa")] == ["B", "A"]


def test_a_unit_found_by_name_comes_before_a_speech_that_mentions_it(full):
    assert found(full, "vksnd tinh nghe an") == [("unit", "NA", "name"), ("speech", "SK", "text")]


def test_a_row_is_one_hit_by_its_best_text(register):
    register.ok("unit", "add", "HUE", "Huế", "--short", "Huế", "--alias", "Cố đô Huế")
    assert found(register, "huế") == [("unit", "HUE", "code")]


# -- limit ------------------------------------------------------------------------------------------------------------


def test_twenty_are_shown_and_the_rest_is_counted(register):
    for place in range(23):
        register.ok("unit", "add", f"P{place:02}", f"Phòng {place:02}")
    done = register("search", "phong", "--format", "json")
    assert ([hit["code"] for hit in done.json], "3 more" in done.err) == ([f"P{n:02}" for n in range(20)], True)
    assert len(register.json("search", "phong", "--limit", 23)) == 23
    assert register("search", "phong", "--limit", 23).err == ""
    assert "22 more" in register("search", "phong", "--limit", 1).err
    assert register("search", "phong", "--limit", 1, "--quiet").err == ""
    register.refused(2, "search", "phong", "--limit", 0)


# -- excerpts ---------------------------------------------------------------------------------------------------------

LONG = " ".join(["Hội nghị"] * 30) + " ghi nhận\nsự cố gắng của VKSND " + " ".join(["toàn Cụm"] * 30)


def test_an_excerpt_is_a_few_whole_words_around_the_hit(full):
    full.ok("meeting", "speech", "SK", "Người dự họp", LONG)
    text = full.json("search", "co gang")[0]["text"]
    assert text.startswith("… nghị Hội nghị")
    assert "ghi nhận sự cố gắng của VKSND toàn Cụm" in text
    assert text.endswith(" …")
    assert len(text.split()) == rules.BEFORE + rules.AFTER + 2


def test_an_excerpt_stands_where_most_of_the_words_are():
    sought = rules.query("nghị cố gắng")
    assert "sự cố gắng" in rules.excerpt(sought, LONG)
    assert rules.excerpt(rules.query("hoi"), LONG).startswith("Hội nghị")
    assert rules.excerpt(rules.query("toan cum"), LONG[-40:]) == LONG[-40:].strip()


@given(st.lists(st.text("aăâeêơưđhn\u0301\u0323\u200d👩🏽🚒,[]=", min_size=1, max_size=12), min_size=1, max_size=60))
def test_an_excerpt_never_cuts_a_word(words):
    text = " ".join(words)
    shown = rules.excerpt(rules.query(words[-1]), text)
    assert f" {shown.removeprefix('… ').removesuffix(' …')} " in f" {' '.join(text.split())} "


# -- commands that run ------------------------------------------------------------------------------------------------


def kind_of(name):
    return load(app.KINDS[name].replace(":", ".fields:"))


@pytest.mark.parametrize("name", app.KINDS)
def test_every_kind_has_a_command_that_shows_each_row(full, name):
    kind = kind_of(name)
    with file.reading(full.db, 1) as connection:
        commands = {showing(kind, row) for row in rows(connection, kind)}
    assert commands
    assert [command for command in commands if not run_shown(full, command)] == []


def test_every_printed_command_runs(full):
    hits = [hit for text in ("a", "e", "i", "o", "u", "1", "2") for hit in full.json("search", text, "--limit", 999)]
    assert {hit["noun"] for hit in hits} >= {"unit", "person", "speech", "pledge item", "commendation", "document"}
    assert [hit for hit in hits if not run_shown(full, hit["command"])] == []


@pytest.mark.parametrize("number", ["-5/QĐ", "$(x) 'a' \"b\" `c`", "=1+1", "[x] 5; rm", "5 / QĐ"])
def test_a_number_with_signs_is_quoted_for_the_shell(register, number):
    register.ok("document", "add", "--kind", "Quyết định", "--on", "01/02/2023", "--", number)
    (hit,) = json.loads(register.ok("search", "--format", "json", "--", number))
    assert number in register.ok(*shlex.split(hit["command"])[1:])


@pytest.mark.parametrize(
    ("noun", "code", "field"), [("person", "cb1", "post"), ("movement", "nc5", "scope"), ("rule", "q1", "clause")]
)
def test_what_had_only_a_list_is_shown_by_its_code(full, noun, code, field):
    assert full.json(noun, "show", code)[field]
    full.refused(4, noun, "show", "không-có")


# -- what is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u0301", "\t\n"])
def test_nothing_to_search_for_is_a_usage_error(full, text):
    full.refused(2, "search", text)


def test_a_search_without_text_is_a_usage_error(full):
    full.refused(2, "search")


@pytest.mark.parametrize("text", ["\x1b[31mTH", "TH\x00", "a\x07b", "a\nb", "a\u202eb", "\u202e"])
def test_control_characters_are_refused(full, text):
    full.refused(3, "search", text)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_nothing_found_is_no_failure_and_said(full, form):
    done = full("search", "không có gì như vậy", "--format", form)
    empty = {"table": "", "json": "[]\n", "csv": ",".join(KEYS)}
    assert (done.code, done.out.lstrip("\ufeff").strip()) == (0, empty[form].strip())
    assert "nothing found" in done.err
    assert full("search", "không có gì như vậy", "--quiet").err == ""


@pytest.mark.parametrize("text", ["[x]", "=1+1", "[red]đỏ[/red]", "%", "_", "'; --", ".*", "(?:", "\\", ":sad:"])
@pytest.mark.parametrize("form", ["table", "json"])
def test_signs_in_queries_and_texts_are_only_signs(full, text, form):
    assert full.json("search", f"{text} không thấy") == []
    full.ok("meeting", "opinion", "SK", "TH", "--", f"ghi {text} vào sổ")
    assert f"ghi {text} vào sổ".replace("\\", "\\\\" if form == "json" else "\\") in full.ok(
        "search", text, "--format", form
    )
    assert ("opinion", "SK", "text") in found(full, text)


# -- secrecy ----------------------------------------------------------------------------------------------------------


def test_before_the_seal_no_number_of_a_count_is_found(full):
    full.ok("ballot", "teller", "B1", "Người kiểm phiếu")
    full.ok("ballot", "roll", "B1", "--entitled-number", 1300, "--present-number", 1200)
    for verb in ("freeze", "open", "close"):
        full.ok("ballot", verb, "B1")
    counted = ["--returned", 1152, "--invalid", 163, "--votes", "1=713/127/149", "--note", "phiếu gấp làm tư"]
    before = {text: found(full, str(text)) for text in (1152, 163, 989, 713, 127, 149, "1=713/127/149", "gấp làm tư")}
    full.ok("ballot", "count", "B1", *counted)
    assert {text: found(full, str(text)) for text in before} == before == {text: [] for text in before}


def test_the_kinds_that_are_searched_hold_no_number_of_a_count():
    counted = {"returned", "invalid", "valid", "blank", "entitled", "present", "written", "issued", "note"}
    for name in ("ballots", "nominees"):
        assert counted & {field.stored_in for field in kind_of(name).fields} == set()
