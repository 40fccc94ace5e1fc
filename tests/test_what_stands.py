"""What something official rests on stays, and what was chosen is handed on."""

from conftest import start


@start
def sealed(cum6):
    """A sealed ballot on TH and NA, entitled TH, NA and HT alone."""
    cli = cum6
    cli.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cli.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cli.ok("meeting", "attend", "SK", "all")
    cli.ok(
        "ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--mode", "hands", "--threshold", "80%", "--of", "members"
    )
    for unit in ("TH", "NA"):
        cli.ok("ballot", "nominate", "B1", unit, "--award", "BK")
    cli.ok("ballot", "roll", "B1", "--entitled", "TH,NA,HT", "--present", "TH,NA,HT")
    for verb in ("freeze", "open", "close"):
        cli.ok("ballot", verb, "B1")
    cli.ok("ballot", "count", "B1", "--returned", "3", "--invalid", "0", "--votes", "1=3/0/0", "2=1/2/0")
    cli.ok("ballot", "seal", "B1")


def test_a_copy_keeps_who_was_chosen_to_vote(sealed):
    sealed.ok("ballot", "second-round", "B1", "B2", "--nominee", "2")
    assert sealed.json("ballot", "show", "B2")["entitled"] == 3
    assert sealed.json("log", "--limit", 1)[0]["verb"] == "ballot second-round"


def test_the_replacement_of_a_superseded_ballot_is_not_removed(sealed):
    sealed.ok("ballot", "supersede", "B1", "B2", "--reason", "biên bản số 02", "--yes")
    assert "B1" in sealed.refused(3, "ballot", "remove", "B2", "--yes")


def test_a_sealed_ballot_shows_the_names_of_its_day(sealed):
    sealed.ok("unit", "edit", "TH", "--name", "VKSND tỉnh Thanh Hoá mới")
    shown = sealed.json("ballot", "show", "B1")
    assert shown["nominees"][0]["name"] == shown["outcomes"][0]["name"] == "VKSND tỉnh Thanh Hóa"


def test_slips_without_a_heading_row_are_refused_without_their_content(sealed):
    sealed.ok("ballot", "second-round", "B1", "B2", "--nominee", "2")
    for verb in ("freeze", "open", "close"):
        sealed.ok("ballot", verb, "B2")
    (sealed.folder / "slips.csv").write_text("disagree\nagree\n", "utf-8")
    said = sealed.refused(3, "ballot", "tally", "B2", "slips.csv")
    assert "row 1" in said
    assert "agree" not in said


def test_a_signature_before_the_adoption_is_refused(sealed):
    sealed.ok("pledge", "draft", "C6/2023")
    sealed.ok("pledge", "adopt", "C6/2023", "--meeting", "SK", "--consensus")
    assert "30/06/2023" in sealed.refused(3, "pledge", "sign", "C6/2023", "TH", "--on", "29/06/2023")


def test_a_year_bears_the_number_of_its_days(sealed):
    assert "2025" in sealed.refused(3, "year", "open", "C6/2025", "--from", "01/01/2023", "--to", "31/12/2023")
    sealed.ok("year", "open", "C6/2024", "--from", "01/12/2023", "--to", "30/11/2024")


def test_a_document_is_named_with_its_day_in_any_way_of_writing(sealed):
    for day in ("01/01/2023", "01/01/2024"):
        sealed.ok("document", "add", "1/KH", "--kind", "KH", "--on", day)
    sealed.ok("document", "edit", "1/KH@01/01/2024", "--subject", "Kế hoạch 2024")
    sealed.ok("document", "edit", "1/KH@2023-01-01", "--subject", "Kế hoạch 2023")
    assert [row["subject"] for row in sealed.json("document", "list")] == ["Kế hoạch 2023", "Kế hoạch 2024"]


def test_a_draft_rule_can_be_taken_away(sealed):
    sealed.ok("ballot", "new", "B3", "C6/2023", "--meeting", "SK", "--threshold", "80%", "--of", "members")
    sealed.ok("ballot", "rule", "B3", "--threshold", "")
    assert sealed.json("ballot", "show", "B3")["rule"] is None
