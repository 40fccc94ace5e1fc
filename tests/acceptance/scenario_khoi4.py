"""Khối thi đua số 4 VKSND tối cao, 2023 and 2024: a year from files, a block of four, and what is mended (seed 001).

The article gives the block, its four units, the head and the head's person, the launch conference of 01/03/2023, the
theme, the guest who follows the block, the documents and the pledge's content by units. Everything else below is
invented for the test: the movement's code, the year 2024 with its meetings and every ballot in it, the council and its
numbers, the mid-year conference, the targets with their figures and results, who signed by name.
"""

import json

from harness import Register, pick, same

UNITS = [
    ("TCKS", "Tạp chí Kiểm sát"),
    ("DHKS", "Trường Đại học Kiểm sát Hà Nội"),
    ("DTBD", "Trường Đào tạo, bồi dưỡng nghiệp vụ kiểm sát tại TP. Hồ Chí Minh"),
    ("BVPL", "Báo Bảo vệ pháp luật"),
]
CODES = [code for code, _ in UNITS]
UNITS_JSON = json.dumps([{"code": code, "name": name} for code, name in UNITS], ensure_ascii=False)
THEME = "Đoàn kết, gương mẫu, trách nhiệm, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2023"
HEAD = "Hoàng Anh Tuyên, Tổng Biên tập Tạp chí Kiểm sát"
TELLERS = ("Người kiểm phiếu một", "Người kiểm phiếu hai")
FILES = {
    "documents": """number,kind,on,issuer
14/KH-VKSTC,Kế hoạch,10/02/2023,VKSND tối cao
05/CT-VKSTC,Chỉ thị,08/06/2021,Viện trưởng VKSND tối cao
596/QĐ-VKSTC,Quyết định,20/12/2018,Viện trưởng VKSND tối cao
""",
    "movements": """code,name,scope,kind
TD23,"Đoàn kết, gương mẫu, trách nhiệm, vượt khó",sector,regular
""",
    "meetings": """code,kinds,on,mode
PD23,launch,01/03/2023,in-person
SK23,midyear,2023-07-10,in-person
""",
    "attendance": """meeting,unit,state,person,reason
PD23,TCKS,present,"Hoàng Anh Tuyên, Tổng Biên tập Tạp chí Kiểm sát",
PD23,DHKS,present,,
PD23,DTBD,present,,
PD23,BVPL,present,,
SK23,TCKS,present,,
SK23,BVPL,absent,,đi công tác
""",
    "pledge-items": """text,units,basis
"Triển khai, tổ chức thực hiện hiệu quả kế hoạch đào tạo, bồi dưỡng","DHKS,DTBD",14/KH-VKSTC
Đổi mới công tác tuyên truyền của ngành,"TCKS,BVPL","05/CT-VKSTC,596/QĐ-VKSTC"
""",
    "targets": """code,name,goal,measure,units
LOP,Số lớp bồi dưỡng,>= 20,lớp,"DHKS,DTBD"
DUNG,Tỷ lệ bài đăng đúng hạn,"≥ 98,5",%,"TCKS,BVPL"
""",
    "signatures": """unit,signed_on,by
TCKS,01/03/2023,"Hoàng Anh Tuyên, Tổng Biên tập"
DHKS,01/03/2023,
DTBD,01/03/2023,
BVPL,01/03/2023,
""",
    "results": """target,unit,period,actual
LOP,DHKS,year,24
LOP,DTBD,year,19
DUNG,TCKS,year,"98,5"
""",
}


def opened(r: Register, year: int = 2023) -> None:
    """A register with the block, its four units and one year."""
    r.ok("init", "--preset", "procuracy")
    r.ok("block", "add", "K4", "Khối thi đua số 4 VKSND tối cao", "--kind", "block", "--authority", "VKSND tối cao")
    r.ok("import", "units", "-", stdin=UNITS_JSON)
    r.ok("year", "open", f"K4/{year}", "--theme", THEME)
    r.ok("year", "join", f"K4/{year}", *CODES)
    r.ok("year", "lead", f"K4/{year}", "--head", "TCKS", "--method", "unstated", "--person", HEAD)


def voted(r: Register, ballot: str, votes: list[str], *, returned: int) -> list[dict]:
    """Freeze, open, close, count and seal; the outcomes."""
    r.ok("ballot", "teller", ballot, *TELLERS)
    for verb in ("freeze", "open", "close"):
        r.ok("ballot", verb, ballot)
    words = [word for vote in votes for word in ("--votes", vote)]
    r.ok("ballot", "count", ballot, "--returned", returned, "--invalid", "0", *words)
    r.ok("ballot", "seal", ballot)
    return r.json("ballot", "show", ballot)["outcomes"]


def scenario_four_fifths_of_four_is_everybody(r: Register) -> None:
    opened(r, 2024)
    r.ok("meeting", "add", "LAST", "K4/2024", "--kind", "other", "--on", "30/09/2024", "--host", "TCKS")
    r.ok("meeting", "add", "AFTER", "K4/2024", "--kind", "other", "--on", "01/10/2024", "--host", "TCKS")
    for meeting in ("LAST", "AFTER"):
        r.ok("meeting", "attend", meeting, "all")
    awards = r.json("award", "list", "--on", "01/10/2024")
    same(pick(awards, code="CTD-KSND")["rule"], None, "no rule with a source from that day")
    r.ok("ballot", "new", "B1", "K4/2024", "--meeting", "LAST", "--mode", "secret")
    r.ok("ballot", "nominate", "B1", "DHKS", "--award", "CTD-KSND")
    r.ok("ballot", "nominate", "B1", "BVPL", "--award", "CTD-KSND")
    outcomes = voted(r, "B1", ["1=3/1/0", "2=4/0/0"], returned=4)
    same([(row["agree"], row["base"], row["needed"], row["outcome"]) for row in outcomes],
         [(3, 4, 4, "not-passed"), (4, 4, 4, "passed")], "80% of four members is all four")
    same(r.json("ballot", "show", "B1")["rule"],
         {"numerator": 4, "denominator": 5, "comparison": "at-least", "base": "members"}, "the award's own rule")
    same([row["recipient"] for row in r.json("nomination", "list", "K4/2024")], ["BVPL"], "what passed is proposed")
    r.ok("ballot", "new", "B2", "K4/2024", "--meeting", "AFTER", "--mode", "secret")
    r.ok("ballot", "nominate", "B2", "DHKS", "--award", "CTD-KSND")
    r.ok("ballot", "teller", "B2", *TELLERS)
    message = r.refused(3, "ballot", "freeze", "B2", says="CTD-KSND")
    same("emulation ballot rule B2" in message, True, "the command that mends it is named")
    same(r.json("ballot", "show", "B2")["state"], "draft", "still a draft")
    r.ok("ballot", "rule", "B2", "--threshold", "3/4", "--of", "members")
    r.ok("ballot", "freeze", "B2")


def scenario_second_round_of_a_tie(r: Register) -> None:
    opened(r, 2024)
    r.ok("meeting", "add", "TK24", "K4/2024", "--kind", "yearend", "--on", "15/12/2024")
    r.ok("meeting", "attend", "TK24", "all")
    r.ok("ballot", "new", "B1", "K4/2024", "--meeting", "TK24", "--threshold", "1/2", "--more-than", "--of", "members", "--seats", "2")
    for unit in CODES:
        r.ok("ballot", "nominate", "B1", unit, "--award", "BK-VKSTC")
    outcomes = voted(r, "B1", ["1=4/0/0", "2=3/1/0", "3=2/2/0", "4=3/0/1"], returned=4)
    same([row["outcome"] for row in outcomes], ["passed", "tied", "not-passed", "tied"], "one seat, two with three votes")
    same([row["id"] for row in r.json("nomination", "list", "K4/2024")], ["B1-1"], "who is tied is not proposed")
    r.ok("ballot", "second-round", "B1", "B2")
    second = r.json("ballot", "show", "B2")
    same((second["state"], [row["code"] for row in second["nominees"]]), ("draft", ["DHKS", "BVPL"]), "the tied alone")
    r.ok("ballot", "rule", "B2", "--seats", "1")
    same([row["outcome"] for row in voted(r, "B2", ["1=3/1/0", "2=1/3/0"], returned=4)], ["passed", "not-passed"], "one seat")
    same(sorted(row["id"] for row in r.json("nomination", "list", "K4/2024")), ["B1-1", "B2-1"], "one of each round")
    r.ok("ballot", "verify", "B2")


def take(r: Register, kind: str, text: str, *more: str) -> dict:
    """Import the text of a CSV file as it would come from a spreadsheet; the report."""
    path = r.folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    return r.json("import", kind, path, *more)


def counts(report: dict) -> tuple[int, ...]:
    """new, changed, unchanged, rejected."""
    return tuple(report[key] for key in ("new", "changed", "unchanged", "rejected"))


def scenario_a_year_from_files(r: Register) -> None:
    r.ok("init", "--preset", "procuracy")
    same(counts(r.json("import", "units", "-", stdin=UNITS_JSON)), (4, 0, 0, 0), "units from JSON on standard input")
    blocks = "code,name,kind,authority\nK4,Khối thi đua số 4 VKSND tối cao,block,VKSND tối cao\n"
    years = f'block,year,theme\nK4,2023,"{THEME}"\n'
    members = "unit,order\n" + "".join(f"{code},{place}\n" for place, code in enumerate(CODES, start=1))
    taken = {"blocks": (blocks,), "years": (years,), "members": (members, "--year", "K4/2023")}
    for kind, (text, *more) in taken.items():
        same(counts(take(r, kind, text, *more))[1:], (0, 0, 0), f"all {kind} are new")
    for kind, text in FILES.items():
        if kind == "pledge-items":
            r.ok("pledge", "draft", "K4/2023")
        if kind == "signatures":
            r.refused(3, "pledge", "sign", "K4/2023", "TCKS", "--on", "01/03/2023", says="adopt")
            r.ok("pledge", "adopt", "K4/2023", "--meeting", "PD23", "--consensus")
        taken[kind] = (text, "--year", "K4/2023")
        rows = text.strip().count("\n")
        same(counts(take(r, kind, *taken[kind])), (rows, 0, 0, 0), f"all {kind} are new")
    year = r.json("year", "show", "K4/2023")
    same(([row["unit"] for row in year["members"]], year["theme"]), (CODES, THEME), "members in order, theme")
    same(r.json("pledge", "show", "K4/2023")["state"], "signed", "everybody signed")
    results = r.json("pledge", "results", "K4/2023", "--period", "year")
    same([(row["target"], row["unit"], row["actual"], row["achieved"]) for row in results],
         [("LOP", "DHKS", 24, True), ("LOP", "DTBD", 19, False), ("DUNG", "TCKS", 98.5, True)], "results")
    before = r.db.read_bytes()
    for kind, (text, *more) in taken.items():
        report = take(r, kind, text, *more)
        same(counts(report), (0, 0, report["rows"], 0), f"the same {kind} again change nothing")
    same(r.db.read_bytes() == before, True, "nothing written")
    edited = FILES["results"].replace("DTBD,year,19", "DTBD,year,20")
    (r.folder / "edited.csv").write_text(edited, encoding="utf-8")
    r.refused(3, "import", "results", r.folder / "edited.csv", "--year", "K4/2023", says="--update")
    same(r.db.read_bytes() == before, True, "a difference is not taken in unasked")
    report = r.json("import", "results", r.folder / "edited.csv", "--year", "K4/2023", "--update")
    same(counts(report), (0, 1, 2, 0), "one row corrected")
    same(pick(r.json("pledge", "results", "K4/2023", "--period", "year"), unit="DTBD")["achieved"], True, "now met")
    r.ok("check")


def scenario_typing_errors_are_mended(r: Register) -> None:
    opened(r)
    r.ok("meeting", "add", "PD23", "K4/2023", "--kind", "midyear", "--on", "03/01/2023", "--place", "Hà Nôi")
    r.ok("meeting", "edit", "PD23", "--kind", "launch", "--on", "01/03/2023", "--place", "Hà Nội")
    shown = r.json("meeting", "show", "PD23")
    same((shown["kinds"], shown["on"], shown["place"]), (["launch"], "2023-03-01", "Hà Nội"), "the meeting corrected")
    r.ok("meeting", "attend", "PD23", "all")
    r.ok("meeting", "add", "NHAM", "K4/2023", "--kind", "other", "--on", "01/03/2023")
    r.ok("meeting", "remove", "NHAM", "--yes")
    r.ok("pledge", "draft", "K4/2023")
    r.ok("pledge", "target", "K4/2023", "LOP", "Số lớp", "--goal", "≥ 200")
    r.ok("pledge", "target", "K4/2023", "LOP", "Số lớp bồi dưỡng", "--goal", "≥ 20")
    r.ok("pledge", "target", "K4/2023", "THUA", "Gõ nhầm", "--goal", "≥ 1")
    r.ok("pledge", "strike", "K4/2023", "target", "THUA", "--yes")
    same([(row["code"], row["name"], row["goal"]) for row in r.json("pledge", "show", "K4/2023")["targets"]],
         [("LOP", "Số lớp bồi dưỡng", "≥ 20")], "one target, corrected")
    r.ok("pledge", "adopt", "K4/2023", "--meeting", "PD23", "--consensus")
    r.ok("pledge", "sign", "K4/2023", *CODES, "--on", "01/03/2023")
    r.refused(3, "meeting", "remove", "PD23", "--yes", says="K4/2023")
    r.ok("pledge", "strike", "K4/2023", "signature", "BVPL", "--yes")
    pledge = r.json("pledge", "show", "K4/2023")
    same((pledge["state"], pledge["missing"]), ("adopted", ["BVPL"]), "a signature taken back")
    r.ok("ballot", "new", "B1", "K4/2023", "--meeting", "PD23", "--threshold", "80%", "--of", "members")
    for unit in ("DHKS", "TCKS", "BVPL"):
        r.ok("ballot", "nominate", "B1", unit, "--award", "BK-VKSTC")
    r.ok("ballot", "drop", "B1", "2")
    same([(row["number"], row["code"]) for row in r.json("ballot", "show", "B1")["nominees"]],
         [(1, "DHKS"), (2, "BVPL")], "those after a dropped nominee move up")
    same([row["outcome"] for row in voted(r, "B1", ["1=4/0/0", "2=4/0/0"], returned=4)], ["passed"] * 2, "both passed")
    r.ok("nomination", "submit", "B1-1", "--document", "12/TTr", "--on", "05/03/2023")
    r.ok("nomination", "decide", "B1-1", "granted", "--document", "301/QĐ", "--on", "20/03/2023")
    same(len(r.json("commendation", "list")), 1, "granted")
    r.ok("nomination", "retract", "B1-1", "--reason", "nhầm dòng")
    same(r.json("commendation", "list"), [], "the commendation goes with the decision")
    same(pick(r.json("nomination", "list", "K4/2023"), id="B1-1")["state"], "submitted", "one step back")
    r.ok("nomination", "decide", "B1-1", "refused", "--on", "20/03/2023", "--reason", "chưa đủ hồ sơ")
    r.ok("year", "close", "K4/2023")
    r.refused(3, "pledge", "sign", "K4/2023", "BVPL", "--on", "02/03/2023", says="closed")
    r.ok("year", "reopen", "K4/2023", "--reason", "thiếu một chữ ký")
    r.ok("pledge", "sign", "K4/2023", "BVPL", "--on", "02/03/2023")
    shown = r.json("pledge", "show", "K4/2023")
    same((shown["state"], r.json("year", "show", "K4/2023")["state"]), ("signed", "open"), "mended after reopening")
    r.ok("log", "verify")


def scenario_a_council_counted_twice(r: Register) -> None:
    opened(r, 2024)
    r.ok("meeting", "add", "HD24", "K4/2024", "--kind", "council", "--on", "20/11/2024")
    r.ok("ballot", "new", "B1", "K4/2024", "--meeting", "HD24", "--threshold", "90%", "--of", "members", "--double-entry")
    for unit in ("DHKS", "BVPL"):
        r.ok("ballot", "nominate", "B1", unit, "--award", "BK-VKSTC")
    r.ok("ballot", "teller", "B1", *TELLERS)
    numbers = ("--entitled-number", "15", "--present-number", "12", "--written-number", "2")
    r.refused(3, "ballot", "roll", "B1", *numbers[:4], "--written-number", "4", says="15")
    r.ok("ballot", "roll", "B1", *numbers)
    for verb in ("freeze", "open", "close"):
        r.ok("ballot", verb, "B1")
    count = ("ballot", "count", "B1", "--returned", "14", "--invalid", "0", "--votes", "1=14/0/0", "--votes")
    r.ok(*count, "2=13/1/0", "--entry", "1")
    r.refused(3, "ballot", "seal", "B1", says="--entry 2")
    r.ok(*count, "2=12/1/1", "--entry", "2")
    message = r.refused(3, "ballot", "seal", "B1", says="2: 13/1/0 / 12/1/1")
    same("nominee 1" in message, False, "only what differs is told")
    same(r.json("ballot", "show", "B1")["outcomes"], [], "no totals before the seal")
    r.refused(3, *count, "2=13/1/0", "--entry", "2", says="--reason")
    r.ok(*count, "2=13/1/0", "--entry", "2", "--reason", "đọc nhầm một phiếu")
    r.ok("ballot", "seal", "B1")
    sealed = r.json("ballot", "show", "B1")
    same([sealed[key] for key in ("entitled", "present", "written", "issued", "returned", "valid", "invalid")],
         [15, 12, 2, 14, 14, 14, 0], "the paper adds up")
    same([(row["agree"], row["base"], row["needed"], row["outcome"]) for row in sealed["outcomes"]],
         [(14, 15, 14, "passed"), (13, 15, 14, "not-passed")], "90% of fifteen members is fourteen")
    r.ok("ballot", "verify", "B1", "--fingerprint", sealed["fingerprint"])
