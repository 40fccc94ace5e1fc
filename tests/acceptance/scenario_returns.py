"""Forms out to the eight units of a block, filled in with a spreadsheet, and taken back by the folder.

The units are those of the block of internal affairs in the seeds; targets, results and points are invented for the test.
"""

import openpyxl
from harness import Failed, Register, same
from scenario_ranking import TARGETS, UNITS, YEAR, agreed, founded

RESULTS, SCORES, EXEMPLARS = "Kết quả chỉ tiêu", "Tự chấm điểm", "Điển hình, mô hình"
FIRST = 7
"""The first row of a form's own rows: title, year, unit, period or stage, an empty line, the headings stand above."""


def scenario_forms_out_and_back(r: Register) -> None:
    """Eight forms come back, two of them spoiled; the six land, the mended two later, and nothing lands twice."""
    founded(r)
    for code, (name, goal, measure) in TARGETS.items():
        r.ok("pledge", "target", YEAR, code, name, "--goal", goal, "--measure", measure)
    agreed(r)
    r.ok("score", "line", YEAR, "I", "--name", "Nhiệm vụ chuyên môn", "--most", "100")
    made = r.json("template", "returns", "-o", "phieu", "--year", YEAR)
    same(len(made["files"]), 8, "forms")
    for place, unit in enumerate(UNITS):
        filled(r, unit, place)
    spoil(r, "STP", "E8", "hai")
    spoil(r, "TTR", "B3", "STP")
    says = r.refused(3, "import", "returns", "phieu", "--year", YEAR, "--report", "xem.xlsx", says="2 of 8 forms")
    for sentence in ("hai is not a number", "it names several units: STP, TTR"):
        if sentence not in says:
            raise Failed(f"not said: {sentence}\n{says}")
    same(r.json("pledge", "results", YEAR, "--period", "year"), [], "nothing landed")
    taken = r.json("import", "returns", "phieu", "--year", YEAR, "--skip-bad")
    same((taken["new"], taken["missing"]), (6 * 4, []), "the whole ones")
    spoil(r, "STP", "E8", 1)
    spoil(r, "TTR", "B3", "TTR")
    rest = r.json("import", "returns", "phieu", "--year", YEAR)
    same((rest["new"], rest["unchanged"], rest["missing"]), (2 * 4, 6 * 4, []), "the mended ones")
    again = r.json("import", "returns", "phieu", "--year", YEAR)
    same((again["new"], again["changed"], again["unchanged"]), (0, 0, 32), "again")
    results = {(one["target"], one["unit"]): one["actual"] for one in r.json("pledge", "results", YEAR, "--period", "year")}
    same(results, {(code, unit): 90 + place for place, unit in enumerate(UNITS) for code in TARGETS} | {("CT2", "STP"): 1}, "results")
    same([one["total"] for one in r.json("score", "rank", YEAR)], [77.5, 76.5, 75.5, 74.5, 73.5, 72.5, 71.5, 70.5], "scores")
    same(len(r.json("exemplar", "list")), 8, "exemplars")


def filled(r: Register, unit: str, place: int) -> None:
    """Fill a unit's form in as it does with a spreadsheet."""
    path = r.folder / "phieu" / f"{YEAR.replace('/', '-')}-{unit}.xlsx"
    book = openpyxl.load_workbook(path)
    for row in range(FIRST, FIRST + len(TARGETS)):
        book[RESULTS].cell(row, 5).value = 90 + place
    book[SCORES].cell(FIRST, 4).value = 70.5 + place
    for column, value in ((1, "mô hình"), (2, f"Mô hình của {unit}"), (7, "01/03/2023")):
        book[EXEMPLARS].cell(5, column).value = value
    book.save(path)


def spoil(r: Register, unit: str, cell: str, value: object) -> None:
    """Write something else into one cell of the sheet of results."""
    path = r.folder / "phieu" / f"{YEAR.replace('/', '-')}-{unit}.xlsx"
    book = openpyxl.load_workbook(path)
    book[RESULTS][cell] = value
    book.save(path)
