"""The messages of the program and their Vietnamese: `make catalogue` brings the catalogue up to date with the sources.

What is said stands in `_("…")`, what is said later in `N_("…")`, what a command does in its docstring. The catalogue
(`emulation_cli/locale/vi/LC_MESSAGES/emulation.po`) is written by hand, its compiled form beside it by this script.
"""

from __future__ import annotations

import ast
import inspect
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from emulation_cli import app
from emulation_cli.kernel import language, placeholders

PACKAGE = Path(app.__file__).parent
CATALOGUE = language.CATALOGUES / "vi" / "LC_MESSAGES" / f"{language.DOMAIN}.po"
COMPILED = CATALOGUE.with_suffix(".mo")


def verbs() -> Iterator[tuple[str, str, str]]:
    """Each command: its words, the file it is in, its docstring."""
    for word in app.COMMANDS:
        module, _colon, name = app.COMMANDS[word][0].partition("#")[0].partition(":")
        noun = getattr(sys.modules.get(module) or __import__(module, fromlist=["app"]), name or "app")
        only = app.COMMANDS[word][0].partition("#")[2]
        for verb in noun.verbs.values():
            if not only or verb.name == only:
                file = Path(inspect.getfile(inspect.unwrap(verb.function)))
                yield f"{word} {verb.name}", _relative(file), inspect.getdoc(verb.function) or ""


def _relative(file: Path) -> str:
    return file.relative_to(PACKAGE.parent).as_posix()


def marked(file: Path) -> Iterator[str]:
    """The messages that a module marks with `_` or `N_`, also within f-strings, which other tools pass over."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def messages() -> Catalog:
    """Every message of the sources, untranslated."""
    found = Catalog(locale="vi", domain=language.DOMAIN, fuzzy=False)
    for file in sorted(PACKAGE.rglob("*.py")):
        for message in marked(file):
            found.add(message, locations=[(_relative(file), 0)])
    for _words, file, said in verbs():
        found.add(said, locations=[(file, 0)])
    for word in sorted(placeholders.WORDS):
        found.add(word, locations=[(_relative(Path(placeholders.__file__)), 0)])
    return found


def translated() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi", domain=language.DOMAIN)


def updated() -> Catalog:
    """What is kept of the catalogue, with the messages of the sources: new ones empty, old ones gone."""
    kept, fresh = translated(), messages()
    for message in fresh:
        old = kept.get(message.id)
        if message.id and old is not None:
            message.string, message.flags = old.string, old.flags
            message.user_comments = old.user_comments
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text: without line numbers and days, so that it changes only where a message does."""
    written = io.BytesIO()
    write_po(written, catalogue, width=120, sort_by_file=True, include_lineno=False, omit_header=True)
    head = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return f'{head}"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'.encode() + written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it, with one day for all times."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> None:
    """Bring both files up to date; say what is still to be translated."""
    language.speak("en")
    fresh = updated()
    CATALOGUE.write_bytes(as_po(fresh))
    COMPILED.write_bytes(as_mo(translated()))
    missing = [message.id for message in fresh if message.id and not message.string]
    sys.stdout.write(f"{len(fresh)} messages, {len(missing)} of them without Vietnamese\n")


if __name__ == "__main__":
    main()
