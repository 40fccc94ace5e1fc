"""What is tortured: commands that change files, each with the folder that it starts from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from behind import OLD, old_register

from torture.process import run

YEAR = "C6/2023"
UNITS = ("TH", "NA", "HT", "QB", "QT", "TTH")
NAMES = ("Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Bình", "Quảng Trị", "Thừa Thiên Huế")
NEW_ROWS = 40
"""Rows of the workbook of new units: enough for several pages of the register."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A command that must happen whole or not at all.

    Attributes:
        name: what it is called here.
        words: the command line.
        prepare: makes what it starts from in an empty folder.
        again: what it may answer where all of it is done already, beside 0.
        partial: exit codes that tell, as documented, of a register that is as it should be but for `unfinished`.
        unfinished: the one line of its dump that a register has until the same command finishes the rest.
        copies: files that are copies of the register as it was, under a number of their own where one was there.
        never_without: of these files, where there was one, there is always one that is whole.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    again: tuple[int, ...] = ()
    partial: tuple[int, ...] = ()
    unfinished: str = ""
    copies: str = ""
    never_without: str = ""


def done(folder: Path, *words: object) -> str:
    """Run a command that must succeed; what it wrote."""
    ran = run(words, folder)
    if ran.code != 0:
        raise RuntimeError(f"{words}: exit {ran.code}\n{ran.err}")
    return ran.out


def nothing(folder: Path) -> None:
    """An empty folder."""


def six_units(folder: Path) -> None:
    """Cụm thi đua số 6 with its six units in 2023."""
    done(folder, "init")
    done(folder, "block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--authority", "VKSND tối cao")
    for code, name in zip(UNITS, NAMES, strict=True):
        done(folder, "unit", "add", code, f"VKSND tỉnh {name}")
    done(folder, "year", "open", YEAR)
    done(folder, "year", "join", YEAR, *UNITS)
    done(folder, "year", "lead", YEAR, "--head", "TH", "--deputy", "NA")


def new_units(folder: Path) -> None:
    """The six units, and a workbook of departments that are new."""
    six_units(folder)
    rows = [[f"P{number}", f"Phòng {number}", UNITS[number % 6]] for number in range(NEW_ROWS)]
    workbook(folder / "new.xlsx", ["code", "name", "parent"], rows)


def changed_units(folder: Path) -> None:
    """The six units with departments, and a workbook that names the departments anew."""
    new_units(folder)
    done(folder, "import", "units", "new.xlsx")
    rows = [[f"P{number}", f"Phòng nghiệp vụ {number} {'Ủ' * 60}"] for number in range(NEW_ROWS)]
    workbook(folder / "changed.xlsx", ["code", "name"], rows)


def counted_ballot(folder: Path) -> None:
    """The six units, and the ballot B1 counted."""
    six_units(folder)
    done(folder, "award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    done(folder, "meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023")
    done(folder, "meeting", "attend", "SK", "all")
    done(folder, "ballot", "new", "B1", YEAR, "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    for unit in UNITS[:2]:
        done(folder, "ballot", "nominate", "B1", unit, "--award", "GK")
    done(folder, "ballot", "teller", "B1", "Người kiểm phiếu một", "Người kiểm phiếu hai")
    for verb in ("freeze", "open", "close"):
        done(folder, "ballot", verb, "B1")
    done(folder, "ballot", "count", "B1", "--returned", 6, "--invalid", 0, "--votes", "1=6/0/0,2=5/1/0")


def summary_of_before(folder: Path) -> None:
    """The six units, and the year's summary from before a unit got another name."""
    six_units(folder)
    done(folder, "export", "summary", YEAR, "-o", "t.xlsx")
    done(folder, "unit", "edit", "TH", "--name", "Viện kiểm sát nhân dân tỉnh Thanh Hóa")


def backed_up(folder: Path) -> None:
    """The six units, a backup beside them and one in a file, and a change since."""
    six_units(folder)
    done(folder, "backup")
    done(folder, "backup", "b.db")
    done(folder, "unit", "edit", "TH", "--name", "Viện kiểm sát nhân dân tỉnh Thanh Hóa")


def register_gone(folder: Path) -> None:
    """A backup alone."""
    backed_up(folder)
    (folder / "register.db").unlink()


def register_cut(folder: Path) -> None:
    """A backup, and of the register the first half."""
    backed_up(folder)
    whole = (folder / "register.db").read_bytes()
    (folder / "register.db").write_bytes(whole[: len(whole) // 2])


def older_schema(folder: Path) -> None:
    """A register of the schema before this one."""
    old_register(folder / "register.db", list(OLD)[-1])


def workbook(path: Path, headings: list[str], rows: list[list[object]]) -> None:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)


SUMMARY = ("export", "summary", YEAR, "-o", "t.xlsx")
RESTORE = ("restore", "b.db", "--yes")
SEAL = "INSERT INTO \"setting\" VALUES('clean','B1');"

OPERATIONS = (
    Operation("init", ("init", "--preset", "procuracy"), nothing, again=(9,)),
    Operation("import", ("import", "units", "new.xlsx"), new_units),
    Operation(
        "import-update",
        ("import", "units", "changed.xlsx", "--update"),
        changed_units,
        copies="register.before-import-*.db",
    ),
    Operation("seal", ("ballot", "seal", "B1"), counted_ballot, partial=(5, 8), unfinished=SEAL),
    Operation("export", SUMMARY, six_units, again=(9,)),
    Operation("export-over", (*SUMMARY, "--force"), summary_of_before, never_without="t.xlsx"),
    Operation("backup", ("backup", "new.db"), six_units, again=(9,)),
    Operation("backup-over", ("backup", "b.db", "--force"), backed_up, never_without="b.db"),
    Operation("backup-keep", ("backup", "--keep", "1"), backed_up, never_without="register.backup-*.db"),
    Operation("restore", RESTORE, backed_up, copies="register.before-restore-*.db", never_without="register.db"),
    Operation("restore-missing", RESTORE, register_gone),
    Operation("restore-damaged", RESTORE, register_cut, copies="register.damaged*.db", never_without="register.db"),
    Operation("migrate", ("migrate",), older_schema, copies="register.schema-*.db"),
)
"""Everything that the sweep goes over."""
