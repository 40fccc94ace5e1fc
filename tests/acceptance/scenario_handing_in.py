"""What is handed in: the summary in its variants, papers in Word, a list of exports as cron runs it."""

from __future__ import annotations

from harness import Register


def prepared(r: Register) -> None:
    r.ok("init", "--preset", "procuracy")
    for code, name in (("TH", "VKSND tỉnh Thanh Hóa"), ("NA", "VKSND tỉnh Nghệ An")):
        r.ok("unit", "add", code, name)
    r.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--authority", "VKSND tối cao")
    for year in ("C6/2022", "C6/2023"):
        r.ok("year", "open", year)
        r.ok("year", "join", year, "TH", "NA")
        r.ok("year", "lead", year, "--head", "TH")
    r.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    r.ok("meeting", "attend", "SK", "all")


def scenario_summaries(r: Register) -> None:
    prepared(r)
    for number, words in enumerate(
        (
            ("C6/2023",),
            ("C6/2023", "--period", "midyear", "--stamp"),
            ("--block", "C6", "--from", "2022", "--to", "2023"),
            ("--all-blocks", "--year", "2023"),
        )
    ):
        out = r.folder / f"{number}.xlsx"
        r.ok("export", "summary", *words, "-o", out, "--quiet")
        assert out.stat().st_size > 5000
    r.refused(2, "export", "summary", "-o", r.folder / "x.xlsx")


def scenario_papers(r: Register) -> None:
    prepared(r)
    names = [one["name"] for one in r.json("paper", "list")]
    assert {"pledge", "meeting-minutes", "ballot-minutes", "submission", "proposals", "handover"} <= set(names)
    assert {"midyear-report", "yearend-report"} <= set(names)
    out = r.folder / "bb.docx"
    r.ok("paper", "make", "meeting-minutes", "SK", "-o", out)
    r.refused(9, "paper", "make", "meeting-minutes", "SK", "-o", out)
    r.ok("paper", "template", "pledge", "-o", r.folder / "mau.docx")
    r.ok("paper", "use", "pledge", r.folder / "mau.docx")
    assert [one["template"] for one in r.json("paper", "list") if one["name"] == "pledge"] == ["mau.docx"]
    assert {"placeholder", "meaning"} == set(r.json("paper", "show", "pledge")[0])


def scenario_cron(r: Register) -> None:
    prepared(r)
    (r.folder / "list.toml").write_text(
        '[[export]]\nwhat = "summary C6/{year}"\nfile = "s-{year}.xlsx"\n'
        '[[export]]\nwhat = "units"\nfile = "u"\nformats = ["csv", "json"]\n',
        encoding="utf-8",
    )
    assert r.ok("export", "run", r.folder / "list.toml") == ""
    made = {path.name for path in r.folder.iterdir()}
    assert {"s-2023.xlsx", "u.csv", "u.json"} <= made
    times = {name: (r.folder / name).stat().st_mtime_ns for name in ("s-2023.xlsx", "u.csv")}
    r.ok("export", "run", r.folder / "list.toml")
    assert times == {name: (r.folder / name).stat().st_mtime_ns for name in times}
