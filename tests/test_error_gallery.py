"""The gallery of errors, `tests/errors`: every message has a name, a case, its exact words and exit code.

A folder is a spoiled file, a FLOOR.toml has the messages of a floor; none changes the register.
"""

import importlib
import shutil

import gallery
import pytest
from gallery import FLOORS, GALLERY

CASES = list(gallery.spoiled())
TOLD = [(floor, case) for floor in FLOORS for case in gallery.cases(floor)]
ELSEWHERE = [(floor, one) for floor in FLOORS for one in gallery.room(floor).get("elsewhere", [])]


def test_every_fault_of_an_import_is_there():
    assert {int(name[:2]) for name in CASES} == set(range(23, 52))
    assert sorted(path.name for path in GALLERY.iterdir() if path.is_dir()) == CASES


@pytest.mark.parametrize("name", CASES)
def test_a_spoiled_file_is_told_in_these_words(register, monkeypatch, name):
    case = gallery.spoiled()[name]
    for file in (GALLERY / name).iterdir():
        if file.name != "case.toml":
            shutil.copy(file, register.folder)
    for path, size in case.get("grow", {}).items():
        with (register.folder / path).open("r+b") as file:
            file.truncate(size)
    for words in case.get("before", ()):
        register.ok(*words)
    before = register.db.read_bytes()
    done = register(*case["run"])
    assert done.err == case["says"]
    assert done.code == case["exit"]
    assert [message for message in case.get("shows", ()) if not gallery.says(message, done.err)] == []
    if done.code:
        assert register.db.read_bytes() == before
    for then in case.get("after", ()):
        assert register.ok(*then["run"]).replace("\r\n", "\n") == then["out"]


# -- every message of the code ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("floor", FLOORS)
def test_every_message_of_a_floor_is_shown_by_a_case(floor):
    assert gallery.shown(floor) == gallery.messages(floor)


def test_every_case_has_a_name_of_its_own():
    names = [case["name"] for _floor, case in TOLD]
    assert len(names) == len(set(names))
    assert {path.stem for path in GALLERY.glob("*.toml")} <= {*FLOORS, "bases"}


@pytest.mark.parametrize(("floor", "case"), TOLD, ids=[f"{floor}/{case['name']}" for floor, case in TOLD])
def test_an_error_is_told_in_these_words(tmp_path, floor, case):
    done = gallery.play(case, tmp_path)
    assert done.err == case["says"]
    assert done.code == case["exit"]
    assert [message for message in case["shows"] if not gallery.says(message, done.err)] == []


@pytest.mark.parametrize(("floor", "one"), ELSEWHERE, ids=[f"{floor}/{one['test']}" for floor, one in ELSEWHERE])
def test_what_needs_more_than_a_command_is_shown_by_a_test_of_its_own(floor, one):
    file, _colons, test = one["test"].partition("::")
    assert callable(getattr(importlib.import_module(file.removesuffix(".py")), test))
