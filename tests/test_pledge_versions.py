"""An amendment after signing is a new version with its own adoption; the old one stays as it was signed."""

from conftest import start

YEAR = "C6/2023"


@start
def signed(cum6):
    """A pledge adopted and signed by two of six in February, with content of every kind, and a conference in June."""
    cum6.ok("document", "add", "14/KH-VKSTC", "--kind", "Kế hoạch", "--on", "10/02/2023")
    cum6.ok("movement", "add", "NTM", "Chung sức xây dựng nông thôn mới", "--scope", "national")
    for code, day, kind in (("PD", "20/02/2023", "launch"), ("SK", "30/06/2023", "midyear")):
        cum6.ok("meeting", "add", code, YEAR, "--kind", kind, "--on", day)
    cum6.ok("pledge", "draft", YEAR, "--title", "Giao ước năm 2023")
    cum6.ok("pledge", "item", YEAR, "Nội dung chung", "--basis", "14/KH-VKSTC; khoản 2 Điều 3")
    cum6.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 90", "--unit", "TH,NA", "--unit-goal", "TH ≥ 95")
    cum6.ok("pledge", "target", YEAR, "CT2", "Số bài", "--goal", ">= 12,5", "--basis", "14/KH-VKSTC")
    cum6.ok("pledge", "movement", YEAR, "NTM", "--aim", "Giúp một xã", "--from", "01/03/2023")
    cum6.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", YEAR, "TH", "NA", "--on", "20/02/2023", "--by", "Người ký, Viện trưởng")


def show(cli, *words):
    return cli.json("pledge", "show", YEAR, *words)


def content(record):
    return {key: record[key] for key in ("title", "movements", "items", "targets")}


def amended(cli):
    cli.ok("pledge", "amend", YEAR, "--reason", "bổ sung chỉ tiêu")
    cli.ok("pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 92")
    cli.ok("pledge", "target", YEAR, "CT3", "Số sáng kiến", "--goal", "≥ 1")
    return cli


def test_an_amendment_begins_as_a_draft_with_the_same_content_and_no_signature(signed):
    before = show(signed)
    after = signed.json("pledge", "amend", YEAR, "--reason", "bổ sung chỉ tiêu")
    assert content(after) == content(before)
    assert (after["version"], after["state"], after["signatures"], after["adoption"]) == (2, "draft", [], None)
    assert after["versions"] == [
        {"version": 1, "adopted_on": "2023-02-20", "reason": None},
        {"version": 2, "adopted_on": None, "reason": "bổ sung chỉ tiêu"},
    ]


def test_the_old_version_stays_readable_as_it_was_signed(signed):
    before = show(signed)
    amended(signed)
    signed.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--agree", "5", "--disagree", "1")
    signed.ok("pledge", "sign", YEAR, "QB", "--on", "30/06/2023")
    old = show(signed, "--version", "1")
    assert {**old, "versions": []} == before
    new = show(signed)
    assert [one["goal"] for one in new["targets"]] == ["≥ 92", "≥ 12.5", "≥ 1"]
    assert new["adoption"]["agree"] == 5
    assert [one["unit"] for one in new["signatures"]] == ["QB"]
    assert new["missing"] == ["TH", "NA", "HT", "QT", "TTH"]
    assert "no version 3" in signed.refused(4, "pledge", "show", YEAR, "--version", "3")


def test_nothing_of_an_old_version_changes(signed):
    signed.ok("export", "targets", YEAR, "-o", "ct.json")
    amended(signed)
    before = signed.db.read_bytes()
    for words in (
        ("edit", f"{YEAR}@1", "--title", "Khác"),
        ("remove", f"{YEAR}@1", "--yes"),
        ("remove", YEAR, "--yes"),
    ):
        signed.refused(3, "pledge", *words)
    (signed.folder / "x.json").write_text(
        f'[{{"year": "{YEAR}@1", "code": "CT1", "name": "Khác", "goal": "≥ 1"}}]', encoding="utf-8"
    )
    assert "adopted" in signed.refused(3, "import", "targets", "x.json", "--update")
    assert signed.db.read_bytes() == before


def test_results_follow_to_the_new_version_and_are_measured_by_it(signed):
    signed.ok("pledge", "result", YEAR, "CT1", "NA", "91", "--period", "midyear")
    amended(signed)
    (row,) = signed.json("pledge", "results", YEAR)
    assert (row["goal"], row["achieved"]) == ("≥ 90", True)  # the draft is not in force yet
    signed.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--consensus")
    (row,) = signed.json("pledge", "results", YEAR)
    assert (row["goal"], row["achieved"]) == ("≥ 92", False)
    signed.ok("pledge", "withdraw", YEAR, "--reason", "sửa tiếp")
    signed.ok("pledge", "result", YEAR, "CT3", "NA", "1", "--period", "year")
    assert "used by" in signed.refused(3, "pledge", "strike", YEAR, "target", "CT1")


def test_an_amendment_that_is_dropped_leaves_the_pledge_as_it_was(signed):
    signed.ok("pledge", "result", YEAR, "CT1", "NA", "91", "--period", "midyear")
    before, rows = show(signed), signed.json("pledge", "results", YEAR)
    amended(signed)
    signed.ok("pledge", "result", YEAR, "CT3", "NA", "1", "--period", "year")
    assert "CT3" in signed.refused(3, "pledge", "drop", YEAR, "--reason", "không cần nữa")
    signed.ok("pledge", "strike", YEAR, "result", "CT3", "NA", "year")
    signed.ok("pledge", "drop", YEAR, "--reason", "không cần nữa")
    assert show(signed) == before
    assert signed.json("pledge", "results", YEAR) == rows
    signed.ok("check")


def test_only_what_is_signed_is_amended_and_only_a_draft_amendment_is_dropped(signed):
    for words in (("drop", YEAR), ("withdraw", YEAR)):
        signed.refused(3, "pledge", *words, "--reason", "thử")
    amended(signed)
    assert "a draft" in signed.refused(3, "pledge", "amend", YEAR, "--reason", "nữa")
    signed.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--consensus")
    assert "pledge withdraw" in signed.refused(3, "pledge", "amend", YEAR, "--reason", "nữa")
    assert "is adopted" in signed.refused(3, "pledge", "drop", YEAR, "--reason", "thử")
    signed.ok("pledge", "withdraw", YEAR, "--reason", "sửa tiếp")
    signed.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--consensus")
    signed.ok("pledge", "sign", YEAR, "all", "--on", "01/07/2023")
    assert signed.json("pledge", "amend", YEAR, "--reason", "lần ba")["version"] == 3


def test_while_an_amendment_is_a_draft_the_version_in_force_is_signed(signed):
    amended(signed)
    signed.ok("pledge", "sign", YEAR, "QB", "--on", "01/03/2023")
    assert [one["unit"] for one in show(signed, "--version", "1")["signatures"]] == ["TH", "NA", "QB"]
    assert show(signed)["signatures"] == []
    lines = signed.json("status", YEAR, "--on", "01/03/2023")
    assert "QB" not in next(line["units"] for line in lines if line["what"].startswith("pledge signed"))


def test_an_amendment_has_a_meeting_of_its_own_after_the_last_signature(signed):
    signed.ok("meeting", "add", "M1", YEAR, "--kind", "other", "--on", "01/03/2023")
    signed.ok("pledge", "sign", YEAR, "QB", "--on", "05/03/2023")
    amended(signed)
    assert "an amendment has its own" in signed.refused(3, "pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    assert "05/03/2023" in signed.refused(3, "pledge", "adopt", YEAR, "--meeting", "M1", "--consensus")


def test_an_amendment_is_not_adopted_before_what_it_amends(signed):
    signed.ok("meeting", "add", "M0", YEAR, "--kind", "other", "--on", "01/02/2023")
    amended(signed)
    assert "20/02/2023" in signed.refused(3, "pledge", "adopt", YEAR, "--meeting", "M0", "--consensus")


def test_status_tells_of_each_day_the_version_that_held_then(signed):
    lines = ("pledge adopted", "pledge signed by all", "mid-year results in", "results of the year in")

    def told(day):
        found = {line["what"]: line["state"] for line in signed.json("status", YEAR, "--on", day)}
        return {what: state for what, state in found.items() if what.startswith(lines)}

    days = ("19/02/2023", "20/02/2023", "29/06/2023")
    before = [told(day) for day in days]
    assert "pledge signed by all; waits for HT, QB, QT, TTH" in before[1]
    assert not [what for what in before[0] if "results" in what]
    amended(signed)
    assert [told(day) for day in days] == before
    signed.ok("pledge", "adopt", YEAR, "--meeting", "SK", "--consensus")
    signed.ok("pledge", "sign", YEAR, "QB", "--on", "30/06/2023")
    assert [told(day) for day in days] == before
    assert "pledge signed by all; waits for TH, NA, HT, QT, TTH" in told("30/06/2023")


def test_an_article_stands_with_its_document_and_is_corrected(signed):
    (item,) = show(signed)["items"]
    assert item["basis"] == ["14/KH-VKSTC; khoản 2 Điều 3"]
    signed.ok("pledge", "amend", YEAR, "--reason", "sửa căn cứ")
    signed.ok("pledge", "item", YEAR, "Nội dung chung", "--basis", "14/KH-VKSTC;Điều 4", "--number", "1")
    assert show(signed)["items"][0]["basis"] == ["14/KH-VKSTC; Điều 4"]
    signed.ok("pledge", "item", YEAR, "Nội dung chung", "--basis", "14/KH-VKSTC", "--number", "1")
    assert show(signed)["items"][0]["basis"] == ["14/KH-VKSTC"]
    said = signed.refused(3, "pledge", "item", YEAR, "Khác", "--basis", "14/KH-VKSTC; Điều 1,14/KH-VKSTC; Điều 2")
    assert "named twice" in said
    signed.refused(4, "pledge", "item", YEAR, "Khác", "--basis", "99/KH; Điều 1")


def test_a_goal_of_its_own_measures_the_unit_that_has_it(signed):
    for unit in ("TH", "NA"):
        signed.ok("pledge", "result", YEAR, "CT1", unit, "92,5", "--period", "year")
    rows = {row["unit"]: (row["goal"], row["outcome"]) for row in signed.json("pledge", "results", YEAR)}
    assert rows == {"TH": ("≥ 95", "missed"), "NA": ("≥ 90", "exceeded")}
    signed.ok("pledge", "amend", YEAR, "--reason", "sửa")
    assert "not given to HT" in signed.refused(
        3, "pledge", "target", YEAR, "CT1", "Tỷ lệ", "--goal", "≥ 90", "--unit-goal", "HT ≥ 80"
    )
    signed.ok("pledge", "strike", YEAR, "goal", "CT1", "TH")
    assert show(signed)["targets"][0]["goals"] == {}


def test_a_movement_registered_twice_is_corrected_and_ends_after_it_began(signed):
    signed.ok("pledge", "amend", YEAR, "--reason", "sửa")
    signed.ok("pledge", "movement", YEAR, "NTM", "--to", "30/11/2023")
    (row,) = show(signed)["movements"]
    assert (row["number"], row["aim"], row["launched_on"], row["closed_on"]) == (
        1,
        "Giúp một xã",
        "2023-03-01",
        "2023-11-30",
    )
    signed.refused(3, "pledge", "movement", YEAR, "NTM", "--to", "28/02/2023")
    signed.refused(4, "pledge", "movement", YEAR, "XYZ")
    signed.ok("pledge", "strike", YEAR, "movement", "NTM")
    assert show(signed)["movements"] == []
