"""Cụm thi đua số 6, 2025: who may be proposed by the law of the day, and a proposal from its ballot to its end.

The block is that of the seeds; its people and their history are made for the test.
"""

from harness import Register, pick, same

HISTORY = """recipient,award,document,on,of_year,kind,for
Cán bộ Một (1975),CSTD-CS,22/QĐ,15/01/2023,2022,regular,
Cán bộ Một (1975),CSTD-CS,23/QĐ,15/01/2024,2023,regular,
Cán bộ Một (1975),CSTD-CS,24/QĐ,15/01/2025,2024,regular,
HAI,CSTD-CS,21/QĐ,15/01/2022,2021,regular,
HAI,CSTD-CS,23/QĐ,15/01/2024,2023,regular,
HAI,CSTD-CS,24/QĐ,15/01/2025,2024,regular,
TH,TTLDTT,30/QĐ,20/11/2025,2025,regular,
NA,TTLDTT,30/QĐ,20/11/2025,2025,regular,
"""
CHAIN = "CSTDKSND.3CSTDCS"


def founded(r: Register) -> None:
    r.ok("init", "--preset", "procuracy")
    r.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--sector", "Kiểm sát nhân dân")
    for code, name in (("TH", "Thanh Hóa"), ("NA", "Nghệ An"), ("HT", "Hà Tĩnh"), ("QT", "Quảng Trị")):
        r.ok("unit", "add", code, f"VKSND tỉnh {name}")
    r.ok("year", "open", "C6/2025")
    r.ok("year", "join", "C6/2025", "TH", "NA", "HT", "QT")
    r.ok("person", "add", "MOT", "Cán bộ Một", "--unit", "TH", "--born", "1975", "--recruited", "01/03/2010")
    r.ok("person", "add", "HAI", "Cán bộ Hai", "--unit", "NA", "--born", "1980")
    r.ok("import", "commendations", "-", stdin=HISTORY)


def checks(record) -> dict:
    return {one["check"]: one["verdict"] for one in record["checks"]}


def scenario_who_may_be_proposed_and_what_became_of_it(r: Register) -> None:
    founded(r)
    found = r.json("nomination", "check", "C6/2025", "--award", "CSTD-KSND", "--on", "25/11/2025")
    same({one["recipient"]: checks(one)[CHAIN] for one in found}, {"MOT": "met", "HAI": "not-met"}, "three in a row")
    for code, who in (("DX-1", "MOT"), ("DX-2", "HAI")):
        r.ok("nomination", "add", code, "C6/2025", who, "--award", "CSTD-KSND", "--on", "25/11/2025")
    submit = ("nomination", "submit", "DX-1", "DX-2", "--document", "15/TTr-C6", "--on", "27/11/2025")
    r.refused(3, *submit)
    r.ok("nomination", "override", "DX-2", CHAIN, "--reason", "Gián đoạn do đi học", "--document", "5/BB")
    r.ok("nomination", "attest", "DX-1", "CSTDKSND.SANGKIEN", "met", "--document", "12/CN-SK")
    same(pick(r.json("nomination", "check", "C6/2025", "--on", "26/11/2025"), id="DX-1")["outcome"], "met", "all is met")
    r.ok("nomination", "dossier", "DX-1", "--has", "all", "--on", "26/11/2025")
    r.ok("nomination", "complete", "DX-1", "--on", "26/11/2025")
    r.ok(*submit)
    r.ok("nomination", "review", "DX-1", "kept", "--on", "05/12/2025", "--document", "7/BB-HĐ")
    r.ok("nomination", "review", "DX-2", "changed", "--award", "BK-VKSTC-CN", "--on", "05/12/2025")
    r.ok("salary", "add", "01/07/2025", "1000000", "--document", "9/NĐ")
    for code in ("DX-1", "DX-2"):
        r.ok("nomination", "decide", code, "granted", "--document", "400/QĐ", "--on", "20/12/2025")
    r.ok("nomination", "hand-over", "DX-1", "--on", "25/12/2025")
    listed = r.json("nomination", "list", "C6/2025")
    same([one["state"] for one in listed], ["handed-over", "granted"], "each to its end")
    same([one["council"] for one in listed], ["kept", "changed"], "what the council made of them")
    same(len(listed[1]["overrides"]), 1, "the list carries what was set aside")
    granted = r.json("commendation", "list", "--unit", "NA")
    same([one["award"] for one in granted if one["document"] == "400/QĐ"], ["BK-VKSTC-CN"], "as the council changed it")
    r.ok("nomination", "cancel", "DX-2", "--on", "10/01/2026", "--document", "1/QĐ-HB", "--reason", "kê khai sai")
    numbers = pick(r.json("statistics", "0603", "2025"), code="01")
    same((numbers["total"], numbers["fighter"], numbers["merit"]), (2, 1, 1), "both stood at the year's end")
    r.ok("nomination", "sheet", "C6/2025", "-o", "danh-sach.xlsx")
    r.ok("commendation", "book", "-o", "so.xlsx")
    r.ok("statistics", "0603", "2025", "-o", "0603.xlsx")


def scenario_the_quota_of_the_sector_and_that_of_the_block(r: Register) -> None:
    founded(r)
    for code, unit in (("T-1", "TH"), ("T-2", "NA")):
        r.ok("nomination", "add", code, "C6/2025", unit, "--award", "TTLDXS", "--on", "25/11/2025")
    found = r.json("nomination", "check", "C6/2025", "--on", "26/11/2025")
    same([checks(one)["TTLDXS.2024"] for one in found], ["not-met", "not-met"], "two, where a fifth of two is one")
    r.ok("nomination", "cancel", "T-2", "--on", "26/11/2025", "--reason", "cụm chọn một")
    found = r.json("nomination", "check", "C6/2025", "--on", "26/11/2025")
    same([checks(one)["TTLDXS.2024"] for one in found], ["met"], "one is within it")
    r.ok("document", "add", "9/HD-C6", "--kind", "HD", "--on", "01/03/2025")
    quota = ("quota", "add", "Q", "--award", "CTD-KSND", "--block", "C6", "--year", "2025", "--number", "1")
    r.refused(3, *quota)
    r.ok(*quota, "--basis", "9/HD-C6")
    r.ok("discipline", "add", "HT", "--kind", "inquiry", "--from", "01/02/2025", "--document", "7/TB")
    found = r.json("nomination", "check", "C6/2025", "HT", "--award", "BK-VKSTC", "--on", "01/06/2025")
    same(found[0]["outcome"], "not-met", "an inquiry is open")
