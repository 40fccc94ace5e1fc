"""The pages of the docs that are made from the code, `make pages`: fresh, whole, the same wherever they are made."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pages
import pytest
from pages import fields, markdown, tree

from emulation_cli import app
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.language import speak
from emulation_cli.kernel.values import Choice

ROOT = Path(__file__).parent.parent
ELSEWHERE = {
    "LANG": "vi_VN.UTF-8",
    "LC_ALL": "C",
    "EMULATION_LANG": "vi",
    "COLUMNS": "40",
    "TERM": "dumb",
    "FORCE_COLOR": "1",
    "PYTHONHASHSEED": "7",
}
"""A terminal and a locale that nobody wrote the pages on."""


@pytest.fixture(autouse=True)
def _in_english():
    """Whatever a test before spoke."""
    speak("en")
    tree.words.cache_clear()


def read(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def table_below(page, heading):
    """The cells of the first table below a heading, row by row."""
    rows = page.split(f"\n{heading}\n", 1)[1].split("\n|---", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


# -- fresh ------------------------------------------------------------------------------------------------------------


PANELS = "import pages; from emulation_cli import app; app.markup_mode = lambda: 'rich'; assert pages.behind() == []"


@pytest.mark.parametrize("surroundings", [{}, ELSEWHERE], ids=["here", "elsewhere"])
@pytest.mark.parametrize("how", [("-m", "pages", "--check"), ("-c", PANELS)], ids=["plain", "panels"])
def test_the_pages_say_what_the_code_says(surroundings, how):  # else: make pages
    environment = {**os.environ, **surroundings}
    words = [sys.executable, *how]
    done = subprocess.run(words, cwd=ROOT / "docs", env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The docs of a checkout of its own."""
    (tmp_path / "docs").mkdir()
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        shutil.copy(page, tmp_path / page.relative_to(ROOT))
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    whole = ("docs/exit-codes.md", "docs/fields.md")  # those that hold no help, which may be loaded in another language
    monkeypatch.setattr(pages, "WHOLE", {name: pages.WHOLE[name] for name in whole})
    return tmp_path / "docs"


def test_what_fell_behind_is_named_and_made_anew_and_the_page_around_a_table_kept(copied):
    assert pages.behind() == []
    before = (copied / "cron.md").read_text(encoding="utf-8")
    (copied / "cron.md").write_text(before.replace("trying later helps", "nothing helps"), encoding="utf-8")
    (copied / "fields.md").unlink()
    (copied / "exit-codes.md").write_text("old", encoding="utf-8")
    assert sorted(page.name for page in pages.behind()) == ["cron.md", "exit-codes.md", "fields.md"]
    pages.write()
    assert pages.behind() == []
    assert (copied / "cron.md").read_text(encoding="utf-8") == before


def test_a_mark_that_names_no_table_is_an_error():
    with pytest.raises(KeyError, match="exit cods"):
        pages.filled("<!-- exit cods: make pages -->\n| |\n<!-- end -->\n")


def test_every_mark_of_a_page_is_one_that_is_filled():
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        text = page.read_text(encoding="utf-8")
        marks = re.findall(r"^<!-- [^:]+: make \w+ -->$", text, re.MULTILINE)
        assert len(marks) == len(list(pages.MARKED.finditer(text))) == text.count("<!-- end -->"), page.name


# -- every command ----------------------------------------------------------------------------------------------------


def test_the_page_of_commands_has_every_word_and_verb_in_the_year_s_order():
    wanted = []
    for word in app.COMMANDS:
        wanted += [
            f"emulation {word}",
            *(f"emulation {word} {verb}" for verb in getattr(app.load(word), "commands", ())),
        ]
    assert re.findall(r"^##+ `(emulation .*)`$", read("commands.md"), re.MULTILINE) == wanted
    assert len(wanted) > 250


def test_the_page_of_commands_has_every_argument_and_option_and_the_shared_ones_once():
    page = read("commands.md")
    shared = [name for name, *_told in table_below(page, "## Options of every command")]
    words = "`--db PATH` `--format table\\|json\\|csv` `-q, --quiet` `-y, --yes` `--wait SECONDS` `--lang vi\\|en`"
    assert " ".join(shared) == words
    assert [page.count(f"\n| {name} |") for name in shared] == [1] * len(shared)
    for word in app.COMMANDS:
        for verb, command in getattr(app.load(word), "commands", {}).items():
            below = page.split(f"\n### `emulation {word} {verb}`\n", 1)[1].split("\n#", 1)[0]
            for one in command.params:
                typed = one.metavar if one.param_type_name == "argument" else one.opts[-1]
                if typed not in " ".join(shared) and not getattr(one, "hidden", False):
                    assert typed in below.replace(r"\|", "|")


def test_a_line_of_use_names_what_is_needed():
    page = read("commands.md")
    for line in (
        "emulation block add CODE NAME --kind cluster|block [OPTIONS]",
        "emulation year list [BLOCK]",
        "emulation export {units|members|…} [BLOCK/YEAR] -o FILE [OPTIONS]",
        "emulation log show N",
        "emulation migrate",
    ):
        assert f"\n```text\n{line}\n\n$ " in page


def test_every_command_has_its_example_and_the_one_that_comes_next():
    page = read("commands.md")
    count = sum(len(word.commands) for word in tree.words())
    assert len(re.findall(r"```text\nemulation .+\n\n\$ emulation .+\n```\n", page)) == count > 230
    assert len(re.findall(r"^Next: `emulation [^{}`]+`$", page, re.MULTILINE)) == count
    below = page.split("\n### `emulation block add`\n")[1].split("\n#", 1)[0]
    assert "\n\n$ emulation block add C1 " in below
    assert "\nNext: `emulation year open CODE/YEAR`\n" in below


# -- every field ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", app.KINDS)
def test_the_page_of_fields_has_every_field_of_a_kind_with_both_headings(name):
    kind = verbs.load(app.KINDS[name].replace(":", ".fields:"))
    rows = table_below(read("fields.md"), f"## `{name}`")
    assert [row[:3] for row in rows] == [
        [f"`{field.key}`", markdown.cell(field.vi), markdown.cell(field.en)] for field in kind.fields
    ]
    for field, (_key, _vi, _en, standing, told, example) in zip(kind.fields, rows, strict=True):
        assert (standing != "shown") is bool(told and example) is field.writable
        assert ("identity" in standing) is (field.identity and field.writable)
        for option in field.type.options if isinstance(field.type, Choice) and field.writable else ():
            vietnamese = terms.words(option, field.type.words)[0]
            assert (f"`{option}` ({vietnamese})" if vietnamese else f"`{option}`") in told
        assert not field.reference or not field.writable or f"](#{fields._where(field.reference)})" in told


def test_a_field_says_what_a_row_needs():
    rows = {row[0]: row[3:] for row in table_below(read("fields.md"), "## `meetings`")}
    assert rows["`code`"][0] == "identity, required"
    assert rows["`kinds`"][1].startswith("One of: `launch` (phát động, ký kết giao ước), `midyear` (sơ kết 6 tháng)")
    assert rows["`mode`"][1].endswith("; empty means in-person.")
    assert rows["`host`"] == ["", "Code: [unit](#units).", "`TH`"]


# -- cells ------------------------------------------------------------------------------------------------------------


def test_a_cell_keeps_its_words_whatever_they_hold():
    assert markdown.cell("a|b < c *d*\n e") == r"a\|b \< c \*d\* e"
    assert markdown.cell("see `x|y <*>`") == r"see `x\|y <*>`"
    assert (markdown.code("a|b"), markdown.code("")) == (r"`a\|b`", "")
    assert markdown.anchor("`emulation ballot second-round`") == "emulation-ballot-second-round"


# -- the package ------------------------------------------------------------------------------------------------------


def test_the_package_brings_the_manual_page_along():
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert hatch["wheel"]["shared-data"] == {"docs/emulation.1": "share/man/man1/emulation.1"}
    assert "docs" in hatch["sdist"]["include"]
    assert all((ROOT / name).exists() for name in (*hatch["wheel"]["shared-data"], *hatch["sdist"]["include"]))
