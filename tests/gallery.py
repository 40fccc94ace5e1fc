"""The gallery of errors: which messages the code has, the cases that show them, and how their words are written down.

A floor's cases lie in `errors/FLOOR.toml`. `python tests/gallery.py FLOOR…` runs them and writes down what is said now
(look at the difference before it is committed); without a floor it names the messages that no case shows yet.
The spoiled files, `errors/NN-name/case.toml`, show messages of the exchange, and of the kernel that it stands on.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import inprocess

import emulation_cli
from emulation_cli.kernel import errors

GALLERY = Path(__file__).parent / "errors"
PACKAGE = Path(emulation_cli.__file__).parent
FLOORS = sorted(
    {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")} - {"__init__"}
)
CLASSES = {"Finding", "Unreadable", *(name for name, one in vars(errors).items() if isinstance(one, type))}


# -- the messages of the code -----------------------------------------------------------------------------------------


@cache
def messages(floor: str) -> frozenset[str]:
    """The source words of every error and finding that a floor's code can make."""
    path = PACKAGE / floor
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return frozenset(words for file in files for words in _of_module(ast.parse(file.read_text(encoding="utf-8"))))


def _of_module(tree: ast.Module) -> Iterator[str]:
    helpers = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
        made = [node for node in ast.walk(function) if _makes_error(node)]
        for node in _what_it_takes(made, [one for one in ast.walk(function) if isinstance(one, ast.Assign)], helpers):
            yield from _words(node)


def _makes_error(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES


def _what_it_takes(
    made: list[ast.AST], assigned: list[ast.Assign], helpers: dict[str, ast.FunctionDef]
) -> list[ast.AST]:
    """What errors are made of: themselves, what their names were given, the private functions of the module called."""
    taken, left = list(made), list(made)
    while left:
        used = {one.id for one in ast.walk(left.pop()) if isinstance(one, ast.Name)}
        given: list[ast.AST] = [one for one in assigned if any(getattr(name, "id", "") in used for name in one.targets)]
        called = [helpers[name] for name in used if name.startswith("_") and name in helpers]
        new = [one for one in (*given, *called) if one not in taken]
        taken, left = taken + new, left + new
    return taken


def _words(node: ast.AST) -> Iterator[str]:
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id == "_" and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def says(message: str, said: str) -> bool:
    """Whether the words of a message stand in what was said, whatever its blanks were filled with."""
    parts = re.split(r"\{[^{}]*\}", message.replace("{{", "\0").replace("}}", "\1"))
    pattern = ".*".join(re.escape(part.replace("\0", "{").replace("\1", "}")) for part in parts)
    return re.search(pattern, said, re.DOTALL) is not None


# -- the cases --------------------------------------------------------------------------------------------------------


@cache
def room(floor: str) -> dict[str, list[dict]]:
    """What stands of a floor in the gallery: its cases, and what is shown elsewhere."""
    path = GALLERY / f"{floor}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def cases(floor: str) -> list[dict]:
    """The cases of a floor: name, shows, run, exit, says; before, files, env, base where they need them."""
    return room(floor).get("case", [])


@cache
def spoiled() -> dict[str, dict]:
    """The spoiled files by the names of their folders: fault, run, exit, says; shows, and more, where they need it."""
    paths = sorted(GALLERY.glob("*/case.toml"))
    return {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


def shown(floor: str) -> set[str]:
    """The messages that a floor's cases, tests named there, or spoiled files show."""
    by_files = {message for case in spoiled().values() for message in case.get("shows", ())}
    kernel = by_files & messages("kernel")
    told = {"exchange": by_files - kernel, "kernel": kernel}.get(floor, set())
    return told | {message for sort in room(floor).values() for one in sort for message in one["shows"]}


@cache
def bases() -> dict[str, dict]:
    """The registers that cases begin with: the one that it follows, and the commands that make it of that."""
    return tomllib.loads((GALLERY / "bases.toml").read_text(encoding="utf-8"))


@cache
def base(name: str) -> Path:
    """A folder with the register, and the files, of a base; made once."""
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    plan = bases()[name]
    if "from" in plan:
        shutil.copytree(base(plan["from"]), folder, dirs_exist_ok=True)
    with inprocess.inside(folder):
        _write(folder, plan)
        for words in plan.get("run", ()):
            _succeed(words)
    return folder


def play(case: dict, folder: Path) -> inprocess.Done:
    """Run a case in an empty folder; its words with that folder taken out."""
    shutil.copytree(base(case.get("base", "cum6")), folder, dirs_exist_ok=True)
    with inprocess.inside(folder, case.get("env")):
        _write(folder, case)
        for words in case.get("before", ()):
            _succeed(words)
        inprocess.forget_configuration()
        register = folder / "register.db"
        before = register.read_bytes() if register.is_file() else None
        done = inprocess.run([word.replace("{folder}", str(folder)) for word in case["run"]])
        if done.code:
            assert before == (register.read_bytes() if register.is_file() else None), "a refused command wrote"
    done.err = done.err.replace(str(folder), "{folder}")
    return done


def _write(folder: Path, plan: dict) -> None:
    for name, text in plan.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def _succeed(words: list[str]) -> None:
    done = inprocess.run(words)
    if done.code:
        raise RuntimeError(f"{words}: exit {done.code}\n{done.err}")


# -- writing down -----------------------------------------------------------------------------------------------------


def record(floor: str) -> None:
    """Run the cases of a floor and write down their codes and words."""
    path = GALLERY / f"{floor}.toml"
    head = path.read_text(encoding="utf-8").partition("[[")[0]
    parts = [head.rstrip() + "\n" if head.strip() else ""]
    for case in cases(floor):
        with tempfile.TemporaryDirectory() as folder:
            done = play(case, Path(folder))
        parts.append(_as_toml("case", {**case, "exit": done.code, "says": done.err}))
        for message in case["shows"]:
            if not says(message, done.err):
                sys.stdout.write(f"{case['name']}: does not show {message!r}\n{done.err}\n")
    parts += [_as_toml("elsewhere", one) for one in room(floor).get("elsewhere", [])]
    path.write_text("\n".join(part for part in parts if part), encoding="utf-8")


def _as_toml(sort: str, one: dict) -> str:
    return "\n".join([f"[[{sort}]]", *(f"{key} = {_value(value)}" for key, value in one.items())]) + "\n"


def _value(value: object) -> str:
    if (
        isinstance(value, str)
        and "\n" in value
        and "'''" not in value
        and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value)
    ):
        return f"'''\n{value}'''"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "\n".join(["[", *(f"  {_value(one)}," for one in value), "]"])
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def main(floors: list[str]) -> None:
    for floor in floors:
        record(floor)
    for floor in floors or FLOORS:
        room.cache_clear()
        missing, gone = messages(floor) - shown(floor), shown(floor) - messages(floor)
        sys.stdout.writelines(f"{floor}: no case shows {one!r}\n" for one in sorted(missing))
        sys.stdout.writelines(f"{floor}: the code no longer says {one!r}\n" for one in sorted(gone))


if __name__ == "__main__":
    main(sys.argv[1:])
