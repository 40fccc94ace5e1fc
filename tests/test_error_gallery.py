"""Every spoiled file of `tests/errors`: the exact words and exit code, and a register that is as it was."""

import shutil
import tomllib
from pathlib import Path

import pytest

GALLERY = Path(__file__).parent / "errors"
CASES = sorted(path.parent.name for path in GALLERY.glob("*/case.toml"))


def test_every_fault_of_an_import_is_there():
    assert {int(name[:2]) for name in CASES} == set(range(23, 52))
    assert sorted(path.name for path in GALLERY.iterdir() if path.is_dir()) == CASES


@pytest.mark.parametrize("name", CASES)
def test_a_spoiled_file_is_told_in_these_words(register, monkeypatch, name):
    case = tomllib.loads((GALLERY / name / "case.toml").read_text(encoding="utf-8"))
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
    if done.code:
        assert register.db.read_bytes() == before
    for then in case.get("after", ()):
        assert register.ok(*then["run"]).replace("\r\n", "\n") == then["out"]
