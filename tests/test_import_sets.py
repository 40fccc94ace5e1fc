"""Rows that are taken in many at once: the same report, the same rows, the same log as one by one."""

import csv
import random
import shutil
from dataclasses import replace

import pytest
from conftest import start

from emulation_cli.exchange import batches, readers, streams
from emulation_cli.nominations import records as nominations
from emulation_cli.pledges import records as pledges

SHEET = {"commendations": (nominations, "COMMENDATIONS"), "results": (pledges, "RESULTS")}
GRANTS = {
    "recipient": ("TH", "NA", "na", "A", "B", "VKSND tỉnh Thanh Hoá", "Trường X", ""),
    "award": ("GK", "TTLDXS", "BK-VKSTC", "LDTT", "GK-CN", "gk", "Giấy khen", "KHONG"),
    "document": ("1/QĐ", "2/QĐ", "1/qđ", "3/QĐ-VKSTC", "'=1+1", ""),
    "on": ("01/07/2023", "2023-07-01", "30/06/2023", "31/02/2023", ""),
    "kind": ("", "regular", "đột xuất", "sometimes"),
    "for": ("", "Thành tích đột xuất", "Tha\u0300nh tích", "[x] =1+1", "dòng một\ndòng hai"),
    "movement": ("", "PT23", "PT99"),
    "of_year": ("2023", "2022", "", "1900"),
    "factor": ("", "", "1,5"),
    "handed_on": ("", "01/08/2023", "01/01/2020"),
    "handed_by": ("", "Kế hoạch 1"),
    "cancelled_on": ("", "", "", "01/09/2023"),
    "cancelled_by": ("", "", "", "Hủy bỏ 1/QĐ"),
}
RESULTS = {
    "year": ("C6/2023", "c6/2023", "C6/2022", "C6/2024", ""),
    "target": ("CT1", "CT2", "ct2", "CT9"),
    "unit": ("TH", "NA", "HT", "QB", "VKSND tỉnh Quảng Trị", "TTH", "XX"),
    "period": ("year", "midyear", "6 tháng", "Q1", "q1", "Q9", ""),
    "actual": ("90", "91,5", "1.000", "-", ""),
    "on": ("", "01/07/2023", "30/12/2023"),
}


@start
def prepared(cum6):
    for code, name, recipient in (("GK", "Giấy khen", "collective"), ("GK-CN", "Giấy khen cá nhân", "person")):
        cum6.ok("award", "add", code, name, "--recipient", recipient, "--form", "letter", "--level", "unit")
    for code, name, recipient in (
        ("TTLDXS", "Tập thể lao động xuất sắc", "collective"),
        ("LDTT", "Tiên tiến", "person"),
    ):
        cum6.ok("award", "add", code, name, "--recipient", recipient, "--form", "title", "--level", "unit")
    cum6.ok(
        "award", "add", "BK-VKSTC", "Bằng khen", "--recipient", "collective", "--form", "merit", "--level", "sector"
    )
    for code in "AB":
        cum6.ok("person", "add", code, f"Cán bộ {code}", "--unit", "TH")
    cum6.ok(
        "movement",
        "add",
        "PT23",
        "Phong trào thi đua",
        "--from",
        "01/01/2023",
        "--kind",
        "thematic",
        "--scope",
        "sector",
    )
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "20/02/2023")
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "target", "C6/2023", "CT1", "Giải quyết", "--goal", "≥ 90", "--unit", "TH,NA")
    cum6.ok("pledge", "target", "C6/2023", "CT2", "Án bị hủy", "--goal", "≤ 1,5")
    cum6.ok("pledge", "adopt", "C6/2023", "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "period", "C6/2023", "Q1", "Quý một", "--from", "01/01/2023", "--to", "31/03/2023")
    cum6.ok("unit", "edit", "TTH", "--to", "01/06/2023")


def a_file(folder, columns, seed, rows, odd):
    """A file of this many rows, in which so many in a hundred cells may be anything."""
    chance = random.Random(seed)
    keys = [
        key for key in columns if chance.random() < 0.9 or key in ("recipient", "award", "document", "on", "target")
    ]
    keys += [key for key in ("year", "unit", "period", "actual") if key in columns and key not in keys]
    path = folder / f"rows-{seed}.csv"
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(keys)
        for number in range(rows):
            row = {key: columns[key][number % 2 if key in ("recipient", "unit") else 0] for key in keys}
            row |= {key: chance.choice(columns[key]) for key in keys if chance.randrange(100) < odd}
            if "document" in row and chance.randrange(100) < 60:
                row["document"] = f"{chance.randrange(rows * 3)}/QĐ"
            out.writerow(row.values())
    return path


def taken(cli, kind, path, *options):
    """What an import says, and the rows and the log that it leaves; the register is as before again."""
    shutil.copy(cli.db, cli.folder / "kept.db")
    done = cli("import", kind, path.name, "--format", "json", *options)
    found = [cli.json(*words) for words in (["log", "show", str(cli.json("log", "--limit", 1)[0]["seq"])],)]
    cli.ok("export", kind, "-o", "out.json", "--force")
    rows = (cli.folder / "out.json").read_bytes()
    whole = cli("log", "verify").code
    shutil.move(cli.folder / "kept.db", cli.db)
    for copy in cli.folder.glob("register.before-*"):
        copy.unlink()
    entry = {key: value for key, value in found[0].items() if key not in ("hash", "after")}
    entry["counts"] = {key: value for key, value in (found[0]["after"] or {}).items() if key != "digest"}
    return {"code": done.code, "said": done.err, "out": done.out, "entry": entry, "rows": rows, "whole": whole}


@pytest.mark.parametrize("kind", SHEET)
@pytest.mark.parametrize("odd", [0, 4, 25, 70])
@pytest.mark.parametrize("seed", range(3))
def test_rows_taken_many_at_once_come_to_the_same_as_one_by_one(prepared, monkeypatch, kind, odd, seed):
    module, name = SHEET[kind]
    path = a_file(prepared.folder, GRANTS if kind == "commendations" else RESULTS, seed, 12, odd)
    first = a_file(prepared.folder, GRANTS if kind == "commendations" else RESULTS, 100 + seed, 6, 0)
    prepared("import", kind, first.name, "--skip-bad")
    monkeypatch.setattr(batches, "SIZE", 5)
    monkeypatch.setattr(batches, "FEW", 2)
    monkeypatch.setattr(readers, "LARGE", 0)
    monkeypatch.setattr(streams, "PIECE", 200)
    options = [[], ["--skip-bad"], ["--skip-bad", "--update"]]
    together = [taken(prepared, kind, path, *words) for words in options]
    monkeypatch.setattr(module, name, replace(getattr(module, name), sieve=None))
    for words, done in zip(options, together, strict=True):
        assert taken(prepared, kind, path, *words) == done, words
