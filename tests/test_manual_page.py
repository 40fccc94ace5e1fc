"""`man emulation`: the page that is made from the code is what roff reads, and says nothing that does not hold."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from inprocess import forget_configuration
from pages import manual

from emulation_cli import app
from emulation_cli.kernel import errors, settings

PAGE = (Path(__file__).parent.parent / "docs" / "emulation.1").read_text(encoding="utf-8")
LINES = PAGE.splitlines()
SECTIONS = {
    part.partition("\n")[0]: part.partition("\n")[2].splitlines()
    for part in re.split(r"^\.SH ", PAGE, flags=re.MULTILINE)[1:]
}
REQUESTS = {".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi", ".nh", ".ad"}
ESCAPES = re.compile(r"\\(?:f[BR]|-|&|:|\((?:rs|ha|ti|ga|aq))")


def plain(line):
    """A line as it is printed."""
    signs = {r"\(rs": "\\", r"\-": "-", r"\(ha": "^", r"\(ti": "~", r"\(ga": "`", r"\(aq": "'"}
    return ESCAPES.sub(lambda found: signs.get(found[0], ""), line)


def tags(section):
    """What stands before each paragraph of a list."""
    lines = SECTIONS[section]
    return [plain(after) for line, after in pairwise(lines) if line == ".TP"]


def test_the_sections_are_those_of_a_manual_in_their_order():
    wanted = "NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS ENVIRONMENT FILES EXIT STATUS EXAMPLES SEE ALSO"
    assert " ".join(SECTIONS) == wanted
    assert plain(SECTIONS["NAME"][0]).startswith("emulation - register of an emulation block (khối / cụm thi đua)")
    assert LINES[0] == r".\" -*- coding: utf-8 -*-"  # so that man knows the Vietnamese letters
    assert all(any(line.strip() for line in body) for body in SECTIONS.values())


def test_every_line_is_a_request_that_man_knows_or_text_that_it_prints_as_it_is():
    for line in LINES:
        assert line == line.rstrip() != ""
        if line.startswith((".", "'")):
            assert line.split()[0] in REQUESTS or line.startswith(r".\" "), line
            continue
        assert "\\" not in ESCAPES.sub("", line), line
        assert not re.search(r"[-^~`']", ESCAPES.sub("", line)), line
        assert re.sub(r"\\fB.+?\\fR", "", line).count("\\f") == 0, line


def test_what_begins_ends_and_a_tag_has_its_text():
    for begin, end in ((".RS 4", ".RE"), (".nf", ".fi")):
        assert LINES.count(begin) == LINES.count(end) > 5
    for at, line in enumerate(LINES):
        if line == ".TP":
            assert not any(after.startswith(".") for after in LINES[at + 1 : at + 3])


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (".hidden", r"\&.hidden"),
        ("'quoted'", r"\(aqquoted\(aq"),
        ("--as-of", r"\-\-as\-of"),
        ("C:\\tệp ~ ^ `x`", r"C:\(rstệp \(ti \(ha \(gax\(ga"),
    ],
)
def test_no_text_is_taken_for_a_request(text, roff):
    assert manual.escaped(text) == roff
    assert plain(roff) == text


def test_every_command_option_and_variable_is_there():
    shown = tags("COMMANDS")
    for word in app.COMMANDS:
        assert f".SS {word}" in SECTIONS["COMMANDS"]
        loaded = app.load(word)
        for verb in getattr(loaded, "commands", {"": loaded}):
            typed = f"emulation {word} {verb}".strip().removesuffix(" KIND")
            assert any(one == typed or one.startswith(f"{typed} ") for one in shown), typed
    assert tags("OPTIONS")[0] == "--db PATH"
    assert {setting.variable for setting in settings.SETTINGS} <= set(tags("ENVIRONMENT"))
    assert tags("EXIT STATUS") == [str(code) for code in errors.exit_codes()]


def test_the_files_are_where_the_program_looks_for_them(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/officer")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "EMULATION_DB", "ANDROID_ROOT"):
        monkeypatch.delenv(name, raising=False)
    forget_configuration()
    found = [str(path).replace("/home/officer", "~") for path in (settings.register_path(None), settings.config_file())]
    assert found == tags("FILES")[:2]
    forget_configuration()


def test_the_examples_run_in_their_order(cli):
    for _purpose, words in manual.EXAMPLES:
        cli.ok(*shlex.split(words))
    shown = [
        plain(line).removeprefix("emulation ") for line in SECTIONS["EXAMPLES"] if line.startswith(r"\fBemulation")
    ]
    assert shown == [words for _purpose, words in manual.EXAMPLES]
