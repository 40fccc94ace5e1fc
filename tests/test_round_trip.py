"""Export, edit in Excel, import: what comes back unchanged is unchanged, what was edited is exactly the change."""

import csv
import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import start
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from emulation_cli.app import KINDS
from emulation_cli.kernel import listing, names, register, verbs

SAMPLE = Path(__file__).parent.parent / "sample_data"
ENDINGS = ("xlsx", "csv", "json", "jsonl")
few = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# -- generated rows ---------------------------------------------------------------------------------------------------

LETTERS = "aăâbcdđeêghiôơưyàảãáạằẳễữựĐÂĂAB 019-–.,;:\"'“”[]()<>&/%=+@#_"
FIRST = [
    "",
    "",
    "=1+1",
    "+84",
    "-5",
    "@ai",
    "'tên",
    "'=a",
    "''",
    "[x]",
    "[/b]",
    ":smile:",
    "#N/A",
    "0012",
    "TRUE",
    "{",
    '"',
]


def texts(letters=LETTERS):
    made = st.builds(
        lambda first, rest: first + rest, st.sampled_from(FIRST), st.text(letters, min_size=1, max_size=12)
    )
    return made.map(lambda text: unicodedata.normalize("NFC", names.clean(text))).filter(lambda text: names.fold(text))


line = texts().filter(lambda text: ";" not in text)
long = texts(LETTERS + "\n")
days = st.none() | st.dates(min_value=date(1990, 1, 1)).map(str)
CODES = ["TH", "đb", "0012", "1e5", "TRUE", "2023-01-01", "Q.1", "a_b", "63", "null", "_x"]


@st.composite
def units(draw):
    """Rows of units that a register takes: parents above their children, no alias twice."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True))
    aliases = iter(draw(st.lists(line.map(lambda text: f"alias {text}"), max_size=5, unique_by=names.fold)))
    return [
        {
            "code": code,
            "name": draw(line),
            "short": draw(st.none() | line),
            "order": draw(st.none() | st.integers(1, 999)),
            "parent": draw(st.none() | st.sampled_from(codes[:place])) if place else None,
            "valid_from": draw(days),
            "aliases": [alias for alias in (next(aliases, None), next(aliases, None)) if alias],
        }
        for place, code in enumerate(codes)
    ]


somebody = st.fixed_dictionaries(
    {
        "code": st.sampled_from(CODES),
        "name": line,
        "unit": st.none() | st.sampled_from(["QB", "QT"]),
        "post": st.none() | line,
        "born": st.none() | st.just(1975),
    }
)
paper = st.fixed_dictionaries({"number": line, "kind": line, "on": days.filter(bool), "subject": st.none() | long})
opinion = st.fixed_dictionaries(
    {
        "meeting": st.just("M1"),
        "unit": st.sampled_from(["QB", "QT"]),
        "text": long,
        "kind": st.sampled_from(["opinion", "shortcoming", "cause", "lesson"]),
    }
)
rows_of_a_kind = st.one_of(
    st.tuples(st.just("units"), units()),
    st.tuples(st.just("people"), st.lists(somebody, max_size=4, unique_by=lambda row: row["code"])),
    st.tuples(st.just("documents"), st.lists(paper, max_size=4, unique_by=lambda row: names.fold(row["number"]))),
    st.tuples(st.just("opinions"), st.lists(opinion, max_size=4, unique_by=lambda row: names.fold(row["text"]))),
)


_ready = []


@pytest.fixture
def fill(cli):
    """Fill a register that knows two units and a meeting with the rows of a kind."""

    def take(kind, rows):
        if not _ready:
            cli.ok("init")
            cli.ok("block", "add", "C6", "Cụm 6", "--kind", "cluster")
            cli.ok("unit", "add", "QB", "Quảng Bình")
            cli.ok("unit", "add", "QT", "Quảng Trị")
            cli.ok("year", "open", "C6/2023")
            cli.ok("year", "join", "C6/2023", "QB", "QT")
            cli.ok("meeting", "add", "M1", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
            _ready.append(cli.db.read_bytes())
        cli.db.write_bytes(_ready[0])
        if rows:
            (cli.folder / "in.json").write_text(json.dumps(rows), encoding="utf-8")
            cli.ok("import", kind, "in.json")

    return take


def exported(cli, kind, ending="json"):
    """The file of a kind's rows."""
    path = cli.folder / f"{kind}.{ending}"
    cli.ok("export", kind, "-o", path, "--force")
    return path


@few
@given(rows_of_a_kind, st.sampled_from(ENDINGS))
def test_whatever_was_taken_in_comes_back_unchanged(cli, fill, made, ending):
    kind, rows = made
    fill(kind, rows)
    before = cli.db.read_bytes()
    shown = json.loads(exported(cli, kind).read_text(encoding="utf-8"))
    keys = list(rows[0]) if rows else []
    kept = [{key: row[key] for key in keys} for row in shown if row.get("code") not in {"QB", "QT"}]
    assert sorted(map(_canonical, kept)) == sorted(map(_canonical, rows))
    if shown:
        report = cli.json("import", kind, exported(cli, kind, ending))
        assert (report["unchanged"], report["rejected"]) == (len(shown), 0)
    assert cli.db.read_bytes() == before


def _canonical(row):
    """A row as text; what a list holds is a set."""
    plain = {key: sorted(value) if isinstance(value, list) else value for key, value in row.items()}
    return json.dumps(plain, sort_keys=True)


@few
@given(units(), st.sampled_from(ENDINGS), st.data())
def test_edited_rows_come_back_as_exactly_those_changes(cli, fill, rows, ending, data):
    fill("units", rows)
    path = exported(cli, "units", ending)
    before = {unit["code"]: unit for unit in cli.json("unit", "list")}
    edited = data.draw(st.sets(st.sampled_from(sorted(before)), min_size=1))
    EDITORS[ending](path, edited)
    assert cli("import", "units", path).code == 3
    report = cli.json("import", "units", path, "--update")
    assert (report["changed"], report["unchanged"]) == (len(edited), len(before) - len(edited))
    expected = {code: {**unit, **({"short": f"={code}"} if code in edited else {})} for code, unit in before.items()}
    assert {unit["code"]: unit for unit in cli.json("unit", "list")} == expected


def edit_workbook(path, codes):
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[0].value in codes:
            row[2].value = f"={row[0].value}"
            row[2].data_type = "s"
    book.save(path)


def edit_csv(path, codes):
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = csv.reader(file)
    for cells in lines:
        if cells[0] in codes:
            cells[2] = f"'={cells[0]}"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heading, *lines])


def edit_json(path, codes):
    items = json.loads(path.read_text(encoding="utf-8"))
    for item in items:
        if item["code"] in codes:
            item["short"] = f"={item['code']}"
    path.write_text(json.dumps(items), encoding="utf-8")


def edit_lines(path, codes):
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for item in items:
        if item["code"] in codes:
            item["short"] = f"={item['code']}"
    path.write_text("\n".join(map(json.dumps, items)), encoding="utf-8")


EDITORS = {"xlsx": edit_workbook, "csv": edit_csv, "json": edit_json, "jsonl": edit_lines}


# -- every kind -------------------------------------------------------------------------------------------------------

_built = []


def add_what_the_samples_lack(cli):
    """An activity, a council with its parts, a shortcoming, reports that came in, questions, a score table, scores."""
    when = ("--from", "01/04/2023", "--to", "02/04/2023")
    where = ("--unit", "NA,TH", "--place", "'Nghệ An", "--document", "-5", "--outcome", "một\nhai")
    cli.ok("activity", "add", "HT", "C6/2023", "=Học tập", "--kind", "study", *when, *where)
    cli.ok("council", "add", "HĐ", "+Hội đồng TĐKT", "--unit", "TH", "--from", "01/01/2023", "--document", "@1/QĐ")
    cli.ok("council", "member", "HĐ", "Người thứ nhất, Ủy viên")
    cli.ok("council", "member", "HĐ", "Người thứ hai, Chủ tịch", "--role", "chair")
    cli.ok("council", "decide", "HĐ", "=Nhất trí\nđề nghị", "--on", "30/06/2023", "--document", "2/TB")
    cli.ok("meeting", "opinion", "C6-PD20", "TH", "Chậm báo cáo", "--kind", "shortcoming")
    cli.ok("meeting", "opinion", "C6-PD20", "all", "Rút kinh nghiệm", "--kind", "lesson")
    cli.ok(
        "pledge", "target", "C6/2023", "CT1", "Tỷ lệ", "--goal", "≥ 90,5", "--unit-goal", "TH ≥ 95", "--note", "-tạm"
    )
    cli.ok(
        "pledge", "movement", "C6/2023", "NTM", "--aim", "=Mục tiêu\nmột", "--from", "01/02/2023", "--to", "30/11/2023"
    )
    cli.ok("pledge", "period", "C6/2023", "Q1", "+Quý I", "--from", "01/01/2023", "--to", "31/03/2023")
    cli.ok("document", "add", "9/KH", "--kind", "Kế hoạch", "--on", "01/01/2023")
    cli.ok("pledge", "item", "C6/2023", "Nội dung", "--basis", "9/KH; khoản 2 Điều 3")
    cli.ok("pledge", "result", "C6/2023", "CT1", "TH", "91,25", "--period", "q1", "--on", "05/04/2023")
    cli.ok("year", "exclude", "C6/2020", "HT", "--reason", "=Có đơn đang xem xét")
    cli.ok("duty", "add", "BCK", "=Báo cáo của cụm", "--due", "15/01+1", "--owed-by", "block", "--authority", "@Trên")
    cli.ok("duty", "receive", "BC6", "C6/2020", "TH", "--on", "28/06/2020", "--note", "-qua thư điện tử")
    cli.ok("duty", "receive", "BCK", "C6/2020", "--on", "10/01/2021", "--note", "[x]")
    cli.ok("question", "add", "C6/2020", "TH", "=Chấm điểm\nthế nào?", "--on", "01/03/2020")
    cli.ok("question", "answer", "C6/2020-1", "+Theo quy chế", "--on", "02/03/2020", "--by", "Người thứ nhất, Ủy viên")
    cli.ok("question", "add", "C6/2020", "TH", "[x]", "--on", "01/04/2020")
    conferences = ("--opened-at", "C6-PD20", "--closed-at", "C6-SK23")
    words = ("--aim", "=Mục tiêu\nhai", "--occasion", "@Dịp 75 năm", "--outcome", "-Kết quả", "--launcher", "+Cơ quan")
    cli.ok("movement", "add", "CON", "[x] của đơn vị", "--scope", "unit", "--parent", "NTM", *conferences, *words)
    cli.ok("movement", "join", "NTM", "TH,NA", "--theme", "=1+1", "--on", "01/03/2021", "--outcome", "'một\nhai")
    cli.ok("movement", "join", "CON", "TH")
    shown = ("--movement", "NTM", "--field", "=Dân vận", "--publicised", "@Báo")
    cli.ok("exemplar", "add", "TH", "+Mô hình", "--kind", "model", "--since", "01/02/2023", "--count", "252", *shown)
    ended = ("--since", "01/02/2020", "--until", "01/02/2021", "--bearer", "person", "--who", "-Người thứ nhất, KSV")
    cli.ok("exemplar", "add", "TH", "[x]", "--kind", "exemplar", *ended)
    cli.ok("person", "add", "CN1", "Cá nhân một", "--unit", "TH")
    cli.ok(
        "person", "move", "CN1", "--to", "NA", "--post", "=Trưởng phòng", "--on", "01/03/2021", "--document", "@5/QĐ"
    )
    cli.ok("salary", "add", "01/07/2023", "1000000", "--document", "-9/NĐ")
    cli.ok(
        "discipline", "add", "TH", "--kind", "inquiry", "--from", "01/02/2023", "--document", "+7/TB", "--note", "[x]"
    )
    cli.ok("registration", "add", "C6/2020", "TH", "CTD-KSND", "--on", "01/03/2020", "--document", "=1/ĐK")
    cli.ok("registration", "add", "C6/2020", "TH", "CSTD-CS", "--count", "5")
    cli.ok("registration", "add", "C6/2020", "TH", "CSTD-CS", "--person", "CN1", "--on", "01/03/2020")
    cli.ok("score", "line", "C6/2020", "I.1", "--name", "=Chỉ tiêu", "--most", "62,5", "--for", "+Cấp tỉnh,@Trường")
    cli.ok("score", "line", "C6/2020", "I", "--name", "-Nghiệp vụ", "--kind", "group", "--most", "90")
    cli.ok("score", "line", "C6/2020", "I.2", "--name", "[x]", "--most", "40", "--group", "I")
    cli.ok("score", "line", "C6/2020", "T", "--name", "'Thưởng", "--kind", "bonus")
    cli.ok("score", "line", "C6/2020", "XS", "--name", "@Xuất sắc", "--kind", "class", "--least", "90")
    cli.ok("score", "enter", "C6/2020", "TH", "I.2=37,5", "T=10")
    cli.ok("score", "enter", "C6/2020", "TH", "I.2=36,25", "--stage", "council", "--reason", "=Trùng điểm")


@start
def filled(cli):
    """A register that holds the sample data, and what the samples lack; made once, then copied."""
    if not _built:
        cli.ok("init", "--preset", "procuracy")
        taken = [cli("import", path.stem[3:], path).code == 0 for path in sorted(SAMPLE.glob("[0-9][0-9]-*.csv"))]
        assert sum(taken) >= 18
        add_what_the_samples_lack(cli)
        cli("pledge", "adopt", "C6/2020", "--meeting", "C6-PD20", "--consensus")
        cli("pledge", "sign", "C6/2020", "TH", "--on", "13/02/2020", "--by", "Nguyễn Văn A, Viện trưởng")
        cli("meeting", "resolve", "C6-PD20", "=Nhất trí", "--agree", "4", "--disagree", "1", "--abstain", "0")
        award = ("--award", "BK-VKSTC", "--movement", "NTM")
        cli.ok("nomination", "add", "DX-1", "C6/2023", "TH", *award, "--kind", "sudden", "--for", "-Phá án")
        decision = ("--on", "01/07/2023", "--document", "@12/QĐ", "--for", "[x]", "--movement", "NTM")
        cli.ok("commendation", "add", "NA", "BK-VKSTC", *decision)
        _built.append(cli.db.read_bytes())
    cli.db.write_bytes(_built[0])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_unchanged_from_every_format(filled, kind):
    rows = json.loads(exported(filled, kind).read_text(encoding="utf-8"))
    assert rows, "the samples hold none of these"
    for ending in ENDINGS:
        for options in ([], ["--update"]):
            report = filled.json("import", kind, exported(filled, kind, ending), *options)
            assert (report["rows"], report["unchanged"]) == (len(rows), len(rows))
    assert filled.db.read_bytes() == _built[0]


def test_every_kind_streams_as_it_is_listed(filled):
    with register.reading(filled.db, 0) as connection:
        for address in KINDS.values():
            kind = verbs.load(address.replace(":", ".fields:"))
            listed = [list(row.values.values()) for row in listing.listed(connection, kind)]
            rows = listing.stream(connection, kind)
            assert (rows.count, [list(values) for values in rows.each]) == (len(listed), listed)


def test_the_rows_of_one_year_are_the_rows_that_say_so(filled):
    every = json.loads(exported(filled, "meetings").read_text(encoding="utf-8"))
    filled.ok("export", "meetings", "K4/2023", "-o", "k4.json")
    of_year = json.loads((filled.folder / "k4.json").read_text(encoding="utf-8"))
    assert of_year == [row for row in every if row["year"] == "K4/2023"]
    assert 0 < len(of_year) < len(every)
    filled.refused(2, "export", "units", "K4/2023", "-o", "u.json")


# -- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_data_makes_the_same_bytes(cum6, monkeypatch, ending):
    first = exported(cum6, "units", ending).read_bytes()
    monkeypatch.setenv("EMULATION_NOW", "2031-01-01T00:00:00Z")
    cum6.ok("export", "units", "-o", f"again.{ending}")
    assert (cum6.folder / f"again.{ending}").read_bytes() == first
    cum6.ok("unit", "edit", "TH", "--short", "Thanh Hóa")
    assert exported(cum6, "units", ending).read_bytes() != first


def test_a_text_that_looks_like_a_formula_is_a_text(register):
    register.ok("unit", "add", "X", "=1+1", "--short", "'@x")
    sheet = openpyxl.load_workbook(exported(register, "units", "xlsx")).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][1:3] == [("=1+1", "s"), ("'@x", "s")]
    text = exported(register, "units", "csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].split(",")[1:3] == ["'=1+1", "''@x"]


def test_numbers_and_dates_in_a_workbook_are_numbers_and_dates(register):
    register.ok("unit", "add", "0012", "Đơn vị", "--order", "7", "--from", "01/03/2023")
    sheet = openpyxl.load_workbook(exported(register, "units", "xlsx")).worksheets[0]
    code, order, first = (sheet.cell(2, column) for column in (1, 5, 7))
    assert (code.value, code.data_type, order.value) == ("0012", "s", 7)
    assert (first.is_date, first.value.date().isoformat(), first.number_format) == (True, "2023-03-01", "dd/mm/yyyy")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_existing_file_is_replaced_only_by_force_and_only_where_it_differs(cum6, ending):
    path = cum6.folder / f"units.{ending}"
    path.write_bytes(b"mine")
    cum6.refused(9, "export", "units", "-o", path)
    assert path.read_bytes() == b"mine"
    exported(cum6, "units", ending)
    whole, stamp = path.read_bytes(), path.stat().st_mtime_ns - 10**10
    assert whole != b"mine"
    os.utime(path, ns=(stamp, stamp))
    exported(cum6, "units", ending)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (whole, stamp)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in cum6.folder.iterdir()) == ["register.db", path.name]


def test_an_export_that_cannot_be_read_back_leaves_the_old_file(cum6, monkeypatch):
    path = exported(cum6, "units", "xlsx")
    before = path.read_bytes()
    cum6.ok("unit", "edit", "TH", "--short", "Thanh Hóa")
    spoiled = lambda _package, file, *_given: file.write(b"PK spoiled")  # noqa: E731
    monkeypatch.setattr("emulation_cli.exchange.long_book.pack", spoiled)
    cum6.refused(8, "export", "units", "-o", path, "--force")
    assert path.read_bytes() == before
    assert sorted(file.name for file in cum6.folder.iterdir()) == ["register.db", path.name]


@pytest.mark.parametrize(("target", "code"), [(".", 8), ("nowhere/u.csv", 4), ("u.pdf", 2), ("u", 2), ("/dev/null", 8)])
def test_a_target_that_is_no_file_to_be_is_refused(cum6, target, code):
    cum6.refused(code, "export", "units", "-o", target, "--force")
    assert [file.name for file in cum6.folder.iterdir()] == ["register.db"]


def test_a_link_is_not_written_through(cum6):
    (cum6.folder / "u.csv").symlink_to(cum6.folder / "elsewhere.csv")
    cum6.refused(8, "export", "units", "-o", "u.csv", "--force")
    assert not (cum6.folder / "elsewhere.csv").exists()
