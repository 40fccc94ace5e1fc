"""A smoke run of `make bench`: the suite works and every goal has its line; how fast anything is, is not asked here."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench import goals, table
from bench.lines import slope
from bench.measure import Spent, Times

RATIOS = (
    *(("`emulation --help`", goals.START), ("`emulation unit --help`", goals.START)),
    *(("completion of `emulation unit …`", goals.START), ("`emulation unit list`", goals.START)),
    *(("`emulation ballot show C6-BK23`", goals.START), ("`emulation status`", goals.START)),
    ("`emulation unit add`", goals.WRITE),
    *(("import of 40 commendations, CSV", goals.IMPORT), ("import of 40 results, CSV", goals.IMPORT)),
    ("import of 20 commendations, XLSX", goals.READ_BOOK),
    ("export of 20 commendations, XLSX", goals.WRITE_BOOK),
    ("tally of 40 slips", goals.TALLY),
    ("4 everyday commands on the large register", goals.LARGE),
    *((f"growth: {kind}", goals.EXPONENT) for kind in ("import of commendations", "import of results")),
    *((f"growth: {kind}", goals.EXPONENT) for kind in ("export of commendations", "tally of slips")),
    *((f"memory: {kind}", goals.FLAT) for kind in ("import of commendations", "import of results")),
)
"""How the line of each goal begins → how many times the rival's it may take."""


@pytest.fixture(scope="module")
def smoked():
    """What a smoke run prints: rows of cells."""
    command = [sys.executable, "-m", "bench", "--smoke"]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [
        [cell.strip() for cell in row.strip("|").split(" | ")] for row in done.stdout.splitlines() if row[:1] == "|"
    ]


def test_every_goal_has_its_line(smoked):
    for what, most in RATIOS:
        row = next((row for row in smoked if row[0].startswith(what) and len(row) == 8), None)
        assert row, f"{what} is not in the table"
        if "not installed" not in row[2]:
            assert float(row[5]) == most
            assert row[6] in ("yes", "**no**")


def test_growth_is_told_at_every_number_of_rows(smoked):
    told = {(row[0], row[1]) for row in smoked if len(row) == 7}
    kinds = ("import of commendations, CSV", "import of results, CSV", "export of commendations, XLSX")
    assert {(kind, rows) for kind in (*kinds, "tally of slips, CSV") for rows in ("10", "20", "40")} <= told


def test_the_export_reads_the_same_in_other_readers(smoked):
    assert next(row for row in smoked if row[0].startswith("the file of that export"))[6] == "yes"


def test_pairs_are_compared_run_by_run():
    ours, theirs = Times([Spent(2, 1, 1), Spent(9, 1, 1)]), Times([Spent(1, 1, 1), Spent(3, 1, 1)])
    assert ours.ratios(theirs) == [2, 3]
    assert ours.beyond(theirs, "wall") == [1, 6]


def test_an_exponent_is_the_slope_of_the_logarithms():
    assert slope([10, 100, 1000], [3, 30, 300]) == pytest.approx(1)
    assert slope([10, 100, 1000], [1, 100, 10_000]) == pytest.approx(2)


@pytest.fixture
def page(tmp_path):
    """A page with all its parts, two lines of goals in it."""
    parts = ("machine", *table.PARTS.values())
    text = "\n".join(f"before\n<!-- bench: {part} -->\n<!-- end: {part} -->\nafter" for part in parts)
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    table.write([table.Row("a", against="x: 1 s", met="no"), table.Row("b", met="no")], path, whole=True)
    return path


def goals_of(page):
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line[:4] in ("| a ", "| b ", "| c ")]


def test_what_is_measured_anew_takes_its_place_in_the_page(page):
    table.write([table.Row("c"), table.Row("a", against="x: 2 s", met="yes")], page, whole=False)
    first, second, third = goals_of(page)
    assert "x: 2 s" in first
    assert "| yes |" in first
    assert second.startswith("| b ")
    assert third.startswith("| c ")


def test_a_whole_run_leaves_nothing_of_the_one_before(page):
    table.write([table.Row("c")], page, whole=True)
    assert len(goals_of(page)) == 1
    assert page.read_text(encoding="utf-8").count("before") == len(table.PARTS) + 1


def test_the_page_of_the_project_has_every_part():
    text = table.PAGE.read_text(encoding="utf-8")
    for part in ("machine", *table.PARTS.values()):
        assert f"<!-- bench: {part} -->" in text
        assert f"<!-- end: {part} -->" in text
