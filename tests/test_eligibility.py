"""Who may be proposed: each condition, exclusion and quota of the law by its day, its clause and how sure it is."""

from __future__ import annotations

import pytest
from conftest import start
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_cli.nominations import eligibility
from emulation_cli.nominations.eligibility import Candidate, Merit

SECTOR = "Kiểm sát nhân dân"
CSTD_CS_YEARS = {
    "A": (2021, 2022, 2023),
    "B": (2020, 2022, 2023),
    "C": (2021, 2022),
    "D": (2020, 2021, 2022),
    "E": (),
}
"""Who was Chiến sĩ thi đua cơ sở for which years; C is proposed for 2023 besides."""


@start
def history(cli):
    """Three years of commendations of the people of VKSND Thanh Hóa, by decisions of the December of each year."""
    cli.ok("init", "--preset", "procuracy")
    cli.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--sector", SECTOR)
    for code, name in (("TH", "Thanh Hóa"), ("NA", "Nghệ An"), ("HT", "Hà Tĩnh"), ("QB", "Quảng Bình")):
        cli.ok("unit", "add", code, f"VKSND tỉnh {name}")
    for year in (2023, 2025):
        cli.ok("year", "open", f"C6/{year}")
        cli.ok("year", "join", f"C6/{year}", "TH", "NA", "HT", "QB")
    for code, years in CSTD_CS_YEARS.items():
        cli.ok("person", "add", code, f"Cán bộ {code}", "--unit", "TH", "--recruited", "01/03/2010")
        for year in years:
            cli.ok("commendation", "add", code, "CSTD-CS", "--on", f"15/12/{year}", "--document", f"{year}/QĐ")
    cli.ok("nomination", "add", "DX-C", "C6/2023", "C", "--award", "CSTD-CS", "--on", "20/11/2023")


def checked(cli, year, *words, on="31/12/2023"):
    """Recipient → its record, the checks by their codes."""
    records = cli.json("nomination", "check", f"C6/{year}", *words, "--on", on)
    for record in records:
        record["checks"] = {one["check"]: one for one in record["checks"]}
    return {record["recipient"]: record for record in records}


def verdict(cli, year, recipient, award, check, on="31/12/2023"):
    return checked(cli, year, recipient, "--award", award, on=on)[recipient]["checks"][check]["verdict"]


# -- a three-year history ---------------------------------------------------------------------------------------------


def test_three_years_in_a_row_make_eligible_and_a_gap_does_not(history):
    found = checked(history, 2023, "--award", "CSTD-KSND")
    chain = {code: found[code]["checks"]["CSTDKSND.3CSTDCS"] for code in CSTD_CS_YEARS}
    assert {code: one["verdict"] for code, one in chain.items()} == {
        "A": "met",
        "B": "not-met",
        "C": "unknown",  # the third is proposed and not decided
        "D": "met",  # the run ended the year before
        "E": "not-met",
    }
    assert all("baoyenbai" in one["clause"] and one["certainty"] == "confirmed" for one in chain.values())
    assert "2021, 2022, 2023" in chain["A"]["said"]
    assert "2020, 2022, 2023" in chain["B"]["said"]
    assert [found[code]["outcome"] for code in "ABCDE"] == ["unknown", "not-met", "unknown", "unknown", "not-met"]


def test_two_years_later_the_same_chain_no_longer_counts(history):
    found = checked(history, 2025, "--award", "CSTD-KSND", on="25/11/2025")
    assert {code: found[code]["checks"]["CSTDKSND.3CSTDCS"]["verdict"] for code in "AD"} == {
        "A": "not-met",
        "D": "not-met",
    }


def test_what_papers_prove_is_attested_and_then_all_is_met(history):
    history.ok("nomination", "add", "DX-A", "C6/2023", "A", "--award", "CSTD-KSND", "--on", "20/11/2023")
    assert checked(history, 2023, "DX-A")["A"]["outcome"] == "unknown"
    attest = ("nomination", "attest", "DX-A", "CSTDKSND.SANGKIEN")
    history.ok(*attest, "met", "--document", "12/CN-SK")
    found = checked(history, 2023, "DX-A")["A"]
    assert (found["outcome"], found["checks"]["CSTDKSND.SANGKIEN"]["said"]) == ("met", "12/CN-SK")
    history.ok(*attest, "not-met", "--document", "13/KL")
    assert checked(history, 2023, "DX-A")["A"]["outcome"] == "not-met"
    history.ok("nomination", "forget", "DX-A", "CSTDKSND.SANGKIEN")
    assert checked(history, 2023, "DX-A")["A"]["outcome"] == "unknown"
    history.refused(4, "nomination", "forget", "DX-A", "CSTDKSND.SANGKIEN")


def test_a_cancelled_commendation_breaks_the_chain_from_its_day(history):
    fate = ("--cancelled-on", "01/12/2023", "--cancelled-by", "9/QĐ-HB")
    history.ok("commendation", "edit", "A", "CSTD-CS", "--decision", "2022/QĐ", *fate)
    assert verdict(history, 2023, "A", "CSTD-KSND", "CSTDKSND.3CSTDCS") == "not-met"
    history.ok("commendation", "add", "E", "CSTD-CS", "--on", "15/01/2023", "--document", "1/QĐ", "--of-year", 2022)
    for year in (2021, 2023):
        history.ok("commendation", "add", "E", "CSTD-CS", "--on", f"16/12/{year}", "--document", f"{year}/QĐ")
    assert verdict(history, 2023, "E", "CSTD-KSND", "CSTDKSND.3CSTDCS") == "met"  # of 2022, though decided in 2023


def test_the_state_fighter_needs_two_in_a_row_and_is_considered_right_after(history):
    for year in (2023, 2024):
        history.ok("commendation", "add", "A", "CSTD-KSND", "--on", f"20/12/{year}", "--document", f"k{year}/QĐ")
    on = "25/11/2025"
    assert verdict(history, 2025, "A", "CSTD-TQ", "CSTDTQ.2CSTDKSND", on) == "met"
    assert verdict(history, 2025, "D", "CSTD-TQ", "CSTDTQ.2CSTDKSND", on) == "not-met"
    history.ok("commendation", "remove", "A", "CSTD-KSND", "--decision", "k2024/QĐ", "--yes")
    history.ok("commendation", "add", "A", "CSTD-KSND", "--on", "20/12/2022", "--document", "k2022/QĐ")
    assert verdict(history, 2025, "A", "CSTD-TQ", "CSTDTQ.2CSTDKSND", on) == "not-met"  # two years after the second
    six = checked(history, 2023, "A", "--award", "CSTD-TQ")["A"]["checks"]["CSTDTQ.6CSTDCS"]
    assert (six["verdict"], "15/2003/QH11" in six["clause"]) == ("not-met", True)
    assert "CSTDTQ.6CSTDCS" not in checked(history, 2025, "A", "--award", "CSTD-TQ", on=on)["A"]["checks"]


def test_one_of_two_ways_is_enough(history):
    """Bằng khen của bộ: two years Chiến sĩ thi đua cơ sở, or two of excellent work with two initiatives (Điều 74)."""
    for code in "AE":
        history.ok("commendation", "add", code, "CSTD-CS", "--on", "15/12/2024", "--document", "24/QĐ")
    found = checked(history, 2025, "A", "E", "--award", "BK-VKSTC-CN", on="25/11/2025")
    ways = {
        code: [found[code]["checks"][f"BKVKSTCCN.{way}"]["verdict"] for way in ("2CSTDCS", "2HTXS")] for code in "AE"
    }
    assert ways == {"A": ["met", "met"], "E": ["unknown", "unknown"]}
    assert "2CSTDCS" in found["A"]["checks"]["BKVKSTCCN.2HTXS"]["said"]


# -- the law by its day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recruited", "on", "check", "expected"),
    [
        ("01/03/2023", "31/12/2023", "LDTT.10THANG", "met"),  # ten months to the day
        ("02/03/2023", "31/12/2023", "LDTT.10THANG", "not-met"),
        ("01/07/2025", "01/12/2025", "LDTT.6THANG", "met"),
        ("02/07/2025", "01/12/2025", "LDTT.6THANG", "not-met"),
        ("", "01/12/2025", "LDTT.6THANG", "unknown"),
    ],
)
def test_months_in_service_by_the_circular_of_the_day(history, recruited, on, check, expected):
    history.ok("person", "edit", "E", "--recruited", recruited)
    year = on[-4:]
    found = checked(history, year, "E", "--award", "LDTT", on=on)["E"]["checks"]
    assert found[check]["verdict"] == expected
    assert {"LDTT.10THANG", "LDTT.6THANG"} & set(found) == {check}


def test_a_rule_of_the_sector_holds_in_its_sector_alone(history):
    history.ok("block", "edit", "C6", "--sector", "Tòa án nhân dân")
    assert not [
        check
        for check in checked(history, 2023, "E", "--award", "LDTT")["E"]["checks"]
        if check.startswith(("LDTT.10", "LDTT.6", "LDTT.KY"))
    ]


def test_discipline_bars_in_the_year_it_was_imposed_and_from_its_measure_up(history):
    history.ok("discipline", "add", "E", "--measure", "reprimand", "--from", "10/05/2025", "--document", "5/QĐ-KL")
    assert verdict(history, 2025, "E", "LDTT", "LDTT.KYLUAT", "01/12/2025") == "not-met"
    history.ok("discipline", "edit", "E.2025-05-10", "--from", "31/12/2024")
    assert verdict(history, 2025, "E", "LDTT", "LDTT.KYLUAT", "01/12/2025") == "met"  # counts in 2024
    history.ok("discipline", "edit", "E.2025-05-10", "--from", "10/05/2023")
    unit = ("TH", "TTLDTT", "TTLDTT.KYLUAT")
    assert verdict(history, 2023, *unit) == "met"  # of a collective a warning counts, a reprimand does not
    history.ok("discipline", "edit", "E.2025-05-10", "--measure", "warning")
    assert verdict(history, 2023, *unit) == "not-met"


def test_an_open_inquiry_bars_until_it_is_closed(history):
    history.ok("discipline", "add", "TH", "--kind", "inquiry", "--from", "01/02/2025", "--document", "7/TB-TTr")
    condition = ("TH", "BK-VKSTC", "CHUNG.XEMXET")
    assert verdict(history, 2025, *condition, "01/06/2025") == "not-met"
    history.ok("discipline", "edit", "TH.2025-02-01", "--to", "01/06/2025")
    assert verdict(history, 2025, *condition, "01/06/2025") == "met"  # a closing day is the first day without
    assert verdict(history, 2025, *condition, "31/05/2025") == "not-met"
    found = checked(history, 2025, "TH", "--award", "BK-VKSTC", on="31/07/2025")["TH"]["checks"]
    assert ("CHUNG.XEMXET" in found, found["CHUNG.XEMXET-2025"]["certainty"]) == (False, "unverified")


def test_half_of_the_people_must_hold_the_title(history):
    condition = ("TH", "TTLDTT", "TTLDTT.50LDTT")
    assert verdict(history, 2023, *condition) == "not-met"
    assert verdict(history, 2023, "NA", "TTLDTT", "TTLDTT.50LDTT") == "unknown"  # nobody of it is known
    for code in "AB":
        history.ok("commendation", "add", code, "LDTT", "--on", "15/12/2023", "--document", "50/QĐ")
    assert verdict(history, 2023, *condition) == "not-met"  # 2 of 5
    history.ok("nomination", "add", "DX-D", "C6/2023", "D", "--award", "LDTT", "--on", "20/11/2023")
    assert verdict(history, 2023, *condition) == "unknown"
    history.ok("commendation", "add", "C", "LDTT", "--on", "15/12/2023", "--document", "50/QĐ")
    assert verdict(history, 2023, *condition) == "met"


def test_who_moved_brings_the_titles_and_leaves_the_unit(history):
    history.ok("person", "move", "A", "--to", "NA", "--on", "01/06/2023")
    assert verdict(history, 2023, "A", "CSTD-KSND", "CSTDKSND.3CSTDCS") == "met"
    of_unit = {
        one["document"] for one in history.json("commendation", "list", "--unit", "TH") if one["recipient"] == "A"
    }
    assert of_unit == {"2021/QĐ", "2022/QĐ"}
    assert [one["document"] for one in history.json("commendation", "list", "--unit", "NA")] == ["2023/QĐ"]
    posts = history.json("person", "show", "A")["posts"]
    assert [(one["unit"], one["from"], one["to"]) for one in posts] == [
        ("TH", None, "2023-06-01"),
        ("NA", "2023-06-01", None),
    ]


def test_once_in_a_life(history):
    for document, on in (("1/QĐ-KNC", "26/07/2022"),):
        history.ok("commendation", "add", "A", "KNC-KS", "--on", on, "--document", document)
    found = checked(history, 2023, "A", "D", "--award", "KNC-KS")
    assert [found[code]["checks"]["KNC.MOTLAN"]["verdict"] for code in "AD"] == ["not-met", "met"]
    assert found["A"]["repeated"] == "KNC-KS 2022 (1/QĐ-KNC)"
    assert found["A"]["outcome"] == "unknown"  # read of in a newspaper only: it warns
    history.ok("nomination", "add", "X-1", "C6/2023", "A", "--award", "KNC-KS", "--on", "01/11/2023")
    assert (
        "KNC.MOTLAN is not met" in history("nomination", "submit", "X-1", "--document", "1/T", "--on", "02/11/2023").err
    )


def test_one_achievement_is_not_rewarded_twice(history):
    for code in ("NTM", "DV"):
        history.ok("movement", "add", code, f"Phong trào {code}", "--scope", "national")
    award = ("TH", "--award", "BK-VKSTC")
    add = ("nomination", "add")
    history.ok(*add, "X-1", "C6/2025", *award, "--movement", "NTM", "--on", "01/03/2025")
    history.ok("commendation", "add", "TH", "GK", "--on", "01/02/2025", "--document", "2/QĐ", "--movement", "NTM")
    found = checked(history, 2025, "X-1", on="01/04/2025")["TH"]["checks"]["CHUNG.MOTLAN"]
    assert (found["verdict"], found["said"]) == ("not-met", "GK 2025 (2/QĐ)")
    assert "06/2022/QH15" in found["clause"]
    assert "CHUNG.MOTLAN" in history.refused(
        3, "nomination", "submit", "X-1", "--document", "1/TTr", "--on", "02/04/2025"
    )
    history.ok(*add, "X-2", "C6/2025", *award, "--movement", "DV", "--on", "01/03/2025")
    assert checked(history, 2025, "X-2", on="01/04/2025")["TH"]["checks"]["CHUNG.MOTLAN"]["verdict"] == "met"
    saved = ("--for", "Cứu dân trong lũ")
    history.ok(*add, "X-3", "C6/2025", *award, *saved, "--on", "01/03/2025")
    history.ok(*add, "X-4", "C6/2025", "TH", "--award", "GK", "--for", "cứu dân trong LŨ", "--on", "01/03/2025")
    assert checked(history, 2025, "X-3", on="01/04/2025")["TH"]["checks"]["CHUNG.MOTLAN"]["said"] == "GK 2025 (X-4)"


def test_a_second_state_award_in_a_year_is_shown_but_does_not_bar(history):
    history.ok("commendation", "add", "A", "BK-TTG-CN", "--on", "01/10/2023", "--document", "1/QĐ-TTg")
    found = checked(history, 2023, "A", "--award", "CSTD-TQ")["A"]["checks"]["CHUNG.NHANUOC"]
    assert (found["verdict"], found["certainty"], found["said"]) == ("not-met", "partial", "BK-TTG-CN 2023 (1/QĐ-TTg)")


def test_a_unit_that_is_not_considered_in_the_year_is_barred(history):
    history.ok("year", "exclude", "C6/2023", "NA", "--reason", "Có đơn tố cáo đúng")
    found = checked(history, 2023, "--award", "BK-VKSTC")
    assert {code: found[code]["checks"]["CHUNG.KHONGXET"]["verdict"] for code in found} == {
        "TH": "met",
        "NA": "not-met",
        "HT": "met",
        "QB": "met",
    }
    assert "tố cáo" in found["NA"]["checks"]["CHUNG.KHONGXET"]["said"]


def test_registration_is_asked_only_where_titles_were_registered_and_never_bars(history):
    def found(code):
        return checked(history, 2023, code, "--award", "CSTD-CS")[code]["checks"]["CHUNG.DANGKY"]

    assert found("A")["verdict"] == "unknown"
    history.ok("registration", "add", "C6/2023", "TH", "CSTD-CS", "--person", "A", "--on", "01/03/2023")
    assert [found(code)["verdict"] for code in "AB"] == ["met", "not-met"]
    assert found("B")["certainty"] == "unverified"
    history.ok("registration", "add", "C6/2023", "TH", "CSTD-CS", "--count", 3, "--on", "01/03/2023")
    assert found("B")["verdict"] == "met"


def test_what_a_merged_unit_earned_counts_for_who_took_over(history):
    history.ok("commendation", "add", "QB", "TTLDTT", "--on", "01/12/2025", "--document", "3/QĐ")
    history.ok("unit", "merge", "QB", "--into", "HT", "--on", "01/07/2025")
    assert verdict(history, 2025, "HT", "TTLDXS", "TTLDXS.TTLDTT-2024", "31/12/2025") == "met"
    assert verdict(history, 2025, "NA", "TTLDXS", "TTLDXS.TTLDTT-2024", "31/12/2025") == "not-met"


# -- quotas -----------------------------------------------------------------------------------------------------------


def rated(cli, units, year=2025):
    for unit in units:
        cli.ok("commendation", "add", unit, "TTLDTT", "--on", f"01/12/{year}", "--document", "3/QĐ")


def test_a_fifth_of_the_rated_units_at_least_one(history):
    rated(history, ["TH", "NA", "HT", "QB"])
    history.ok("nomination", "add", "X-1", "C6/2025", "TH", "--award", "TTLDXS", "--on", "01/12/2025")
    found = checked(history, 2025, "X-1", on="31/12/2025")["TH"]["checks"]["TTLDXS.2024"]
    assert (found["verdict"], found["certainty"]) == ("met", "confirmed")
    assert "Điều 18 khoản 2" in found["clause"]
    history.ok("nomination", "add", "X-2", "C6/2025", "NA", "--award", "TTLDXS", "--on", "01/12/2025")
    both = checked(history, 2025, on="31/12/2025")
    assert {code: both[code]["checks"]["TTLDXS.2024"]["verdict"] for code in ("TH", "NA")} == dict.fromkeys(
        ("TH", "NA"), "not-met"
    )
    assert "TTLDXS.2024" not in checked(history, 2023, "TH", "--award", "TTLDXS")["TH"]["checks"]


def test_fifteen_in_a_hundred_of_the_unit_until_the_end_of_2023(history):
    for number in range(8):
        history.ok("person", "add", f"P{number}", f"Cán bộ số {number}", "--unit", "NA")
        if number < 7:
            history.ok("commendation", "add", f"P{number}", "LDTT", "--on", "15/12/2023", "--document", "50/QĐ")
    quota = ("P0", "CSTD-CS", "CSTD-CS.2017")
    assert verdict(history, 2023, *quota) == "met"  # 15 % of 7 is 1
    history.ok("nomination", "add", "X-1", "C6/2023", "P1", "--award", "CSTD-CS", "--on", "20/11/2023")
    assert verdict(history, 2023, *quota) == "not-met"
    assert "CSTD-CS.2017" not in checked(history, 2023, "P0", "--award", "CSTD-CS", on="01/01/2024")["P0"]["checks"]


def test_the_blocks_own_quota_has_no_default_names_its_document_and_its_year(history):
    assert not [check for check in checked(history, 2023, "TH", "--award", "CTD-KSND")["TH"]["checks"] if "C6" in check]
    quota = ("quota", "add", "CTD-KSND.C6", "--award", "CTD-KSND", "--block", "C6", "--year", 2023, "--number", 1)
    assert "document" in history.refused(3, *quota)
    history.ok("document", "add", "9/HD-C6", "--kind", "HD", "--on", "01/03/2023")
    history.ok(*quota, "--basis", "9/HD-C6")
    one = ("nomination", "add", "X-1", "C6/2023", "TH", "--award", "CTD-KSND", "--on", "20/11/2023")
    history.ok(*one)
    found = checked(history, 2023, "X-1")["TH"]["checks"]["CTD-KSND.C6"]
    assert (found["verdict"], found["clause"]) == ("met", "9/HD-C6")
    assert verdict(history, 2023, "NA", "CTD-KSND", "CTD-KSND.C6") == "not-met"
    assert "CTD-KSND.C6" not in checked(history, 2025, "TH", "--award", "CTD-KSND", on="01/12/2025")["TH"]["checks"]
    history.ok("nomination", "cancel", "X-1", "--on", "21/11/2023", "--reason", "rút")
    assert verdict(history, 2023, "NA", "CTD-KSND", "CTD-KSND.C6") == "met"


def test_a_share_of_all_under_the_authority_is_not_known_here(history):
    assert verdict(history, 2023, "TH", "CTD-CP", "CTD-CP.CTD-KSND") == "unknown"


# -- what bars, what warns, what is set aside -------------------------------------------------------------------------


def proposed(cli, code="B", award="CSTD-KSND"):
    cli.ok("nomination", "add", "X-1", "C6/2023", code, "--award", award, "--on", "20/11/2023")


SUBMIT = ("nomination", "submit", "X-1", "--document", "1/TTr-C6", "--on", "30/11/2023")


def test_who_does_not_meet_a_rule_that_was_read_is_not_submitted(history):
    proposed(history)
    before = history.db.read_bytes()
    message = history.refused(3, *SUBMIT)
    assert "CSTDKSND.3CSTDCS" in message
    assert "baoyenbai" in message
    assert "nomination override X-1 CSTDKSND.3CSTDCS" in message
    assert history.db.read_bytes() == before


def test_a_rule_that_nobody_has_read_warns_and_lets_through(history):
    history.ok("condition", "edit", "CSTDKSND.3CSTDCS", "--certainty", "partial")
    proposed(history)
    done = history(*SUBMIT)
    assert done.code == 0
    assert "X-1: CSTDKSND.3CSTDCS is not met" in done.err
    assert "partial" in done.err


def test_set_aside_only_with_a_reason_which_the_log_and_the_list_carry(history):
    proposed(history)
    override = ("nomination", "override", "X-1", "CSTDKSND.3CSTDCS")
    history.refused(3, *override, "--reason", "")
    history.refused(2, *override)
    history.ok(*override, "--reason", "Gián đoạn do đi học tập trung", "--document", "5/BB-HĐ")
    assert history.json("log", "--limit", 1)[0]["reason"] == "Gián đoạn do đi học tập trung"
    listed = {one["id"]: one["overrides"] for one in history.json("nomination", "list", "C6/2023")}
    assert listed["X-1"] == ["CSTDKSND.3CSTDCS: 5/BB-HĐ, Gián đoạn do đi học tập trung"]
    found = checked(history, 2023, "X-1")["B"]["checks"]["CSTDKSND.3CSTDCS"]
    assert (found["verdict"], "Gián đoạn" in found["reason"], "2020" in found["said"]) == ("overridden", True, True)
    history.ok(*SUBMIT)
    assert "used by" in history.refused(3, "condition", "remove", "CSTDKSND.3CSTDCS", "--yes")


def test_what_the_council_changes_to_is_checked_and_told(history):
    proposed(history, "D")
    history.ok("nomination", "submit", "X-1", "--document", "1/TTr-C6", "--on", "30/11/2023")
    done = history("nomination", "review", "X-1", "changed", "--award", "CSTD-TQ", "--on", "05/12/2023")
    assert done.code == 0
    assert "X-1: CSTDTQ.2CSTDKSND is not met" in done.err


def test_a_condition_of_the_officers_own_is_checked_like_the_laws(history):
    history.ok(
        "award", "add", "BK-C", "Bằng khen của cụm", "--level", "unit", "--recipient", "person", "--form", "merit"
    )
    add = ("condition", "add", "BKC.2", "--award", "BK-C", "--test", "titles", "--needs", "CSTD-CS")
    assert "count" in history.refused(3, *add, "--clause", "Quy chế cụm, Điều 5")
    history.ok(*add, "--count", 2, "--earliest", 0, "--clause", "Quy chế cụm, Điều 5")
    found = checked(history, 2023, "A", "D", "--award", "BK-C")
    assert [found[code]["checks"]["BKC.2"]["verdict"] for code in "AD"] == ["met", "not-met"]


def test_the_table_on_screen_has_a_line_for_each_check_and_what_was_granted_before(history):
    out = history.ok("nomination", "check", "C6/2023", "A", "--award", "CSTD-CS", "--on", "31/12/2023")
    assert "granted before" in out
    assert "CSTD-CS 2021 (2021/QĐ)" in out
    assert "CSTDCS.LDTT" in out
    assert "CHUNG" not in history.ok("nomination", "check", "C6/2025", "--on", "31/12/2025")


def test_the_wrong_kind_of_recipient_and_the_unknown_are_refused(history):
    assert "collectives" in history.refused(3, "nomination", "check", "C6/2023", "A", "--award", "CTD-KSND")
    history.refused(4, "nomination", "check", "C6/2023", "ZZ")
    history.refused(4, "nomination", "check", "C6/2023", "--award", "ZZ")


def test_what_the_register_itself_says_is_not_attested_away(history):
    proposed(history)
    attest = ("nomination", "attest", "X-1")
    said = history.refused(3, *attest, "CSTDKSND.3CSTDCS", "met", "--document", "9/XN")
    assert "nomination override X-1 CSTDKSND.3CSTDCS" in said
    history.ok("document", "add", "9/HD-C6", "--kind", "HD", "--on", "01/03/2023")
    quota = ("quota", "add", "Q", "--award", "CSTD-KSND", "--block", "C6", "--number", 0, "--basis", "9/HD-C6")
    history.ok(*quota)
    history.refused(3, *attest, "Q", "met", "--document", "9/XN")


def test_only_what_is_asked_of_the_award_is_set_aside_and_only_before_it_is_submitted(history):
    proposed(history, "D")
    assert "not asked of X-1" in history.refused(
        3, "nomination", "override", "X-1", "TTLDXS.TTLDTT-2024", "--reason", "thử"
    )
    attest = ("nomination", "attest", "X-1", "CSTDKSND.SANGKIEN", "met", "--document", "12/CN")
    history.ok(*attest)
    history.ok(*SUBMIT)
    for words in (attest, ("nomination", "forget", "X-1", "CSTDKSND.SANGKIEN")):
        assert "submitted" in history.refused(3, *words)
    history.ok("nomination", "decide", "X-1", "returned", "--on", "10/12/2023", "--reason", "thiếu hồ sơ")
    history.ok("nomination", "forget", "X-1", "CSTDKSND.SANGKIEN")


def test_a_quota_counts_what_was_granted_without_a_proposal(history):
    rated(history, ["TH", "NA", "HT"])
    history.ok("commendation", "add", "TH", "TTLDXS", "--on", "02/12/2025", "--document", "4/QĐ")
    found = checked(history, 2025, "NA", "--award", "TTLDXS", on="31/12/2025")["NA"]["checks"]["TTLDXS.2024"]
    assert (found["verdict"], found["said"].split(",")[0]) == ("not-met", "2 proposed")


def test_a_title_is_held_once_for_a_year(history):
    add = ("commendation", "add", "A", "CSTD-CS", "--on", "20/12/2023", "--document", "77/QĐ")
    assert "2023/QĐ" in history.refused(3, *add)
    history.ok(*add, "--of-year", 2019)
    proposed(history, "A", "CSTD-KSND")
    again = ("nomination", "add", "X-2", "C6/2023", "A", "--award", "CSTD-KSND", "--for", "thành tích khác")
    assert "X-1" in history.refused(3, *again)


def test_a_first_post_proves_service_but_never_that_there_was_none_before(history):
    history.ok("person", "edit", "E", "--recruited", "", "--from", "01/10/2023")
    assert verdict(history, 2023, "E", "LDTT", "LDTT.10THANG") == "unknown"
    history.ok("person", "edit", "E", "--from", "01/01/2023")
    assert verdict(history, 2023, "E", "LDTT", "LDTT.10THANG") == "met"


def test_the_people_of_departments_count_for_the_unit(history):
    history.ok("unit", "add", "TH-P1", "Phòng 1", "--parent", "TH")
    history.ok("person", "add", "PM", "Cán bộ phòng", "--unit", "TH-P1")
    history.ok("discipline", "add", "PM", "--measure", "warning", "--from", "01/03/2023", "--document", "5/QĐ-KL")
    assert verdict(history, 2023, "TH", "TTLDTT", "TTLDTT.KYLUAT") == "not-met"
    assert verdict(history, 2023, "TH", "TTLDTT", "TTLDTT.KYLUAT", "28/02/2023") == "met"  # it had not happened


def test_a_rule_of_a_sector_that_is_left_out_is_told(history):
    history.ok("block", "edit", "C6", "--sector", "")
    done = history("nomination", "check", "C6/2025", "TH", "--award", "TTLDXS", "--on", "01/12/2025")
    assert "TTLDXS.TTLDTT-2024" in done.err
    record = checked(history, 2025, "TH", "--award", "TTLDXS", on="01/12/2025")["TH"]
    assert record["outcome"] == "unknown"


def test_the_vote_of_a_direct_proposal_is_held_to_the_blocks_rule(history):
    history.ok("nomination", "add", "X-1", "C6/2023", "TH", "--award", "CTD-KSND", "--agree", 3, "--of", 4)
    rule = "CTD-KSND.2019-06-28"

    def vote():
        return checked(history, 2023, "X-1")["TH"]["checks"][rule]

    assert (vote()["verdict"], "Điều 20" in vote()["clause"]) == ("not-met", True)
    assert rule in history.refused(3, *SUBMIT)
    history.ok("nomination", "edit", "X-1", "--agree", 4)
    assert vote()["verdict"] == "met"
    history.ok("nomination", "edit", "X-1", "--agree", "", "--of", "")
    assert vote()["verdict"] == "unknown"


def test_an_exclusion_is_of_the_unit_itself_not_of_who_took_over(history):
    history.ok("year", "exclude", "C6/2025", "QB", "--reason", "đơn tố cáo đúng")
    history.ok("unit", "merge", "QB", "--into", "HT", "--on", "01/07/2025")
    assert verdict(history, 2025, "HT", "BK-VKSTC", "CHUNG.KHONGXET", "01/12/2025") == "met"


def test_of_collectives_a_block_proposes_its_members_and_their_departments(history):
    history.ok("unit", "add", "ZZ", "Đơn vị ngoài cụm")
    history.ok("unit", "add", "TH-P1", "Phòng 1", "--parent", "TH")
    add = ("nomination", "add", "X-1", "C6/2023")
    assert "not a member" in history.refused(3, *add, "ZZ", "--award", "GK")
    history.ok(*add, "TH-P1", "--award", "GK")


# -- the rules by themselves ------------------------------------------------------------------------------------------

AWARD = {"code": "X", "level": "unit", "recipient": "person", "sector": None, "form": "fighter"}
NEEDED = {**AWARD, "code": "N"}


def runs(years, count):
    """The last years of the runs of `count` years in a row, counted by hand."""
    return {last for last in years if all(last - back in years for back in range(count))}


@settings(deadline=None)
@given(
    st.sets(st.integers(2015, 2025)),
    st.sets(st.integers(2015, 2025)),
    st.integers(1, 4),
    st.integers(0, 2),
    st.integers(0, 3),
)
def test_a_chain_is_met_exactly_where_such_a_run_of_years_is_held(held, pending, count, latest, more):
    rule = {"needs": "N", "count": count, "latest": latest, "earliest": latest + more, "test": "titles"}
    merits = [[Merit(NEEDED, year, "") for year in sorted(years)] for years in (held, pending)]
    who = Candidate(AWARD, 2024, "2024-01-01", "2024-12-31", "2024-12-31", held=merits[0], pending=merits[1])
    allowed = set(range(2024 - latest - more, 2024 - latest + 1))
    expected = (
        "met" if runs(held, count) & allowed else "unknown" if runs(held | pending, count) & allowed else "not-met"
    )
    assert eligibility.TESTS["titles"](rule, who)[0] == expected


@given(st.integers(0, 200), st.integers(1, 100), st.none() | st.integers(1, 3))
def test_a_share_is_rounded_down_but_never_below_its_least(holders, percent, least):
    allowed = eligibility.most(f"{percent}/100", least, holders)
    floor = max(number for number in range(holders + 1) if number * 100 <= percent * holders)
    assert allowed == max(floor, least or 0)


def test_the_quota_table_of_the_circular():
    assert [eligibility.most("1/5", 1, units) for units in (0, 4, 6, 8, 10, 14)] == [1, 1, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2023-01-01", "2023-12-31", 12),
        ("2023-07-01", "2023-12-31", 6),
        ("2023-07-02", "2023-12-31", 5),
        ("2023-03-01", "2023-12-31", 10),
        ("2023-12-31", "2023-12-31", 0),
        ("2024-01-31", "2024-02-29", 1),
    ],
)
def test_whole_months(first, last, months):
    assert eligibility.months_between(first, last) == months
