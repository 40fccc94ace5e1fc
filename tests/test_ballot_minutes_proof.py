"""What the minutes of a count rest on: fingerprint, log, names of the freeze; who signs; when there are none yet.

The numbers are in test_ballot_minutes.py.
"""

import csv

import openpyxl
import pytest

KEPT: dict[str, bytes] = {}
TELLERS = ("=Người kiểm phiếu một, Trưởng phòng", "Người kiểm phiếu hai", "Người kiểm phiếu [ba]")
COUNT = ("--returned", 3, "--votes", "1=3/0/0,2=2/1/0", "--note", "=1+1 [bold]hỏng[/bold]")
STATES = ("draft", "frozen", "open", "closed", "counted", "sealed")
STEPS = {
    "draft": ("freeze", "B1"),
    "frozen": ("open", "B1"),
    "open": ("close", "B1"),
    "closed": ("count", "B1", *COUNT),
    "counted": ("seal", "B1"),
}


def drafted(cli):
    """B1, a secret ballot; what is typed for it looks like formulas and like markup where it can."""
    cli.ok("award", "add", "BK", "=Bằng khen [x]", "--level", "sector", "--recipient", "collective")
    cli.ok("movement", "add", "NTM", "@Nông thôn [/x]", "--scope", "national")
    cli.ok("unit", "edit", "TTH", "--name", "=SUM(A1)")
    place = ("--place", "-Đồng Hới", "--chair", "+Người chủ trì, Cụm trưởng")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023", *place)
    cli.ok("meeting", "attend", "SK", "TH", "NA", "HT", "TTH")
    cli.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "1/2", "--of", "members")
    for unit in ("TH", "TTH"):
        cli.ok("ballot", "nominate", "B1", unit, "--award", "BK", "--movement", "NTM")
    cli.ok("ballot", "teller", "B1", *TELLERS)


@pytest.fixture
def at(cli, request):
    """Brings B1 into a state; built once, then copied."""

    def bring(state):
        if not KEPT:
            drafted(request.getfixturevalue("cum6"))
            for name in STATES:
                KEPT[name] = cli.db.read_bytes()
                if name in STEPS:
                    cli.ok("ballot", *STEPS[name])
        cli.db.write_bytes(KEPT[state])
        return cli

    return bring


@pytest.fixture
def sealed(at):
    return at("sealed")


def sheet_of(cli, *options, name="minutes.xlsx"):
    cli.ok("ballot", "minutes", "B1", "-o", name, "--force", *options)
    return openpyxl.load_workbook(cli.folder / name).active


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def after(sheet, what):
    """What the one line beginning with `what` says."""
    (found,) = (str(text) for text in texts(sheet) if str(text).startswith(f"{what}: "))
    return found.removeprefix(f"{what}: ")


def unchanged(cli, *words):
    """The texts of the minutes, where this happens later and leaves every byte of them; else False."""
    sheet_of(cli, name="before.xlsx")
    cli.ok(*words)
    sheet_of(cli, name="after.xlsx")
    before, later = ((cli.folder / name).read_bytes() for name in ("before.xlsx", "after.xlsx"))
    return before == later and texts(openpyxl.load_workbook(cli.folder / "after.xlsx").active)


# -- before the seal --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES[:-1])
def test_before_the_seal_there_are_no_minutes_but_the_command_that_comes_next(at, state):
    cli = at(state)
    message = cli.refused(3, "ballot", "minutes", "B1", "-o", "minutes.xlsx")
    assert f"emulation ballot {STEPS[state][0]} B1" in message
    assert not (cli.folder / "minutes.xlsx").exists()


# -- the proof --------------------------------------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_the_ballot(sealed):
    fingerprint = after(sheet_of(sealed), "Mã kiểm chứng")
    assert fingerprint == sealed.json("ballot", "show", "B1")["fingerprint"]
    sealed.ok("ballot", "verify", "B1", "--fingerprint", fingerprint)


def test_the_entry_of_the_log_is_that_of_the_seal_whatever_came_after_it(sealed):
    sealed.ok("unit", "add", "MOI", "Đơn vị mới")
    sealed.ok("ballot", "seal", "B1")
    (entry,) = (one for one in sealed.json("log", "--limit", 1000) if one["verb"] == "ballot seal")
    printed = after(sheet_of(sealed), "Nhật ký sổ")
    assert (printed, entry["entity"]) == (f"mục {entry['seq']}, {entry['hash']}", "ballot B1")
    head = printed.rpartition(" ")[2]
    sealed.ok("log", "verify", "--head", head)
    sealed.refused(7, "log", "verify", "--head", head[:-1] + ("0" if head[-1] != "0" else "1"))


# -- what happens later -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("unit", "edit", "TH", "--name", "VKSND thành phố Mới"),
        ("unit", "edit", "TH", "--code", "THA"),
        ("award", "edit", "BK", "--name", "Giấy khen", "--code", "GK"),
        ("movement", "edit", "NTM", "--name", "Phong trào khác"),
        ("year", "leave", "C6/2023", "HT", "--on", "01/10/2023"),
        ("year", "close", "C6/2023", "--yes"),
        ("meeting", "attend", "SK", "QB"),
        ("ballot", "new", "B2", "C6/2023", "--meeting", "SK"),
        ("nomination", "submit", "B1-1", "--document", "1/TTr", "--on", "05/07/2023"),
    ],
    ids=lambda words: " ".join(words[:4]),
)
def test_the_minutes_keep_their_bytes_whatever_happens_later(sealed, words):
    assert "VKSND tỉnh Thanh Hóa" in unchanged(sealed, *words)


def test_the_minutes_keep_the_names_of_the_freeze_when_code_and_name_of_a_voter_are_corrected(sealed):
    assert unchanged(sealed, "unit", "edit", "NA", "--code", "NAN", "--name", "VKSND thành phố Mới")


def test_the_minutes_keep_the_order_of_the_freeze_when_the_official_order_is_corrected(sealed):
    sealed.ok("export", "members", "C6/2023", "-o", "members.csv")
    with (sealed.folder / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (sealed.folder / "turned.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "order": 10 - place} for place, row in enumerate(rows))
    assert unchanged(sealed, "import", "members", "turned.csv", "--update")


# -- signatures, text, language ---------------------------------------------------------------------------------------


def below(sheet, cell):
    """The next text below a cell of its column that is not the note on how to sign."""
    column = [sheet.cell(row, cell.column).value for row in range(cell.row + 1, sheet.max_row + 1)]
    return next(text for text in column if text and "Ký" not in text)


def test_the_chair_and_every_teller_have_a_place_to_sign_the_head_of_the_board_first(sealed):
    sheet = sheet_of(sealed)
    posts = ("CHỦ TRÌ HỘI NGHỊ", "TRƯỞNG BAN KIỂM PHIẾU", "ỦY VIÊN")
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in posts]
    assert [(cell.value, below(sheet, cell)) for cell in cells] == [
        ("CHỦ TRÌ HỘI NGHỊ", "+Người chủ trì"),
        ("TRƯỞNG BAN KIỂM PHIẾU", "=Người kiểm phiếu một"),
        ("ỦY VIÊN", "Người kiểm phiếu hai"),
        ("ỦY VIÊN", "Người kiểm phiếu [ba]"),
    ]
    assert (
        after(sheet, "Ban kiểm phiếu") == f"{TELLERS[0]} (Trưởng ban); {TELLERS[1]} (ủy viên); {TELLERS[2]} (ủy viên)"
    )


def test_what_looks_like_a_formula_or_markup_stays_text(sealed):
    sheet = sheet_of(sealed)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    found = {cell.value: cell for cell in cells}
    assert all(found[text].quotePrefix for text in ("=SUM(A1)", "=Bằng khen [x]\n@Nông thôn [/x]"))
    assert after(sheet, "Ghi chú") == "=1+1 [bold]hỏng[/bold]"
    assert after(sheet, "Địa điểm") == "-Đồng Hới"


def test_the_minutes_are_vietnamese_unless_english_is_asked_for(sealed):
    official = texts(sheet_of(sealed))
    assert ("BIÊN BẢN KIỂM PHIẾU" in official, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in official) == (True, True)
    english = sheet_of(sealed, "--lang", "en")
    asked = texts(english)
    assert ("MINUTES OF THE COUNT" in asked, "BIÊN BẢN KIỂM PHIẾU" in asked) == (True, False)
    assert (after(english, "Pass line"), after(english, "Basis")) == ("at least 50 % of all members", "not stated")
    assert [text for text in asked if "/6" in str(text)] == ["3/6\n50 %", "2/6\n33.33 %"]
    assert "HEAD OF THE BOARD" in asked


def test_the_same_minutes_are_written_once_and_replaced_only_by_force(sealed):
    sheet_of(sealed)
    words = ("ballot", "minutes", "B1", "-o", "minutes.xlsx")
    assert "minutes.xlsx" in sealed.refused(9, *words)
    assert sealed.json(*words, "--force")["written"] is False
    (sealed.folder / "minutes.xlsx").write_bytes(b"something else")
    assert sealed.json(*words, "--force")["written"] is True
