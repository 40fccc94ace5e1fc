"""Everything that the program says in Vietnamese, one JSON line each: {"of", "said", "unknown"}.

Run by `test_vietnamese.py` in a process of its own, for some help texts are made when a module is loaded. `unknown` are
messages asked for that the catalogue lacks, and keys without a Vietnamese label.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "offline"))
import no_network  # noqa: F401 - which denies the network to this process

from emulation_cli.kernel import labels, language

UNKNOWN: list[str] = []


class Known:
    """A catalogue that notes what it is asked for and lacks."""

    def __init__(self, catalogue) -> None:
        self.catalogue = catalogue

    def gettext(self, message: str) -> str:
        if message and message not in self.catalogue._catalog and language.vietnamese():
            UNKNOWN.append(message)
        return self.catalogue.gettext(message)


def watched_speak(speak):
    """`speak`, with a catalogue that is watched."""

    def watched(chosen: str) -> None:
        speak(chosen)
        if chosen == "vi":
            language._spoken[0] = Known(language._spoken[0])

    return watched


def watched_label(label):
    """`label`, noting the keys that have none of their own."""

    def watched(key: str, of: str = "") -> str:
        if key not in labels.VIETNAMESE and language.vietnamese():
            UNKNOWN.append(f"label {key}")
        return label(key, of)

    return watched


language.speak = watched_speak(language.speak)
labels.label = watched_label(labels.label)
language.speak("vi")

import gallery  # noqa: E402
import inprocess  # noqa: E402
import test_help_examples as examples  # noqa: E402

from emulation_cli import app  # noqa: E402

app.speak = language.speak
inprocess.FIXED["EMULATION_LANG"] = "vi"


def said_by(words: list[str]) -> str:
    done = inprocess.run(words)
    return f"{done.out}\n{done.err}"


def helps(folder: Path) -> Iterator[tuple[str, str]]:
    """The help of every command, and what is said without one."""
    nouns = [[word, "--help"] for word in app.COMMANDS]
    verbs = [[*command.split(), "--help"] for command in examples.COMMANDS]
    for words in ([], ["--help"], ["topic"], *nouns, *verbs):
        with inprocess.inside(folder):
            yield " ".join(words), said_by(words)


def on_screen(words: list[str]) -> list[str]:
    """A command that writes a file, without it: its table; [] for one that only writes files."""
    if "-o" not in words or words[0] not in ("statistics", "duty", "export"):
        return []
    place = words.index("-o")
    return [*words[:place], *words[place + 2 :]]


def run_examples(folder: Path) -> Iterator[tuple[str, str]]:
    """The demonstration, and every example of the help on a copy of its register."""
    with inprocess.inside(folder):
        yield "demo", said_by(["demo"])
    for command in examples.COMMANDS:
        copy = shutil.copytree(folder / "emulation-demo", folder / "copy")
        for name, text in examples.WRITTEN.items():
            (copy / name).write_text(text, encoding="utf-8")
        with inprocess.inside(copy, examples.LATER):
            lines = [*examples.before(command), examples.COMMANDS[command].example]
            for line in lines[:-1]:
                inprocess.run([*examples.words(line), "--yes"])
            yield lines[-1], said_by([*examples.words(lines[-1]), "--yes"])
            if unwritten := on_screen(examples.words(lines[-1])):
                yield " ".join(unwritten), said_by([*unwritten, "--yes"])
        shutil.rmtree(copy)


def errors(folder: Path) -> Iterator[tuple[str, str]]:
    """Every case of the gallery of errors."""
    for floor in gallery.FLOORS:
        for case in gallery.cases(floor):
            place = folder / "case"
            place.mkdir()
            yield f"{floor}/{case['name']}", gallery.play(case, place).err
            shutil.rmtree(place, ignore_errors=True)


PARTS = {"helps": helps, "examples": run_examples, "errors": errors}


def main() -> None:
    part = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        told = os.fdopen(os.dup(1), "w", encoding="utf-8")
        for of, said in PARTS[part](Path(folder)):
            told.write(json.dumps({"of": of, "said": said, "unknown": list(UNKNOWN)}, ensure_ascii=False) + "\n")
            UNKNOWN.clear()
        told.close()


if __name__ == "__main__":
    main()
