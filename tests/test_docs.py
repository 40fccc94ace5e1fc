"""The pages that are written by hand: every way leads somewhere, and what they say of the code is there."""

import re
import tomllib
from pathlib import Path

import pytest
from pages.markdown import anchor

from emulation_cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
STANDING = [page for page in PAGES if page.name != "CHANGELOG.md"]
"""The pages that tell what is, not what was."""
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_standing_page = pytest.mark.parametrize("page", STANDING, ids=lambda page: page.name)


def outside_code(page):
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def ways(page):
    """Where the links and pictures of a page lead, but for other sites."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(?<!\[)`[^`\n]*`", "", outside_code(page)))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchors(page):
    """The addresses of the headings of a page."""
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", outside_code(page), re.MULTILINE)}


# -- ways -------------------------------------------------------------------------------------------------------------


@each_page
def test_every_way_leads_to_a_file_that_goes_out_with_the_source(page):
    included = [ROOT / name for name in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]]
    for target in ways(page):
        path, _sharp, place = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name}: {target}"
        assert any(there.is_relative_to(one) for one in included), f"{page.name}: {target} is not in the sdist"
        assert not place or place in anchors(there), f"{page.name}: {target}"


def test_the_ways_are_seen():
    assert {"docs/images/results.svg", "docs/architecture.md"} <= set(ways(ROOT / "README.md"))
    assert "exit-codes" not in anchors(ROOT / "docs" / "commands.md")
    assert "emulation-ballot-second-round" in anchors(ROOT / "docs" / "commands.md")


@each_standing_page
def test_no_heading_of_a_page_hides_another(page):
    assert len(anchors(page)) == len(re.findall(r"^#+ .+$", outside_code(page), re.MULTILINE))


@each_standing_page
def test_what_a_page_tells_to_make_can_be_made(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert told - targets == set()


# -- architecture -----------------------------------------------------------------------------------------------------

HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FLOORS = re.findall(r"^\| `(\w+)` \| (.+?) \|(.*)\|$", HOUSE, re.MULTILINE)
CONTRACTS = {one["name"].partition(":")[0]: one for one in PROJECT["tool"]["importlinter"]["contracts"]}


def test_the_floors_are_those_that_the_linter_holds_ground_first():
    layers = list(reversed(CONTRACTS["Floors"]["layers"]))
    assert [floor for floor, _holds, _words in FLOORS] == layers[:-1]
    assert layers[-1] == "app"
    assert {path.name for path in (ROOT / "emulation_cli").iterdir() if (path / "__init__.py").exists()} == set(
        layers[:-1]
    )


def test_the_picture_shows_every_floor_in_its_place():
    picture = HOUSE.partition("```mermaid\n")[2].partition("```")[0]
    floors = re.findall(r"^ +(\w+)\[", picture, re.MULTILINE)
    assert [floor for floor in floors if floor in CONTRACTS["Floors"]["layers"]] == CONTRACTS["Floors"]["layers"]


def test_every_word_of_the_command_line_stands_on_the_floor_of_its_module():
    told = {word: floor for floor, _holds, words in FLOORS for word in words.replace("`", " ").split()}
    assert told == {word: address.split(".")[1] for word, (address, _line) in app.COMMANDS.items()}


def test_the_rooms_stand_in_the_order_that_the_linter_holds_on_every_floor_that_has_a_field_list():
    below = HOUSE.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)\.py` \|", below, re.MULTILINE)
    places = [
        next(at for at, layer in enumerate(CONTRACTS["Rooms"]["layers"]) if f"({room})" in layer) for room in told
    ]
    assert len(told) == 7
    assert places == sorted(places)
    named = set(re.findall(r"`(\w+)\.py`", below))
    rooms = set(re.findall(r"\w+", " ".join(CONTRACTS["Rooms"]["layers"])))
    assert named - rooms == set()
    with_fields = {f"emulation_cli.{path.parent.name}" for path in (ROOT / "emulation_cli").glob("*/fields.py")}
    assert set(CONTRACTS["Rooms"]["containers"]) == with_fields - {"emulation_cli.kernel"}


def test_every_file_that_the_architecture_names_is_there():
    named = re.findall(r"`([\w./-]+\.(?:py|toml|sql|txt|md))`", HOUSE)
    assert len(named) > 60
    bases = (ROOT, ROOT / "docs", ROOT / "emulation_cli", *(path for path in (ROOT / "emulation_cli").iterdir()))
    assert [name for name in named if not any((base / name).is_file() for base in bases)] == []
