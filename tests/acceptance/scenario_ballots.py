"""A council by the law's own rule, a block by its own regulation, a count again, and the papers of a vote.

Everything here is invented for the test but the rules: NĐ 91/2017/NĐ-CP Điều 45 khoản 8 (councils) and TT 01/2019/TT-VKSTC
Điều 20 (Cờ thi đua của ngành KSND).
"""

import shutil

from harness import Register, same

UNITS = ("TH", "NA", "HT", "QB", "QT", "TTH")
TELLERS = ("Người kiểm phiếu một", "Người kiểm phiếu hai")


def opened(r: Register, year: int, day: str) -> None:
    r.ok("init", "--preset", "procuracy")
    r.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--authority", "VKSND tối cao")
    for code in UNITS:
        r.ok("unit", "add", code, f"VKSND tỉnh {code}")
    r.ok("year", "open", f"C6/{year}")
    r.ok("year", "join", f"C6/{year}", *UNITS)
    r.ok("meeting", "add", "HN", f"C6/{year}", "--kind", "yearend", "--on", day)
    r.ok("meeting", "attend", "HN", *UNITS)


def drafted(r: Register, code: str, year: int, *nominees: str, options: tuple[str, ...] = ()) -> None:
    r.ok("ballot", "new", code, f"C6/{year}", "--meeting", "HN", *options)
    for unit, award in (nominee.split(":") for nominee in nominees):
        r.ok("ballot", "nominate", code, unit, "--award", award)
    r.ok("ballot", "teller", code, *TELLERS)


def step(r: Register, code: str, *verbs: str) -> None:
    for verb in verbs:
        r.ok("ballot", verb, code)


def scenario_a_council_by_the_law(r: Register) -> None:
    opened(r, 2023, "20/11/2023")
    r.ok("person", "add", "CN1", "Cán bộ một", "--unit", "TH")
    drafted(r, "HD", 2023, "CN1:CSTD-TQ")
    message = r.refused(3, "ballot", "freeze", "HD", says="CSTD-TQ")
    same("emulation ballot rule HD" in message, True, "the law knows no rule of a block for it")
    r.ok("ballot", "roll", "HD", "--entitled-number", "29", "--present-number", "27", "--written-number", "2")
    rule = r.json("ballot", "rule", "HD")
    same((rule["needed"], rule["base"], rule["mode"]), (27, 29, "secret"), "90 % of all members of the council")
    same("Điều 45 khoản 8" in rule["words"], True, "with its clause")
    step(r, "HD", "freeze", "open", "close")
    r.ok("ballot", "count", "HD", "--returned", "29", "--invalid", "1", "--votes", "1=26/2/0", "--printed", "32", "--spoiled", "1")
    r.refused(3, "ballot", "count", "HD", "--returned", "29", "--invalid", "0", "--votes", "1=26/3/0", says="--reason")
    r.ok("ballot", "count", "HD", "--returned", "29", "--invalid", "0", "--votes", "1=26/3/0", "--printed", "32",
         "--spoiled", "1", "--reason", "một phiếu hợp lệ xếp nhầm")
    step(r, "HD", "seal")
    sealed = r.json("ballot", "show", "HD")
    same([(one["agree"], one["needed"], one["outcome"]) for one in sealed["outcomes"]], [(26, 27, "not-passed")],
         "26 of 29 is not 90 %, though it rounds to it")
    same((sealed["printed"], sealed["spoiled"], sealed["issued"]), (32, 1, 29), "the paper")
    r.ok("ballot", "minutes", "HD", "-o", "bien-ban.xlsx")
    r.refused(9, "ballot", "minutes", "HD", "-o", "bien-ban.xlsx")
    entry = r.json("log", "--limit", "1")[0]
    r.ok("log", "verify", "--head", entry["hash"])


def scenario_a_block_by_its_own_regulation(r: Register) -> None:
    opened(r, 2023, "20/11/2023")
    drafted(r, "B1", 2023, "TH:CTD-KSND")
    same(r.json("ballot", "rule", "B1")["words"],
         "5 of 6 members (at least 80 %, Thông tư 01/2019/TT-VKSTC, Điều 20)", "the law's rule, in words")
    r.ok("document", "add", "01/QC-C6", "--kind", "Quy chế", "--on", "15/02/2023")
    r.refused(3, "rule", "add", "QC6", "--block", "C6", "--from", "15/02/2023", "--threshold", "100%", "--clause",
              "Quy chế Cụm 6, Điều 5", says="document")
    r.ok("rule", "add", "QC6", "--block", "C6", "--basis", "01/QC-C6", "--from", "15/02/2023", "--threshold", "100%",
         "--self-voting", "barred", "--clause", "Quy chế Cụm 6, Điều 5")
    rule = r.json("ballot", "rule", "B1")
    same((rule["needed"], rule["self_voting"]), (6, "barred"), "the block's own regulation goes before the law")
    same(any("never be met" in caution for caution in rule["cautions"]), True, "six of the five others")
    r.ok("ballot", "freeze", "B1")
    r.ok("ballot", "unfreeze", "B1", "--reason", "quy chế không thể đạt")
    r.ok("rule", "edit", "QC6", "--threshold", "4/5")
    step(r, "B1", "freeze", "open", "close")
    r.refused(3, "ballot", "count", "B1", "--returned", "6", "--invalid", "0", "--votes", "1=6/0/0", says="6 of 6")
    r.ok("ballot", "count", "B1", "--returned", "6", "--invalid", "0", "--votes", "1=5/0/1")
    step(r, "B1", "seal", "verify")
    same(r.json("ballot", "show", "B1")["outcomes"][0]["outcome"], "passed", "all five others")


def scenario_the_papers_of_a_vote(r: Register) -> None:
    opened(r, 2023, "20/11/2023")
    drafted(r, "B1", 2023, "TH:CTD-KSND", "NA:CTD-KSND", options=("--double-entry",))
    r.refused(3, "ballot", "slips", "B1", "-o", "phieu.xlsx", says="freeze")
    step(r, "B1", "freeze")
    r.ok("ballot", "slips", "B1", "-o", "phieu.xlsx")
    first = (r.folder / "phieu.xlsx").read_bytes()
    r.ok("ballot", "slips", "B1", "-o", "phieu.xlsx", "--force")
    same((r.folder / "phieu.xlsx").read_bytes(), first, "same data, same bytes")
    step(r, "B1", "open", "close")
    r.ok("ballot", "form", "B1", "-o", "kiem-phieu.xlsx")
    r.refused(3, "ballot", "count", "B1", "--form", "kiem-phieu.xlsx", says="row")
    r.refused(3, "ballot", "minutes", "B1", "-o", "bien-ban.xlsx", says="count")
    for entry in ("1", "2"):
        r.ok("ballot", "count", "B1", "--returned", "6", "--invalid", "0", "--votes", "1=6/0/0,2=4/2/0", "--entry", entry)
    shutil.copy(r.db, r.folder / "truoc.db")
    step(r, "B1", "seal")
    r.ok("ballot", "minutes", "B1", "-o", "bien-ban.xlsx")
    r.ok("log", "verify", "--against", "truoc.db")
    r.refused(7, "log", "verify", "--against", str(r.db), "--db", "truoc.db", says="entry")
