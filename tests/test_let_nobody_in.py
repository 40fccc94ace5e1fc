"""Nobody is let in: files for their owner alone, nothing stored is executed, no name leads out of its folder."""

import ast
import hashlib
import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from behind import old_register
from conftest import start

import emulation_cli
from emulation_cli.kernel import audit
from emulation_cli.kernel import register as files

YEAR = "C6/2023"
PACKAGE = Path(emulation_cli.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))

OUTPUTS = {
    "units.xlsx": ("export", "units"),
    "units.csv": ("export", "units"),
    "units.json": ("export", "units"),
    "units.jsonl": ("export", "units"),
    "summary.xlsx": ("export", "summary", YEAR),
    "remind.xlsx": ("duty", "remind", YEAR),
    "sheet.xlsx": ("nomination", "sheet", YEAR),
    "book.xlsx": ("commendation", "book"),
    "table.xlsx": ("pledge", "table", YEAR),
    "statistics.xlsx": ("statistics", "0603", "2023"),
    "handover.docx": ("paper", "make", "handover", YEAR),
    "pledge.docx": ("paper", "template", "pledge"),
    "template.xlsx": ("template", "units"),
    "minutes.xlsx": ("ballot", "minutes", "B2"),
    "slips.xlsx": ("ballot", "slips", "B1"),
    "form.xlsx": ("ballot", "form", "B1"),
}
"""Every way to a file: its name → the words before -o."""
each_output = pytest.mark.parametrize("name", OUTPUTS)


@start
def voting(cum6):
    """Cụm 6 with a pledge, a ballot that is frozen and one that is sealed."""
    cli = cum6
    cli.ok("pledge", "draft", YEAR)
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023")
    for ballot, unit in (("B1", "TH"), ("B2", "NA")):
        cli.ok("ballot", "new", ballot, YEAR, "--meeting", "SK", "--threshold", "1/2", "--of", "valid")
        cli.ok("ballot", "nominate", ballot, unit, "--award", "GK")
        cli.ok("ballot", "teller", ballot, "Người kiểm phiếu")
        cli.ok("ballot", "roll", ballot, "--entitled-number", 9, "--present-number", 9)
        cli.ok("ballot", "freeze", ballot)
    cli.ok("ballot", "open", "B2")
    cli.ok("ballot", "close", "B2")
    cli.ok("ballot", "count", "B2", "--returned", 9, "--invalid", 0, "--votes", "1=9/0/0")
    cli.ok("ballot", "seal", "B2")


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request):
    old = os.umask(request.param)
    yield
    os.umask(old)


def mode(path):
    return path.stat().st_mode & 0o777


# -- for their owner alone --------------------------------------------------------------------------------------------


def test_20_every_file_that_goes_out_is_for_its_owner_alone(voting, umask):
    for name, words in OUTPUTS.items():
        voting.ok(*words, "-o", name)
    voting.ok("template", "returns", "-o", "forms", "--year", YEAR)
    (voting.folder / "run.toml").write_text('[[export]]\nwhat = "units"\nfile = "of-a-list.csv"\n', encoding="utf-8")
    (voting.folder / "run.toml").chmod(0o600)
    voting.ok("export", "run", "run.toml")
    made = [path for path in voting.folder.rglob("*") if path.is_file()]
    assert len(made) == len(OUTPUTS) + 6 + 3  # the forms; the register, the list and its export
    assert {path.name: mode(path) for path in made} == dict.fromkeys([path.name for path in made], 0o600)
    assert mode(voting.folder / "forms") == 0o700


def test_20_the_register_its_journal_and_its_copies_are_for_their_owner_alone(cli, umask, monkeypatch):
    seen = []

    def append(connection, *given, **named):
        real(connection, *given, **named)
        seen.extend(mode(path) for path in cli.folder.glob("*.*-journal"))

    real = audit.append
    monkeypatch.setattr(audit, "append", append)
    cli.ok("init")
    cli.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa")
    (cli.folder / "a.csv").write_text("code,name\nTH,Thanh Hóa\n", encoding="utf-8")
    cli.ok("import", "units", "a.csv", "--update", "--report", "back.xlsx")
    (cli.folder / "a.csv").unlink()
    assert seen == [0o600] * 3
    (copy,) = cli.folder.glob("register.before-import-*.db")
    assert {path.name: mode(path) for path in cli.folder.iterdir()} == {
        "register.db": 0o600,
        "back.xlsx": 0o600,
        copy.name: 0o600,
    }


def test_20_the_copy_that_a_migration_keeps_is_for_its_owner_alone(cli, umask):
    old_register(cli.db, "schema-9")
    cli.db.chmod(0o600)
    cli.ok("migrate")
    assert {mode(path) for path in cli.folder.glob("*.db")} == {0o600}
    assert len(list(cli.folder.glob("*.db"))) == 2


# -- nothing stored is executed ---------------------------------------------------------------------------------------

ASKS = "SELECT file FROM pragma_database_list"
"""Harmless in itself, and of the kind that SQLite runs from within a schema only where the schema is trusted."""
ALTERED = {
    "a view": (f"CREATE VIEW spy AS {ASKS}", "SELECT * FROM spy"),
    "a trigger": (
        f"CREATE TRIGGER spy AFTER INSERT ON unit BEGIN INSERT INTO setting SELECT 'spy', file FROM ({ASKS}); END",
        "INSERT INTO unit (code, key, name, name_key) VALUES ('X', 'x', 'X', 'x')",
    ),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_another_program_puts_into_the_schema_cannot_reach_out(register, what):
    put_in, used = ALTERED[what]
    with closing(files.connect(register.db, 0)) as ours, closing(foreign(register)) as other:
        other.execute(put_in)
        other.execute("BEGIN")
        other.execute(used).fetchall()  # SQLite by itself trusts the schema
        other.execute("ROLLBACK")
        with pytest.raises(sqlite3.OperationalError, match="unsafe use"):
            ours.execute(used)


def test_a_command_on_a_register_with_a_foreign_trigger_writes_nothing(register):
    with closing(foreign(register)) as other:
        other.execute(ALTERED["a trigger"][0])
        done = register("unit", "add", "X", "Đơn vị X")
        assert (done.code == 0, "Traceback" in done.err) == (False, False)
        assert other.execute(
            "SELECT (SELECT count(*) FROM unit), count(*) FROM setting WHERE key = 'spy'"
        ).fetchone() == (0, 0)


def test_sql_loads_no_extension_and_writes_no_other_file(register):
    with closing(files.connect(register.db, 0)) as ours:
        with pytest.raises(sqlite3.OperationalError, match=r"not authorized|no such function"):
            ours.execute("SELECT load_extension('x')")
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            ours.execute("SELECT writefile('x', 'y')")


def foreign(cli):
    """The register as another program opens it."""
    return sqlite3.connect(cli.db, isolation_level=None)


def test_a_template_put_in_behind_the_program_s_back_sees_nothing_of_it(cum6):
    """`paper use` would refuse it; what Jinja may do is held down where it is filled in, too."""
    from docx import Document

    document = Document()
    document.add_paragraph("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    document.save(cum6.folder / "evil.docx")
    content = (cum6.folder / "evil.docx").read_bytes()
    with closing(foreign(cum6)) as other:
        row = ("pledge", "evil.docx", hashlib.sha256(content).hexdigest(), content)
        other.execute("INSERT INTO paper (code, file, digest, content) VALUES (?, ?, ?, ?)", row)
    cum6.ok("pledge", "draft", YEAR)
    cum6.refused(3, "paper", "make", "pledge", YEAR, "-o", "out.docx")
    assert not (cum6.folder / "out.docx").exists()


# -- what the program itself may do -----------------------------------------------------------------------------------

ALLOWED = {
    *(
        "array",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "copy.copy",  # a shallow copy of an object of our own
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "functools",
    ),
    *(
        "fcntl",
        "getpass",
        "gettext",
        "filecmp",
        "glob",
        "hashlib",
        "html",
        "importlib",
        "inspect",
        "io",
        "itertools",
        "json",
        "keyword",
    ),
    *(
        "locale",
        "math",
        "operator",
        "os",
        "pathlib",
        "posixpath",
        "re",
        "secrets",
        "shlex",
        "shutil",
        "signal",
        "sqlite3",
    ),
    *("stat", "string", "struct", "sys", "tempfile", "textwrap", "time", "tomllib", "traceback", "types", "typing"),
    *(
        "atexit",
        "gc",
        "unicodedata",
        "urllib.parse",
        "xml.etree.ElementTree",
        "xml.parsers.expat.ParserCreate",
        "zipfile",
        "__future__",
        "emulation_cli",
    ),
    *("defusedxml", "docx", "docxtpl", "jinja2", "openpyxl", "platformdirs", "rich", "sqlalchemy", "sqlmodel", "typer"),
}
"""What may be imported: nothing that starts a process, speaks to a network or turns bytes into objects."""
BUILT_IN = {"eval", "exec", "compile", "__import__"}
STARTING = re.compile(r"system|popen|startfile|fork|forkpty|(exec|spawn|posix_spawn)[lvpe]*|(enable_)?load_extension")
LOADERS = {"app.py", "kernel/verbs.py"}
"""The files that load a module by its name: names that stand in `app.py`."""


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree):
    """Every call as it is written: `eval` for a name, `.system` for an attribute, `shell=` for that argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.id if isinstance(node.func, ast.Name) else f".{getattr(node.func, 'attr', '')}"
            yield from ("shell=" for keyword in node.keywords if keyword.arg == "shell")


def suspicious(source):
    """What a source file does that no file of the program may: the imports and the calls."""
    tree = ast.parse(source)
    strange = {
        name
        for name in imports(tree)
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED)
    }
    called = {name for name in calls(tree) if name in BUILT_IN or name == "shell=" or STARTING.fullmatch(name[1:])}
    return strange | called


def test_the_program_starts_nothing_fetches_nothing_and_evaluates_nothing():
    assert {
        str(path.relative_to(PACKAGE)): found for path in SOURCES if (found := suspicious(path.read_text("utf-8")))
    } == {}
    loading = {path for path in SOURCES if ".import_module" in set(calls(ast.parse(path.read_text("utf-8"))))}
    assert {str(path.relative_to(PACKAGE)) for path in loading} == LOADERS


@pytest.mark.parametrize(
    "source",
    [
        *("import pickle", "from subprocess import run", "import urllib.request", "from urllib import request"),
        *(
            "import socket",
            "import http.client",
            "from xml.dom import minidom",
            "eval('1')",
            "exec(text)",
            "os.system(x)",
        ),
        *("os.execvp('x', [])", "os.posix_spawn(x)", "f(shell=True)", "c.enable_load_extension(True)", "import ctypes"),
    ],
)
def test_the_scan_sees_what_it_looks_for(source):
    assert suspicious(source)


# -- no name leads anywhere -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["../x", "..\\x", "a/b", "a\\b", "/etc", "C:x", "x\ny", "a b", "x*", "~", "-x", ""])
def test_no_code_can_be_a_path(cum6, code):
    before = cum6.db.read_bytes()
    for words in (
        ("unit", "add", "--", code, "Đơn vị"),
        ("block", "add", "--", code, "Khối"),
        ("meeting", "add", "--kind", "midyear", "--on", "30/06/2023", "--", code, YEAR),
        ("ballot", "new", "--", code, YEAR),
    ):
        assert cum6(*words).code in (2, 3), words
    (cum6.folder / "a.json").write_text(json.dumps([{"code": code, "name": "Đơn vị"}]), encoding="utf-8")
    cum6.refused(3, "import", "units", "a.json")
    assert cum6.db.read_bytes() == before


def test_a_code_with_a_nul_comes_in_no_way(register):
    (register.folder / "a.json").write_text(json.dumps([{"code": "a\0b", "name": "Đơn vị"}]), encoding="utf-8")
    register.refused(3, "import", "units", "a.json")


ODD_CODES = ["..", "...", ".ẩn", "CON", "con.1", "NUL", "aux.x", "COM1", "lpt9.", "Ủ" * 40]


def test_every_name_that_the_program_makes_stays_in_the_folder_asked_for(cum6):
    """The forms of `template returns` are the only files named after what is in the register."""
    for code in ODD_CODES:
        cum6.ok("unit", "add", code, f"../../{code}/\\:*?")
    for block in ("..", "con.1", ".ẩn", "Ủ" * 40):
        folder = cum6.folder / f"of {block}"
        cum6.ok("block", "add", block, f"../../{block}", "--kind", "cluster")
        cum6.ok("year", "open", f"{block}/2023")
        cum6.ok("year", "join", f"{block}/2023", *ODD_CODES)
        cum6.ok("template", "returns", "-o", folder, "--year", f"{block}/2023")
        names = [path.name for path in folder.iterdir()]
        assert len(names) == len({name.casefold() for name in names}) == len(ODD_CODES)
        assert not [
            name for name in names if set(name) & set('/\\:*?"<>|\0') or name.startswith(".") or len(name) > 100
        ]
        assert not [name for name in names if re.match(r"(con|prn|aux|nul|com\d|lpt\d)\.", name, re.IGNORECASE)]
        taken = cum6.json("import", "returns", folder, "--year", f"{block}/2023")
        assert sorted(one["unit"] for one in taken["files"]) == sorted(ODD_CODES)


@each_output
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_a_link_in_the_place_of_a_file_is_not_followed(voting, name, force):
    (voting.folder / "theirs").write_bytes(b"theirs")
    for number, target in enumerate(("theirs", "not there yet")):
        link = voting.folder / f"{number}{name}"
        link.symlink_to(target)
        code = voting(*OUTPUTS[name], "-o", link.name, *force).code
        assert (code, link.is_symlink()) == (8, True)
    assert (voting.folder / "theirs").read_bytes() == b"theirs"
    assert not (voting.folder / "not there yet").exists()


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_a_link_in_the_place_of_a_report_or_a_form_is_not_followed(cum6, force):
    (cum6.folder / "a.csv").write_text("code,name\nX,Đơn vị X\n", encoding="utf-8")
    (cum6.folder / "forms").mkdir()
    for link in ("back.xlsx", "forms/C6-2023-TH.xlsx"):
        (cum6.folder / link).symlink_to(cum6.folder / "theirs")
    before = cum6.db.read_bytes()
    cum6.refused(8, "import", "units", "a.csv", "--report", "back.xlsx", *force)
    cum6.refused(8, "template", "returns", "-o", "forms", "--year", YEAR, *force)
    assert not (cum6.folder / "theirs").exists()
    assert cum6.db.read_bytes() == before
