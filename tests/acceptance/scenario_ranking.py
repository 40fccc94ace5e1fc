"""From pledge to ranking in a block of eight units: by commands, and from files, in both languages.

The units are those of the block of internal affairs in the seeds; targets, results and points are invented for the test.
"""

import csv

from harness import Register, same

UNITS = {
    "VKS": "Viện kiểm sát nhân dân tỉnh",
    "CA": "Công an tỉnh",
    "BCHQS": "Bộ Chỉ huy Quân sự tỉnh",
    "BDBP": "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "TA": "Tòa án nhân dân tỉnh",
    "STP": "Sở Tư pháp",
    "TTR": "Thanh tra tỉnh",
    "THADS": "Cục Thi hành án dân sự tỉnh",
}
YEAR = "NC/2023"
TARGETS = {"CT1": ("Tỷ lệ giải quyết đúng hạn", "≥ 90", "%"), "CT2": ("Số mô hình mới", "≥ 2", "mô hình")}
CT1 = dict(zip(UNITS, ("95,5", "90", "88", "97,25", "91", "90", "99", "85"), strict=True))
CT2 = dict(zip(UNITS, ("2", "3", "1", "2", "4", "2", "5", "0"), strict=True))
CRITERIA = [
    ("I", "group", "Nhiệm vụ chuyên môn", "", "60", ""),
    ("I.1", "points", "Kết quả công tác", "I", "40", ""),
    ("I.2", "points", "Cải cách hành chính", "I", "20", ""),
    ("II", "points", "Công tác thi đua, khen thưởng", "", "40", ""),
    ("T", "bonus", "Được tặng cờ", "", "10", ""),
    ("TR", "penalty", "Gửi báo cáo chậm", "", "", ""),
    ("XS", "class", "Hoàn thành xuất sắc", "", "", "90"),
    ("T1", "class", "Hoàn thành tốt", "", "", "70"),
]
POINTS = {
    "VKS": {"I.1": "38,5", "I.2": "19", "II": "39,5", "T": "10"},  # 97 + 10 = 107
    "CA": {"I.1": "36", "I.2": "18", "II": "36"},
    "BCHQS": {"I.1": "35,25", "I.2": "18,75", "II": "36"},
    "BDBP": {"I.1": "30", "I.2": "15", "II": "30"},
    "TA": {"I.1": "40", "I.2": "20", "II": "40", "TR": "2"},
    "STP": {"I.1": "28", "I.2": "14", "II": "27,99"},
    "TTR": {"I.1": "36", "I.2": "17", "II": "33"},
    "THADS": {"I.1": "20", "I.2": "10", "II": "20,5"},
}
RANKING = [
    (1, "VKS", 107, False, "Hoàn thành xuất sắc"),
    (2, "TA", 98, False, "Hoàn thành xuất sắc"),
    (3, "CA", 90, True, "Hoàn thành xuất sắc"),
    (3, "BCHQS", 90, True, "Hoàn thành xuất sắc"),
    (5, "TTR", 86, False, "Hoàn thành tốt"),
    (6, "BDBP", 75, False, "Hoàn thành tốt"),
    (7, "STP", 69.99, False, None),
    (8, "THADS", 50.5, False, None),
]


def founded(r: Register) -> None:
    r.ok("init")
    r.ok("block", "add", "NC", "Khối thi đua Nội chính", "--kind", "block")
    for code, name in UNITS.items():
        r.ok("unit", "add", code, name)
    r.ok("year", "open", YEAR)
    r.ok("year", "join", YEAR, *UNITS)
    r.ok("meeting", "add", "PD", YEAR, "--kind", "launch", "--on", "26/04/2023")
    r.ok("pledge", "draft", YEAR, "--title", "Giao ước thi đua năm 2023")


def by_commands(r: Register) -> None:
    """Everything typed, one thing after the other."""
    for code, (name, goal, measure) in TARGETS.items():
        r.ok("pledge", "target", YEAR, code, name, "--goal", goal, "--measure", measure)
    agreed(r)
    for code, name, kind, group, most, least in ((c, n, k, g, m, le) for c, k, n, g, m, le in CRITERIA):
        given = {"--name": name, "--kind": kind, "--group": group, "--most": most, "--least": least}
        r.ok("score", "line", YEAR, code, *(word for pair in given.items() if pair[1] for word in pair))
    for target, values in (("CT1", CT1), ("CT2", CT2)):
        for unit, value in values.items():
            r.ok("pledge", "result", YEAR, target, unit, value, "--period", "year", "--on", "25/11/2023")
    for unit, points in POINTS.items():
        r.ok("score", "enter", YEAR, unit, *(f"{code}={value}" for code, value in points.items()), "--stage", "self")


def agreed(r: Register) -> None:
    r.ok("pledge", "adopt", YEAR, "--meeting", "PD", "--consensus")
    r.ok("pledge", "sign", YEAR, "all", "--on", "26/04/2023")


def written(r: Register, name: str, headings: tuple[str, ...], rows: list) -> str:
    with (r.folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return name


def from_files(r: Register) -> None:
    """Everything from files with Vietnamese headings, each of them taken in twice: the second time nothing changes."""
    targets = [(YEAR, code, name, goal, measure) for code, (name, goal, measure) in TARGETS.items()]
    headings = ("Năm thi đua", "Mã", "Nội dung chỉ tiêu", "Kế hoạch", "Đơn vị tính")
    taken(r, "targets", written(r, "chi-tieu.csv", headings, targets))
    agreed(r)
    lines = [(YEAR, *line) for line in CRITERIA]
    headings = ("Năm thi đua", "Mã", "kind", "name", "group", "most", "least")
    taken(r, "criteria", written(r, "tieu-chi.csv", headings, lines))
    results = [
        (YEAR, target, unit, "year", value, "25/11/2023")
        for target, values in (("CT1", CT1), ("CT2", CT2))
        for unit, value in reversed(values.items())
    ]
    headings = ("Năm thi đua", "Chỉ tiêu", "Đơn vị", "Kỳ", "Thực hiện", "Ngày báo cáo")
    taken(r, "results", written(r, "ket-qua.csv", headings, results))
    points = [
        (YEAR, code, unit, "self", value) for unit, scored in reversed(POINTS.items()) for code, value in scored.items()
    ]
    taken(r, "scores", written(r, "diem.csv", ("year", "criterion", "unit", "stage", "points"), points))


def taken(r: Register, kind: str, name: str) -> None:
    first = r.json("import", kind, name)
    same((first["new"], first["rejected"]), (first["rows"], 0), f"{name}, new")
    again = r.json("import", kind, name)
    same((again["new"], again["changed"], again["unchanged"]), (0, 0, first["rows"]), f"{name}, again")


def ranked(r: Register) -> list[dict]:
    """Hand every sheet in, publish, and show the ranking."""
    for unit in UNITS:
        r.ok("score", "submit", YEAR, unit, "--stage", "self", "--on", "20/11/2023")
    r.refused(3, "score", "enter", YEAR, "VKS", "I.1=40,01", "--stage", "appraised", says="40")
    r.ok("score", "publish", YEAR, "--on", "27/11/2023")
    published = {"en": "publish", "vi": "công bố"}[r.env["EMULATION_LANG"]]
    r.refused(3, "score", "enter", YEAR, "VKS", "I.1=30", says=published)
    return r.json("score", "rank", YEAR)


def scenario_from_pledge_to_ranking(r: Register) -> None:
    """By commands in English, from files in Vietnamese: one and the same ranking."""
    founded(r)
    by_commands(r)
    other = Register(" ".join(r.command), r.folder / "files")
    other.folder.mkdir()
    other.env["EMULATION_LANG"] = "vi"
    founded(other)
    from_files(other)
    for words in (("pledge", "show", YEAR), ("pledge", "results", YEAR), ("score", "criteria", YEAR)):
        same(r.json(*words), other.json(*words), " ".join(words))
    rows = r.json("pledge", "results", YEAR, "--period", "year")
    said = {(row["target"], row["unit"]): row["outcome"] for row in rows}
    same(said["CT1", "CA"], "met", "90 of 90")
    same(said["CT1", "VKS"], "exceeded", "95,5 of 90")
    same(said["CT2", "THADS"], "missed", "0 of 2")
    table = ranked(r)
    same(table, ranked(other), "score rank")
    same([(one["rank"], one["unit"], one["total"], one["tied"], one["class"]) for one in table], RANKING, "the ranking")
    for row in table:
        shown = r.json("score", "show", YEAR, row["unit"])
        parts = sum(line["counts"] or 0 for line in shown["lines"] if line["kind"] in ("points", "bonus"))
        parts -= sum(line["counts"] or 0 for line in shown["lines"] if line["kind"] == "penalty")
        same(round(parts, 2), row["total"], f"the sum of the lines of {row['unit']}")
    r.ok("score", "enter", YEAR, "CA", "I.1=36,5", "--stage", "council", "--reason", "bổ sung hồ sơ")
    same([one["unit"] for one in r.json("score", "rank", YEAR)][2:4], ["CA", "BCHQS"], "after the correction")
    same(r.json("score", "rank", YEAR)[2]["tied"], False, "the tie is broken by points alone")
    for lang, register in (("vi", r), ("en", r), ("vi", other)):
        register.ok("export", "summary", YEAR, "-o", f"t-{lang}.xlsx", "--lang", lang, "--force")
    for kind in ("criteria", "scores", "results", "targets"):
        r.ok("export", kind, YEAR, "-o", f"{kind}.xlsx")
        same(r.json("import", kind, f"{kind}.xlsx")["changed"], 0, f"{kind} come back unchanged")
