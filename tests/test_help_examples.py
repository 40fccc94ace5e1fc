"""The help of every command teaches: what it is for in one line, an example that runs, the command that comes next.

The examples are for the register that `emulation demo` makes. `AFTER` names what comes before those that want more.
"""

import re
import shlex
import shutil

import conftest
import inprocess
import pytest
import typer

from emulation_cli import app
from emulation_cli.kernel.placeholders import WORDS

LATER = {"EMULATION_NOW": "2026-01-15T08:00:00Z"}
"""A reader tries the examples years after the demonstration's year."""


def taught():
    """The words of every command → the command."""
    for word in app.COMMANDS:
        loaded = app.load(word)
        if loaded.example:
            yield word, loaded
        for verb, command in getattr(loaded, "commands", {}).items():
            yield f"{word} {verb}", command


COMMANDS = dict(taught())

AFTER = {
    "block remove": ["block add"],
    "year join": ["unit add"],
    "year stay": ["year leave"],
    "year strike": ["year join"],
    "year reopen": ["year close"],
    "year remove": ["year open"],
    "unit remove": ["unit add"],
    "unit split": ['unit add BTT "VKSND tỉnh Bình Trị Thiên"'],
    "unit restore": ["unit merge"],
    "person show": ["person move"],
    "person move": ["person add"],
    "person post": ["person add"],
    "person unpost": ["person post"],
    "person edit": ["person add"],
    "person remove": ["person add"],
    "council list": ["council add"],
    "council show": ["council decide"],
    "council member": ["council add"],
    "council decide": ["council member"],
    "council strike": ["council decide"],
    "council edit": ["council add"],
    "council remove": ["council add"],
    "document remove": ["document add"],
    "movement leave": ["movement join"],
    "movement remove": ["movement add"],
    "exemplar remove": ["exemplar add"],
    "meeting attend": ["meeting add"],
    "meeting guest": ["meeting attend"],
    "meeting speech": ["meeting guest"],
    "meeting resolve": ["meeting attend"],
    "meeting task": ["meeting add"],
    "meeting remove": ["meeting add"],
    "activity list": ["activity add"],
    "activity show": ["activity add"],
    "activity edit": ["activity add"],
    "activity remove": ["activity add"],
    "registration list": ["registration add"],
    "registration compare": ["registration add"],
    "registration show": ["registration add"],
    "registration edit": ["registration add"],
    "registration remove": ["registration add"],
    "pledge withdraw": ["pledge adopt"],
    "pledge drop": ["pledge amend"],
    "pledge missing": ["pledge adopt"],
    "pledge sign": ["pledge adopt"],
    "pledge strike": ["pledge target"],
    "pledge take": ["year open", "pledge draft C6/2024", "pledge table"],
    "pledge remove": ["pledge draft"],
    "award known": ["rule remove"],
    "award remove": ["award add"],
    "rule known": ["rule remove"],
    "ballot new": ["meeting add"],
    "ballot rule": ["ballot new"],
    "ballot nominate": ["ballot rule"],
    "ballot drop": ["ballot nominate", "ballot nominate C6-BP23 NA --award CTD-KSND"],
    "ballot teller": ["ballot nominate", "ballot nominate C6-BP23 NA --award CTD-KSND"],
    "ballot freeze": ["ballot teller"],
    "ballot roll": ["ballot freeze"],
    "ballot unfreeze": ["ballot freeze"],
    "ballot slips": ["ballot freeze"],
    "ballot form": ["ballot freeze"],
    "ballot open": ["ballot roll"],
    "ballot close": ["ballot open"],
    "ballot count": ["ballot close"],
    "ballot tally": ["ballot close"],
    "ballot vote": [
        "meeting attend",
        "ballot new C6-BT23 C6/2023 --meeting C6-TK23 --mode named --threshold 80% --of members",
        "ballot nominate C6-BT23 TH --award BK-VKSTC --movement KTXH",
        "ballot nominate C6-BT23 NA --award BK-VKSTC --movement KTXH",
        "ballot freeze C6-BT23",
        "ballot open C6-BT23",
    ],
    "ballot seal": ["ballot count"],
    "ballot void": ["ballot open"],
    "ballot second-round": ["ballot seal"],
    "ballot edit": ["ballot new"],
    "ballot remove": ["ballot new"],
    "nomination decide": ["nomination submit"],
    "nomination review": ["nomination submit"],
    "nomination complete": ["nomination dossier"],
    "nomination hand-over": ["nomination decide"],
    "nomination retract": ["nomination submit"],
    "nomination edit": ["nomination add"],
    "nomination remove": ["nomination add"],
    "nomination attest": ["nomination add"],
    "nomination override": ["nomination add"],
    "nomination forget": ["nomination override"],
    "commendation list": ["commendation add"],
    "commendation edit": ["commendation add"],
    "commendation remove": ["commendation add"],
    "commendation book": ["commendation add"],
    "discipline list": ["discipline add"],
    "discipline show": ["discipline add"],
    "discipline edit": ["discipline add"],
    "discipline remove": ["discipline add"],
    "score drop": ["score line"],
    "score enter": ["score line"],
    "score publish": [
        "score enter",
        *(f"score enter C6/2023 {unit} I.1=50" for unit in ("NA", "HT", "QB", "QT", "TTH")),
    ],
    "score strike": ["score enter"],
    "score submit": ["score enter"],
    "score return": ["score submit"],
    "score show": ["score enter"],
    "score rank": ["score enter"],
    "duty remove": ["duty add"],
    "duty strike": ["duty receive"],
    "question show": ["question add"],
    "question edit": ["question add"],
    "question remove": ["question add"],
    "question list": ["question add"],
    "question answer": ["question add"],
    "salary list": ["salary add"],
    "salary show": ["salary add"],
    "salary edit": ["salary add"],
    "salary remove": ["salary add"],
    "paper use": ["paper template"],
    "paper remove": ["paper use"],
    "import": ["init"],
    "restore": ["backup", "unit add"],
}
"""Words of a command → what comes before its example: other commands, whose examples run first, or command lines."""


PROVES = {"check", "log verify", "ballot verify", "migrate"}
"""Commands that print and change nothing where all is well."""

SILENT = {"export run"}
"""Commands that say nothing where all went well."""
FILLED_IN = {"template", "ballot form", "paper template"}
"""Commands whose files are filled in before the next command."""
CAPITALS = re.compile(r"(?<![\w.-])[A-Z][A-Z_]+(?!\w)")
"""What may be a place of a command."""

WRITTEN = {
    "phieu.csv": "1;2\n" + "đồng ý;đồng ý\n" * 3 + "đồng ý;không đồng ý\n" * 2,
    "bang-diem.csv": conftest.SCORE_TABLE,
    "xuat-hang-dem.toml": '[[export]]\nwhat = "summary C6/2023"\nfile = "tong-hop-hang-dem.xlsx"\n',
}
"""The files that an officer writes herself."""


def words(line):
    """What a person types of a command line of this program, without the program's name."""
    return shlex.split(line.removeprefix("emulation "))


def before(command):
    """Every command line that comes before the example of a command."""
    for one in AFTER.get(command, ()):
        if one in COMMANDS:
            yield from before(one)
            yield COMMANDS[one].example
        else:
            yield one


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The register of the demonstration, made once."""
    folder = tmp_path_factory.mktemp("demonstration")
    with inprocess.inside(folder):
        done = inprocess.run(["demo"])
    assert done.code == 0, done.err
    return folder / "emulation-demo"


@pytest.fixture
def reader(demonstration, tmp_path):
    """Somebody who has tried the demonstration and types on in its folder."""
    folder = shutil.copytree(demonstration, tmp_path / "emulation-demo")
    for name, text in WRITTEN.items():
        (folder / name).write_text(text, encoding="utf-8")
    with inprocess.inside(folder, LATER):
        yield folder


def kept(folder):
    """What every file holds."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- what is said of a command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_the_first_line_says_what_a_command_is_for(command):
    assert re.fullmatch(r"[A-Z][^\n]{10,}", COMMANDS[command].help.partition("\n")[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_is_of_its_own_command(command):
    own = command.removesuffix(" KIND").split()
    assert COMMANDS[command].example.startswith("emulation ")
    assert words(COMMANDS[command].example)[: len(own)] == own


@pytest.mark.parametrize("command", COMMANDS)
def test_the_next_command_exists_with_its_options_and_lacks_nothing(command):
    assert COMMANDS[command].then.startswith("emulation ")
    refuse_incomplete(words(COMMANDS[command].then))


def refuse_incomplete(typed):
    """Assert that words call a command that exists, with options that it has and with all that it needs."""
    called, *rest = called_by(typed)
    options = {name: one for one in called.params if one.param_type_name == "option" for name in one.opts}
    arguments = [one for one in called.params if one.param_type_name == "argument"]
    given, positional = set(), 0
    while rest:
        word = rest.pop(0)
        if word.startswith("-"):
            given.add(options[word].name)
            rest = rest if options[word].is_flag else rest[1:]
        else:
            positional += 1
    assert {one.name for one in options.values() if one.required} <= given
    most = sum(one.nargs if one.nargs > 0 else 99 for one in arguments)
    assert sum(one.required for one in arguments) <= positional <= most


def called_by(typed):
    """The command that words call, then the words that are left for it."""
    command = app.load(typed[0])
    if len(typed) == 1 or not hasattr(command, "commands"):
        return command, *typed[1:]
    if typed[0] == "export" and typed[1] not in command.commands:
        assert typed[1] in {*app.KINDS, "KIND"}
        return command.commands["KIND"], *typed[1:]
    return command.commands[typed[1]], *typed[2:]


# -- how it is shown --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["rule add", "ballot seal", "log", "init", "registration add"])
@pytest.mark.parametrize("mode", [None, "rich"])
def test_help_ends_with_the_example_in_one_line_and_the_next_command(tmp_path, monkeypatch, command, mode):
    monkeypatch.setattr(app, "markup_mode", lambda: mode)
    with inprocess.inside(tmp_path):
        shown = inprocess.run([*command.split(), "--help"]).out
    assert ("╭" in shown) == (mode == "rich")
    then = COMMANDS[command].then.replace("{year}", "BLOCK/YEAR").replace("{ballot}", "BALLOT")
    assert shown.endswith(f"\n\nExample:\n  {COMMANDS[command].example}\n\nNext: {then}\n")


def test_the_program_alone_shows_the_year_with_commands_that_exist(tmp_path):
    with inprocess.inside(tmp_path):
        done = inprocess.run([])
    assert (done.code, done.err) == (0, "")
    assert [int(number) for number in re.findall(r"^(\d)\. ", done.out, re.MULTILINE)] == list(range(1, 8))
    shown = re.findall(r"^  emulation (.+)$", done.out, re.MULTILINE)
    assert len(shown) == 25
    for line in shown:
        refuse_incomplete(words(line))
    for onward in ("emulation --help", "emulation status", "emulation topic ballot|pledge|import|cron|law"):
        assert onward in done.out.rpartition("\n\n")[2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("balot new", "near it: ballot"),
        ("units", "near it: unit"),
        ("ballot sael", "near it: seal"),
        ("export sumary C6/2023 -o t.xlsx", "near it: summary"),
        ("unit add QN X --shrt x", "near it: --short"),
        ("import unit t.xlsx", "near it: units"),
        ("init --preste none", "near it: --preset"),
    ],
)
def test_a_typing_error_is_told_with_what_was_meant(tmp_path, typed, meant):
    with inprocess.inside(tmp_path):
        done = inprocess.run(typed.split())
    assert done.code == 2
    assert meant in done.err


@pytest.mark.parametrize(
    ("word", "meant"), [("BALLOT", "ballot"), ("stàtus", "status"), ("zzz", None), ("--hlp", "--help")]
)
def test_what_was_meant_is_known_whatever_its_case_and_its_marks(word, meant):
    group = typer.main.get_command(app.tree())
    with pytest.raises(typer.TyperException) as caught:
        group.resolve_command(group.make_context("emulation", ["status"]), [word])
    assert next(iter(caught.value.possibilities), None) == meant


# -- that it runs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_runs_as_it_stands_and_does_what_the_command_is_for(reader, command):
    *first, line = [*before(command), COMMANDS[command].example]
    for one in first:
        done = inprocess.run([*words(one), "--yes"])
        assert done.code == 0, f"{one}\n{done.err}"
    files = kept(reader)
    done = inprocess.run([*words(line), "--yes"])
    assert done.code == 0, f"{line}\n{done.err}"
    assert done.out or kept(reader) != files or command in PROVES
    assert not re.search("nothing (changed|to)|already", done.err) or command == "migrate", done.err
    if kept(reader) != files and command not in SILENT:
        (following,) = re.findall(r"^Next: (.*)$", done.err, re.MULTILINE)
        refuse_incomplete(words(following))
        if usual := re.fullmatch(re.sub(r"\\{\w+\\}", "(.+)", re.escape(COMMANDS[command].then)), following):
            assert not {*WORDS, "BLOCK/YEAR"} & set(usual.groups())  # what is known is filled in
        if not CAPITALS.findall(following) and command not in FILLED_IN:
            assert inprocess.run([*words(following), "--yes"]).code == 0, following
