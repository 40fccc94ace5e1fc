"""Who leads a block from which day on, who may be warned of, and how the flag passes on."""

from __future__ import annotations


def leaders(cli, *words):
    shown = cli.json("year", "show", "C6/2023", *words)
    return shown["head"], shown["deputies"]


def test_a_change_in_mid_year_holds_from_its_day(cum6):
    cum6.ok(
        *("year", "lead", "C6/2023", "--head", "NA", "--deputy", "HT,QT", "--on", "01/07/2023", "--method", "agreed"),
        *("--person", "Người thứ nhất, Viện trưởng", "--document", "15/NQ-C6"),
    )
    assert leaders(cum6, "--on", "30/06/2023") == ("TH", ["NA"])
    assert leaders(cum6, "--on", "01/07/2023") == leaders(cum6) == ("NA", ["HT", "QT"])
    history = cum6.json("year", "show", "C6/2023")["leadership"]
    assert [(one["unit"], one["from"]) for one in history][:3] == [
        ("TH", "2023-01-01"),
        ("NA", "2023-01-01"),
        ("NA", "2023-07-01"),
    ]
    assert (history[2]["person"], history[2]["document"]) == ("Người thứ nhất, Viện trưởng", "15/NQ-C6")
    assert cum6.json("unit", "show", "NA")["memberships"][0]["role"] == "head"


def test_without_a_day_the_last_choice_is_corrected(cum6):
    cum6.ok("year", "lead", "C6/2023", "--head", "NA", "--on", "01/07/2023")
    cum6.ok("year", "lead", "C6/2023", "--head", "HT")
    assert leaders(cum6, "--on", "30/06/2023") == ("TH", ["NA"])
    assert leaders(cum6) == ("HT", [])


def test_a_day_outside_the_year_and_a_unit_that_is_no_member_then_are_refused(cum6):
    cum6.ok("year", "leave", "C6/2023", "QB", "--on", "01/06/2023")
    before = cum6.db.read_bytes()
    for words in (
        ("--head", "NA", "--on", "01/01/2024"),
        ("--head", "NA", "--on", "31/12/2022"),
        ("--head", "NA", "--on", "31/02/2023"),
    ):
        cum6.refused(3, "year", "lead", "C6/2023", *words)
    assert "QB is not a member" in cum6.refused(4, "year", "lead", "C6/2023", "--head", "QB", "--on", "01/07/2023")
    assert cum6.db.read_bytes() == before


def test_the_deputy_is_suggested_as_the_next_head_and_never_set(cum6):
    done = cum6("year", "open", "C6/2024", "--like", "C6/2023")
    assert "emulation year lead C6/2024 --head NA" in done.err
    assert cum6.json("year", "show", "C6/2024")["head"] is None
    cum6.ok("year", "lead", "C6/2024", "--head", "QT")
    assert "--head UNIT" in cum6("year", "open", "C6/2025", "--like", "C6/2024").err


def test_a_unit_not_considered_the_year_before_is_warned_of_when_it_leads(cum6):
    cum6.ok("year", "exclude", "C6/2023", "NA", "--reason", "đang bị kỷ luật")
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    warned = cum6("year", "lead", "C6/2024", "--head", "TH", "--deputy", "NA").err
    assert "NA was not considered for emulation in 2023 (đang bị kỷ luật)" in warned
    assert "press report" in warned
    assert "not considered" not in cum6("year", "lead", "C6/2024", "--head", "TH", "--deputy", "NA", "--quiet").err
    cum6.ok("year", "exclude", "C6/2023", "NA", "--reason", "")
    assert "not considered" not in cum6("year", "lead", "C6/2024", "--head", "TH", "--deputy", "NA").err


def test_the_rotation_tells_every_year_and_where_the_flag_went(cum6):
    cum6.ok("year", "lead", "C6/2023", "--head", "NA", "--on", "01/07/2023")
    cum6.ok("year", "handover", "C6/2023", "--to", "HT", "--on", "15/01/2024")
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    rows = cum6.json("year", "rotation", "C6")
    assert [(one["year"], one["from"], one["head"], one["deputies"], one["flag_to"]) for one in rows] == [
        (2023, "2023-01-01", "TH", ["NA"], "HT"),
        (2023, "2023-07-01", "NA", [], "HT"),
        (2024, "2024-01-01", None, [], None),
    ]
    cum6.refused(4, "year", "rotation", "C9")


def test_a_handover_knows_whose_hands_it_went_through(cum6):
    hands = ("--giver", "Người thứ nhất, Cụm trưởng", "--receiver", "Người thứ hai, Viện trưởng")
    shown = cum6.json("year", "handover", "C6/2023", "--to", "NA", "--on", "15/01/2024", *hands)["handover"]
    assert (shown["giver"], shown["receiver"]) == ("Người thứ nhất, Cụm trưởng", "Người thứ hai, Viện trưởng")


def test_a_work_year_of_its_own_gives_a_block_its_days(cum6):
    cum6.ok("block", "edit", "C6", "--year-begins", "01/12")
    shown = cum6.json("year", "open", "C6/2024")
    assert (shown["from"], shown["to"]) == ("2023-12-01", "2024-11-30")
    assert cum6.json("block", "show", "C6")["year_begins"] == "01/12"
    cum6.ok("block", "edit", "C6", "--year-begins", "01/03")
    assert cum6.json("year", "open", "C6/2025")["from"] == "2025-03-01"
    for wrong in ("31/02", "29/02", "01/12/2023", "cuối năm"):
        cum6.refused(3, "block", "edit", "C6", "--year-begins", wrong)


def test_the_workbook_says_from_when_a_later_head_led(cum6):
    import openpyxl

    cum6.ok("year", "lead", "C6/2023", "--head", "QB", "--on", "01/07/2023")
    cum6.ok("export", "summary", "C6/2023", "-o", "t.xlsx")
    rows = openpyxl.load_workbook(cum6.folder / "t.xlsx").worksheets[0].iter_rows(values_only=True)
    texts = [str(cell) for row in rows for cell in row if cell]
    assert any("Quảng Bình" in text and "từ 01/07/2023" in text for text in texts)
