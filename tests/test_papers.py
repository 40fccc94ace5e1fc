"""Papers in Word: filled in from the register, made from templates that an officer may edit, never from wrong ones."""

import io
import sys
import zipfile

import pytest
from conftest import start
from docx import Document

from emulation_cli.exchange import word
from emulation_cli.exchange.word_forms import build
from emulation_cli.reports.paper_fields import BALLOT, FORMS, MEETING
from emulation_cli.reports.paper_queries import built_in

YEAR = "C6/2023"
REFS = {MEETING: "SK", BALLOT: "B1"}


@start
def whole(cum6):
    """Cụm 6 with something of everything that a paper tells, odd letters among it."""
    cum6.ok(
        "award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective", "--authority", "Viện trưởng"
    )
    cum6.ok("year", "edit", YEAR, "--theme", "Đoàn kết & gương mẫu")
    cum6.ok("year", "lead", YEAR, "--head", "TH", "--person", "Nguyễn Văn Khoát, Hiệu trưởng")
    cum6.ok(
        "document",
        "add",
        "1/KH-C6",
        "--kind",
        "Kế hoạch",
        "--on",
        "01/02/2023",
        "--year",
        YEAR,
        "--subject",
        "Kế hoạch <năm>",
    )
    for code, kind, day in (("PD", "launch", "01/03/2023"), ("SK", "midyear", "30/06/2023")):
        cum6.ok("meeting", "add", code, YEAR, "--kind", kind, "--on", day, "--chair", "Hoàng Anh Tuyên, Tổng Biên tập")
        cum6.ok("meeting", "attend", code, "all")
    cum6.ok("meeting", "attend", "SK", "QT", "--absent", "--reason", "đi công tác")
    cum6.ok("meeting", "guest", "SK", "Lại Viết Quang, Vụ trưởng")
    cum6.ok("meeting", "speech", "SK", "Lại Viết Quang, Vụ trưởng", "Phát biểu {{ chỉ đạo }}", "--role", "directing")
    for kind in ("opinion", "shortcoming", "cause", "lesson"):
        cum6.ok("meeting", "opinion", "SK", "TH", f"Nội dung {kind}", "--kind", kind)
    cum6.ok("meeting", "resolve", "SK", "Thông qua dự thảo", "--agree", "4", "--disagree", "1")
    cum6.ok("meeting", "task", "SK", "Gửi báo cáo", "--owner", "NA", "--due", "15/07/2023")
    cum6.ok("pledge", "draft", YEAR)
    cum6.ok("pledge", "item", YEAR, "Chống oan, sai", "--unit", "TH,NA")
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ giải quyết", "--goal", "≥ 90,5", "--measure", "%")
    cum6.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", YEAR, "TH", "NA", "--on", "01/03/2023")
    cum6.ok("pledge", "result", YEAR, "CT1", "TH", "91,25", "--period", "midyear", "--on", "01/07/2023")
    cum6.ok("exemplar", "add", "QB", "Mô hình một", "--kind", "model", "--since", "01/02/2023")
    cum6.ok("question", "add", YEAR, "QB", "Cách chấm điểm?", "--on", "01/06/2023")
    cum6.ok("ballot", "new", "B1", YEAR, "--meeting", "SK", "--threshold", "80%", "--of", "members")
    cum6.ok("ballot", "nominate", "B1", "NA", "--award", "GK")
    cum6.ok("ballot", "nominate", "B1", "HT", "--award", "GK")
    cum6.ok("ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    for verb in ("freeze", "open", "close"):
        cum6.ok("ballot", verb, "B1")
    cum6.ok("ballot", "count", "B1", "--returned", "5", "--invalid", "0", "--votes", "1=5/0/0", "2=3/2/0")
    cum6.ok("ballot", "seal", "B1")


def make(cli, name, *words, ref=""):
    """A paper, made and read back."""
    form = FORMS[name]
    cli.ok("paper", "make", name, ref or REFS.get(form.ref, YEAR), "-o", f"{name}.docx", "--force", *words)
    return Document(cli.folder / f"{name}.docx")


def texts(document):
    """Every text of a document, those of its tables too."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def rows(document, heading):
    """The rows below the headings of the table that has this one."""
    table = next(one for one in document.tables if heading in [cell.text for cell in one.rows[0].cells])
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


SAID = {
    "pledge": [
        "GIAO ƯỚC THI ĐUA",
        "“Đoàn kết & gương mẫu”",
        "1. Chống oan, sai (Thực hiện: VKSND tỉnh Nghệ An, VKSND tỉnh Thanh Hóa)",
        "≥ 90,5",
    ],
    "meeting-minutes": [
        "05 đơn vị có mặt, 01 đơn vị vắng",
        "- VKSND tỉnh Quảng Trị: đi công tác.",
        "Phát biểu {{ chỉ đạo }}",
        "ngày 30 tháng 6 năm 2023",
        "4/1/0",
    ],
    "ballot-minutes": [
        "từ 80 % trở lên",
        "Phát ra: 05",
        "5/6\n83,33 %",
        "đạt",
        "không đạt",
        "TRƯỞNG BAN KIỂM PHIẾU",
        "Người kiểm phiếu một",
    ],
    "submission": [
        "Kính gửi: VKSND tối cao",
        "A. CẤP QUYẾT ĐỊNH: VIỆN TRƯỞNG (01 tập thể)",
        "kết quả bỏ phiếu B1 tại hội nghị sơ kết 6 tháng ngày 30/06/2023",
    ],
    "proposals": ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2023", "83,33 %", "Tổng số: 01 tập thể."],
    "handover": [
        "1. Bên giao: VKSND tỉnh Thanh Hóa",
        "1/KH-C6",
        "Kế hoạch <năm>",
        "Gửi báo cáo",
        "1. VKSND tỉnh Quảng Bình: Cách chấm điểm?",
    ],
    "midyear-report": [
        "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2023",
        "91,25",
        "100,83 %",
        "- Bài học: Nội dung lesson",
        "Mới",
        "vượt",
    ],
    "yearend-report": [
        "Tổng kết công tác thi đua, khen thưởng năm 2023",
        "có 06 đơn vị thành viên; Cụm trưởng: VKSND tỉnh Thanh Hóa",
        "đề nghị khen thưởng 01 tập thể",
    ],
}


@pytest.mark.parametrize("name", FORMS)
def test_a_paper_is_filled_in_from_the_register(whole, name):
    found = texts(make(whole, name))
    for text in SAID[name]:
        assert text in found, f"{text!r} not in {found}"
    assert "None" not in found
    assert "{%" not in found
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found


def test_the_tables_hold_a_row_for_each(whole):
    assert rows(make(whole, "meeting-minutes"), "Đơn vị thực hiện") == [
        ["1", "Gửi báo cáo", "VKSND tỉnh Nghệ An", "15/07/2023"]
    ]
    signed = rows(make(whole, "pledge"), "Ngày ký")
    assert [row[3] for row in signed] == ["01/03/2023", "01/03/2023", "", "", "", ""]
    results = rows(make(whole, "ballot-minutes"), "Không đồng ý")
    assert [(row[1], row[3], row[7].split("\n")[0]) for row in results] == [
        ("VKSND tỉnh Nghệ An", "5", "đạt"),
        ("VKSND tỉnh Hà Tĩnh", "3", "không đạt"),
    ]
    report = rows(make(whole, "midyear-report"), "% kế hoạch")
    assert [row[1:] for row in report] == [
        ["Tỷ lệ giải quyết", "VKSND tỉnh Thanh Hóa", "≥ 90,5", "%", "91,25", "100,83 %", "vượt"]
    ]


def test_a_paper_lies_on_a4_with_the_margins_of_an_official_one(whole):
    for name in FORMS:
        section = make(whole, name).sections[0]
        width, height = (round(one.mm) for one in (section.page_width, section.page_height))
        assert sorted((width, height)) == [210, 297]
        assert (width > height) == (name == "proposals")
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
    style = Document(whole.folder / "pledge.docx").styles["Normal"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)


def test_the_same_register_gives_the_same_bytes_and_leaves_the_file_alone(whole):
    for name in FORMS:
        make(whole, name)
        path = whole.folder / f"{name}.docx"
        before, made = path.read_bytes(), path.stat().st_mtime_ns
        record = whole.json("paper", "make", name, REFS.get(FORMS[name].ref, YEAR), "-o", path, "--force")
        assert not record["written"]
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, made)


def test_a_paper_of_a_day_tells_what_was_known_then(whole):
    assert "Gửi báo cáo" not in texts(make(whole, "handover", "--on", "01/04/2023"))
    early = rows(make(whole, "pledge", "--on", "01/02/2023"), "Ngày ký")
    assert {row[3] for row in early} == {""}


def test_every_built_in_template_names_only_what_there_is(whole):
    for name, form in FORMS.items():
        word.check(name, built_in(name), form.vocabulary)


def leaves(vocabulary, told, path=""):
    """What a vocabulary promises beside what is told: (path, promised, told)."""
    if isinstance(vocabulary, dict):
        yield path, set(vocabulary), set(told)
        for key in set(vocabulary) & set(told):
            yield from leaves(vocabulary[key], told[key], f"{path}.{key}")
    elif isinstance(vocabulary, list):
        for one in told:
            yield from leaves(vocabulary[0], one, f"{path}[]")
    else:
        assert not isinstance(told, dict | list), path
        assert isinstance(told, int | None) or not isinstance(vocabulary, word.Number), path


@pytest.mark.parametrize("name", FORMS)
def test_a_vocabulary_promises_what_is_told_and_nothing_else(whole, name):
    from emulation_cli.kernel import register
    from emulation_cli.reports.paper_values import values
    from emulation_cli.reports.paper_words import Wanted

    with register.reading(whole.db, 1) as connection:
        told, _day = values(connection, Wanted(name, REFS.get(FORMS[name].ref, YEAR), None, "Hà Nội", None))
    for path, promised, there in leaves(FORMS[name].vocabulary, told):
        assert promised == there, path
    assert told["place"] == "Hà Nội"


# -- templates --------------------------------------------------------------------------------------------------------


def edited(cli, name, before, after):
    """The template of a paper, taken out and edited in Word: a text of its first paragraph that has it replaced."""
    cli.ok("paper", "template", name, "-o", "mau.docx", "--force")
    document = Document(cli.folder / "mau.docx")
    run = next(run for one in document.paragraphs for run in one.runs if before in run.text)
    run.text = run.text.replace(before, after)
    document.save(cli.folder / "mau.docx")


def test_an_edited_template_is_used_until_it_is_taken_away(whole):
    edited(whole, "pledge", "GIAO ƯỚC THI ĐUA", "BẢN GIAO ƯỚC CỦA {{ organ }}")
    assert whole.json("paper", "use", "pledge", "mau.docx")["changed"]
    assert not whole.json("paper", "use", "pledge", "mau.docx")["changed"]
    assert "BẢN GIAO ƯỚC CỦA Cụm thi đua số 6" in texts(make(whole, "pledge"))
    assert {one["name"]: one["template"] for one in whole.json("paper", "list")}["pledge"] == "mau.docx"
    entry = whole.json("log", "--limit", "1")[0]
    assert (entry["entity"], set(entry["after"])) == ("paper pledge", {"file", "sha256"})
    edited(whole, "pledge", "BẢN GIAO", "MỘT BẢN GIAO")
    whole.ok("paper", "use", "pledge", "mau.docx")
    whole.refused(2, "paper", "remove", "pledge")
    whole.ok("paper", "remove", "pledge", "--yes")
    assert "BẢN GIAO" not in texts(make(whole, "pledge"))
    whole.ok("paper", "remove", "pledge")
    whole.ok("log", "verify")


NOTHING = "mau.docx: these placeholders mean nothing"
WRONGLY = "mau.docx: a placeholder is written wrongly: "
UNFILLED = "mau.docx cannot be filled in"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ orgn }}", (f"{NOTHING}: orgn\n", "orgn: near it: organ")),
        ("{{ members.name }}", (f"{NOTHING}: members.name\n",)),
        ("{{ theme.text }}", (f"{NOTHING}: theme.text\n",)),
        ("{% for one in items %}{{ one.txt }}{% endfor %}", (f"{NOTHING}: one.txt\n", "near it: text")),
        ("{% for one in itemz %}{{ one.text }}{% endfor %}", (f"{NOTHING}: itemz\n", "near it: items")),
        ("{{ organ|uper }}", (WRONGLY, "uper")),
        ("{{ organ", (WRONGLY,)),
        ("{% for one in items %}", (WRONGLY,)),
        ("{% include 'x' %}", (f"{NOTHING}: include\n",)),
        ("{{ members[0].unitt }}", (UNFILLED, "unitt")),
        ("{{ members|map(attribute='unitt')|join }}", (UNFILLED, "unitt")),
        (
            "{{ members }}",
            (f"{UNFILLED}: a list cannot be written as it is; repeat it with {{%p for one in … %}}\n",),
        ),
        ("{{p organ }}", ("mau.docx: {{p organ is not for templates\n",)),
        ("{{ organ|safe }}", ("mau.docx: |safe is not for templates\n",)),
        ("{{ 1/0 }}", (f"{UNFILLED}: division by zero\n",)),
    ],
)
def test_a_placeholder_that_means_nothing_is_refused_by_name(whole, written, said):
    edited(whole, "pledge", "GIAO ƯỚC THI ĐUA", written)
    message = whole.refused(3, "paper", "use", "pledge", "mau.docx")
    assert all(word in message for word in said), message
    assert whole.json("paper", "list")[0]["template"] is None


def test_the_head_of_a_page_is_checked_and_filled_in_too(whole):
    for written, code in (("{{ orgn }}", 3), ("Trang của {{ organ }}", 0)):
        whole.ok("paper", "template", "pledge", "-o", "mau.docx", "--force")
        document = Document(whole.folder / "mau.docx")
        document.sections[0].header.paragraphs[0].text = written
        document.save(whole.folder / "mau.docx")
        assert whole("paper", "use", "pledge", "mau.docx").code == code
    head = make(whole, "pledge").sections[0].header.paragraphs[0].text
    assert head == "Trang của Cụm thi đua số 6"


def test_a_template_sees_nothing_but_what_it_is_given(whole):
    for written in (
        "{{ organ.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler }}",
        "{{ self._TemplateReference__context }}",
    ):
        edited(whole, "pledge", "GIAO ƯỚC THI ĐUA", written)
        done = whole("paper", "use", "pledge", "mau.docx")
        if done.code == 0:
            done = whole("paper", "make", "pledge", YEAR, "-o", "x.docx")
        assert (done.code, "Traceback" in done.err) == (3, False), written
        whole.ok("paper", "remove", "pledge", "--yes")


def test_letters_of_a_template_stay_as_they_were_typed(whole):
    edited(whole, "pledge", "GIAO ƯỚC THI ĐUA", "{{ '' or 'Đoàn kết & kỷ cương <3' }}")
    whole.ok("paper", "use", "pledge", "mau.docx")
    assert "Đoàn kết & kỷ cương <3" in texts(make(whole, "pledge"))


def test_a_template_that_was_changed_behind_the_register_is_found(whole):
    import sqlite3

    edited(whole, "pledge", "GIAO ƯỚC", "BẢN GIAO ƯỚC")
    whole.ok("paper", "use", "pledge", "mau.docx")
    whole.ok("check")
    with sqlite3.connect(whole.db) as connection:
        connection.execute("UPDATE paper SET content = x'00'")
    assert "pledge" in whole("check").out


# -- what became of it ------------------------------------------------------------------------------------------------


@start
def decided(whole):
    """Four proposals: one granted and handed over, one dropped by the council, one submitted, one not yet."""
    for number, unit in enumerate(("TH", "HT", "QB"), start=1):
        whole.ok("nomination", "add", f"DX-{number}", YEAR, unit, "--award", "GK", "--on", "01/06/2023")
        whole.ok("nomination", "submit", f"DX-{number}", "--document", "5/TTr", "--on", "02/06/2023")
    whole.ok("nomination", "decide", "DX-1", "granted", "--document", "2/QĐ", "--on", "20/06/2023")
    whole.ok("nomination", "review", "DX-2", "dropped", "--on", "10/06/2023", "--document", "3/BB")


def test_every_number_of_proposals_is_of_what_is_listed(decided):
    submission = texts(make(decided, "submission"))
    assert "khen thưởng cho 02 tập thể" in submission
    assert "(02 tập thể)" in submission
    assert [row[1] for row in rows(make(decided, "submission"), "Số phiếu")] == [
        "VKSND tỉnh Nghệ An",
        "VKSND tỉnh Quảng Bình",
    ]
    again = make(decided, "proposals", "--submitted", "5/TTr")
    assert "Tổng số: 03 tập thể." in texts(again)
    assert [row[7] for row in rows(again, "Ghi chú")][:2] == [
        "Được khen thưởng (2/QĐ, 20/06/2023)",
        "Hội đồng không đồng ý (3/BB, 10/06/2023)",
    ]
    report = texts(make(decided, "yearend-report"))
    assert "đề nghị khen thưởng 04 tập thể; đã có 01 quyết định" in report


def test_a_commendation_that_was_cancelled_is_none(decided):
    decided.ok("nomination", "cancel", "DX-1", "--on", "25/06/2023", "--document", "9/QĐ", "--reason", "khai sai")
    report = make(decided, "yearend-report")
    assert "đã có 00 quyết định" in texts(report)
    assert "2/QĐ" not in "".join(paragraph.text for paragraph in report.paragraphs)
    assert not [one for one in report.tables if one.rows[0].cells[-2].text == "Số quyết định"]


def test_without_proposals_there_is_nothing_to_submit(cum6):
    for name in ("submission", "proposals"):
        assert "nothing to propose" in cum6.refused(3, "paper", "make", name, YEAR, "-o", "x.docx")
    assert "chưa có đề nghị khen thưởng; đã có 00 quyết định" in texts(make(cum6, "yearend-report"))
    for name in ("handover", "midyear-report"):
        assert "None" not in texts(make(cum6, name))
    cum6.ok("pledge", "draft", YEAR)
    assert "[Phần lời: nội dung giao ước.]" in texts(make(cum6, "pledge"))


def test_who_hands_over_is_who_led_last_and_the_paper_bears_that_day(whole):
    assert "Hôm nay, ngày …… tháng …… năm ……" in texts(make(whole, "handover"))
    whole.ok("year", "lead", YEAR, "--head", "NA", "--person", "Vũ Việt Hùng, Viện trưởng", "--on", "01/07/2023")
    before = texts(make(whole, "handover"))
    assert "1. Bên giao: VKSND tỉnh Nghệ An, đại diện: Vũ Việt Hùng." in before
    whole.ok("year", "handover", YEAR, "--to", "HT", "--on", "20/12/2023")
    after = texts(make(whole, "handover"))
    assert "Hôm nay, ngày 20 tháng 12 năm 2023, chúng tôi gồm:" in after
    assert "……………, ngày 20 tháng 12 năm 2023" in after
    assert "2. Bên nhận: VKSND tỉnh Hà Tĩnh" in after
    early = texts(make(whole, "handover", "--on", "01/04/2023"))
    assert "Bên giao: VKSND tỉnh Thanh Hóa" in early
    assert "20 tháng 12" not in early
    assert "Cách chấm điểm?" not in early


def test_what_is_no_template_is_refused(whole):
    (whole.folder / "chu.docx").write_text("không phải Word")
    with zipfile.ZipFile(whole.folder / "khac.docx", "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with zipfile.ZipFile(whole.folder / "hong.docx", "w") as package:
        package.writestr("word/document.xml", "<a")
    for name in ("chu", "khac"):
        assert f"{name}.docx is no Word document (.docx)" in whole.refused(3, "paper", "use", "pledge", f"{name}.docx")
    assert "hong.docx cannot be opened: KeyError\n" in whole.refused(3, "paper", "use", "pledge", "hong.docx")
    whole.refused(4, "paper", "use", "pledge", "khong-co.docx")
    whole.refused(8, "paper", "use", "pledge", whole.folder)


def test_what_is_too_large_for_a_template_is_refused_unread(whole, monkeypatch):
    whole.ok("paper", "template", "pledge", "-o", "mau.docx")
    for limit in ("LARGEST", "LARGEST_UNPACKED"):
        with monkeypatch.context() as small:
            small.setattr(word, limit, 1000)
            said = whole.refused(3, "paper", "use", "pledge", "mau.docx")
        assert said == "mau.docx is too large for a template\n"


def test_what_cannot_be_made_is_refused_with_its_code(whole):
    assert "pledge" in whole.refused(4, "paper", "make", "pledg", YEAR, "-o", "x.docx")
    whole.refused(4, "paper", "make", "pledge", "C7/2023", "-o", "x.docx")
    whole.refused(4, "paper", "make", "meeting-minutes", "KHONG", "-o", "x.docx")
    whole.refused(2, "paper", "make", "pledge", YEAR, "-o", "x.doc")
    for name, ref in (("meeting-minutes", "SK"), ("handover", YEAR)):
        whole.refused(2, "paper", "make", name, ref, "-o", "x.docx", "--submitted", "1/TTr")
    whole.refused(4, "paper", "make", "submission", YEAR, "-o", "x.docx", "--submitted", "1/TTr")
    whole.ok("ballot", "supersede", "B1", "B2", "--reason", "nhầm", "--yes")
    assert "freeze" in whole.refused(3, "paper", "make", "ballot-minutes", "B2", "-o", "x.docx")
    make(whole, "pledge")
    whole.refused(9, "paper", "make", "pledge", YEAR, "-o", "pledge.docx")
    assert not (whole.folder / "x.docx").exists()


def test_without_the_extra_the_error_names_it(whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    for words in (
        ("make", "pledge", YEAR, "-o", "x.docx"),
        ("template", "pledge", "-o", "x.docx"),
        ("use", "pledge", "x.docx"),
    ):
        said = whole.refused(8, "paper", *words)
        assert "papers in Word need the extra “word”, which is not installed\n" in said
        assert "emulation-cli[word]" in said
    whole.ok("paper", "list")
    whole.ok("paper", "show", "pledge")


def test_the_placeholders_are_listed_with_their_meaning(whole):
    found = {one["placeholder"]: one["meaning"] for one in whole.json("paper", "show", "submission")}
    assert found["{{ organ }}"] == "tên khối, cụm"
    assert found["{{ line.award }}"] == "danh hiệu, hình thức khen thưởng"


def test_a_template_text_becomes_a_document():
    document = Document(
        io.BytesIO(build("#title {{ title }}\n#table one in rows: 1 2\n| Một | Hai\n| {{ one.a }} | .\nLời"))
    )
    assert [one.text for one in document.paragraphs] == ["{{ title }}", "", "Lời"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Một", "Hai"],
        ["{%tr for one in rows %}", ""],
        ["{{ one.a }}", ""],
        ["{%tr endfor %}", ""],
    ]
