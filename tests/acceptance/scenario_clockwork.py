"""A cluster through four years, with the merger of 1 July 2025 in between (NQ 84/2025/UBTVQH15).

Cụm 6 goes from six units to five, and 80 % of them from five votes to four. Votes, targets and days are invented for
the test; the units are those of the seeds.
"""

from harness import Register, same

NAMES = {
    "TH": "VKSND tỉnh Thanh Hóa",
    "NA": "VKSND tỉnh Nghệ An",
    "HT": "VKSND tỉnh Hà Tĩnh",
    "QB": "VKSND tỉnh Quảng Bình",
    "QT": "VKSND tỉnh Quảng Trị",
    "TTH": "VKSND tỉnh Thừa Thiên Huế",
}
BEFORE = list(NAMES)
AFTER = [unit for unit in NAMES if unit != "QB"]
DAY, LAW, CLAUSE = "01/07/2025", "84/2025/UBTVQH15", "Quy chế Cụm 6, Điều 7"


def founded(r: Register) -> None:
    r.ok("init", "--preset", "procuracy")
    r.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--authority", "VKSND tối cao")
    for code, name in NAMES.items():
        r.ok("unit", "add", code, name)
    r.ok("document", "add", "01/QC-C6", "--kind", "Quy chế", "--on", "15/02/2023")
    r.ok("rule", "add", "QC6", "--block", "C6", "--basis", "01/QC-C6", "--from", "15/02/2023", "--threshold", "80%",
         "--clause", CLAUSE)
    r.ok("year", "open", "C6/2023")
    r.ok("year", "join", "C6/2023", *BEFORE)
    r.ok("year", "lead", "C6/2023", "--head", "TH", "--deputy", "NA")


def launched(r: Register, year: int) -> None:
    code = f"C6/{year}"
    r.ok("document", "add", f"{year}/KH-C6", "--kind", "Kế hoạch", "--on", f"10/02/{year}", "--year", code)
    r.ok("document", "add", f"{year}/CTr-C6", "--kind", "Chương trình", "--on", f"10/02/{year}", "--year", code)
    r.ok("meeting", "add", f"PD{year}", code, "--kind", "launch", "--on", f"20/02/{year}")
    r.ok("pledge", "draft", code)
    r.ok("pledge", "target", code, "CT1", "Giải quyết đúng hạn", "--goal", "≥ 98", "--measure", "%")
    r.ok("pledge", "adopt", code, "--meeting", f"PD{year}", "--consensus")
    r.ok("pledge", "sign", code, "all", "--on", f"20/02/{year}")


def voted(r: Register, year: int, meeting: str, kind: str, day: str, nominee: str, agree: int, members: int) -> str:
    """A review with its vote; the ballot's fingerprint."""
    ballot = f"B{year}"
    r.ok("meeting", "add", meeting, f"C6/{year}", "--kind", kind, "--on", day)
    r.ok("meeting", "attend", meeting, "all")
    r.ok("ballot", "new", ballot, f"C6/{year}", "--meeting", meeting)
    r.ok("ballot", "nominate", ballot, nominee, "--award", "BK-VKSTC")
    r.ok("ballot", "teller", ballot, "Người kiểm phiếu")
    for verb in ("freeze", "open", "close"):
        r.ok("ballot", verb, ballot)
    r.ok("ballot", "count", ballot, "--returned", members, "--invalid", 0, "--votes", f"1={agree}/{members - agree}/0")
    r.ok("ballot", "seal", ballot)
    return r.json("ballot", "show", ballot)["fingerprint"]


def members(r: Register, year: int, *on: str) -> list[str]:
    words = ("--on", *on) if on else ()
    return [one["unit"] for one in r.json("year", "show", f"C6/{year}", *words)["members"]]


def states(r: Register, year: int, on: str) -> dict[str, str]:
    return {line["what"]: line["state"] for line in r.json("status", f"C6/{year}", "--on", on)}


def scenario_a_cluster_through_a_merger(r: Register) -> None:
    founded(r)
    launched(r, 2023)
    first = voted(r, 2023, "TK23", "yearend", "27/11/2023", "QB", 5, 6)
    r.ok("year", "exclude", "C6/2023", "HT", "--reason", "đang xem xét kỷ luật")
    r.ok("year", "handover", "C6/2023", "--to", "NA", "--on", "27/11/2023", "--meeting", "TK23")
    done = r.call("year", "open", "C6/2024", "--like", "C6/2023")
    same("year lead C6/2024 --head NA" in done.stderr, True, "last year's deputy is suggested")
    done = r.call("year", "lead", "C6/2024", "--head", "NA", "--deputy", "HT")
    same((done.returncode, "HT was not considered" in done.stderr), (0, True), "warned of, not forbidden")
    r.ok("year", "lead", "C6/2024", "--head", "NA", "--deputy", "QB")
    r.ok("year", "open", "C6/2025", "--like", "C6/2024")
    r.ok("year", "lead", "C6/2025", "--head", "QB", "--deputy", "TTH")
    launched(r, 2025)
    r.ok("pledge", "result", "C6/2025", "CT1", "QB", "97,5", "--period", "midyear")
    r.ok("duty", "receive", "BC6", "C6/2025", "QB", "TH", "--on", "28/06/2025")
    eve = r.json("status", "C6/2025", "--on", "30/06/2025")
    roll = r.json("year", "show", "C6/2025", "--on", "30/06/2025")

    r.ok("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", DAY, "--document", LAW)
    touched = r.json("unit", "merge", "QB", "QT", "--into", "QT", "--on", DAY, "--document", LAW)["touched"]
    told = [one["what"] for one in touched if one["year"] == "C6/2025"]
    same(told[:2], [f"6 members until then, 5 from {DAY} on",
                    f"80 % of the members: 5 votes until then, 4 from that day on ({CLAUSE})"], "six units become five")
    same("QB is head: choose again" in told, True, "the head is gone")
    same(r.json("status", "C6/2025", "--on", "30/06/2025"), eve, "the day before looks as it did")
    same(r.json("year", "show", "C6/2025", "--on", "30/06/2025"), roll, "and so do its members")
    same((members(r, 2025, "30/06/2025"), members(r, 2025, DAY), members(r, 2023)), (BEFORE, AFTER, BEFORE), "members")
    shown = r.json("year", "show", "C6/2025")
    same([one["name"] for one in shown["members"]][-1], "VKSND thành phố Huế", "under the name of the day")
    same(states(r, 2025, "02/07/2025")["a head in the place of QB, which is no member any more"], "overdue", "no head")
    r.ok("year", "lead", "C6/2025", "--head", "TTH", "--on", DAY, "--method", "agreed")
    same(states(r, 2025, "02/07/2025")["a head of the block (TTH)"], "done", "led again")
    owed = [one["unit"] for one in r.json("duty", "owed", "C6/2025", "--on", "02/07/2025") if one["report"] == "BC6"]
    same(owed, AFTER, "reports of those who are there")
    r.ok("pledge", "result", "C6/2025", "CT1", "QT", "98,5", "--period", "year")

    second = voted(r, 2025, "SK25", "midyear", "15/07/2025", "QT", 4, 5)
    sealed = r.json("ballot", "show", "B2025")
    same((sealed["entitled"], sealed["outcomes"][0]["needed"], sealed["outcomes"][0]["outcome"]), (5, 4, "passed"),
         "four of five are 80 %")
    old = r.json("ballot", "show", "B2023")
    same((old["entitled"], old["outcomes"][0]["needed"], old["outcomes"][0]["nominee"]), (6, 5, "QB"), "five of six were")
    for ballot, fingerprint in (("B2023", first), ("B2025", second)):
        r.ok("ballot", "verify", ballot, "--fingerprint", fingerprint)
    r.ok("ballot", "minutes", "B2023", "-o", "bien-ban-2023.xlsx")

    r.ok("year", "open", "C6/2026", "--like", "C6/2025")
    same(members(r, 2026), AFTER, "five go on")
    launched(r, 2026)
    same(r.json("pledge", "show", "C6/2026")["state"], "signed", "five signatures are all")
    rotation = [(one["year"], one["head"], one["from"]) for one in r.json("year", "rotation", "C6")]
    same(rotation, [(2023, "TH", "2023-01-01"), (2024, "NA", "2024-01-01"), (2025, "QB", "2025-01-01"),
                    (2025, "TTH", "2025-07-01"), (2026, None, "2026-01-01")], "who led when")
    for year in (2023, 2025, 2026):
        r.ok("export", "summary", f"C6/{year}", "-o", f"{year}.xlsx")
    same(workbook(r, 2023, "Thành viên"), list(NAMES.values()), "the workbook of 2023 knows nothing of 2025")
    same(workbook(r, 2026, "Thành viên"), [{**NAMES, "TTH": "VKSND thành phố Huế"}[unit] for unit in AFTER], "of 2026")
    r.refused(7, "status", "C6/2026", "--on", "31/08/2026", "--fail-on", "overdue")
    found = r.json("search", "quang binh")
    same(found[0]["command"], "emulation unit show QB", "found without accents")
    r.ok("check")
    r.ok("log", "verify")


def workbook(r: Register, year: int, sheet: str) -> list[str]:
    """The names in the third column of a sheet's table."""
    import openpyxl

    rows = openpyxl.load_workbook(r.folder / f"{year}.xlsx")[sheet].iter_rows(values_only=True)
    return [row[2] for row in rows if isinstance(row[0], int)]
