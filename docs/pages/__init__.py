"""The pages, and the tables inside of pages, that the code knows: `make pages` writes them.

A test fails where one is not what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from emulation_cli.kernel.language import speak

from . import commands, exit_codes, fields, glossary, manual

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE: Mapping[str, Callable[[], str]] = {
    "docs/commands.md": commands.page,
    "docs/exit-codes.md": exit_codes.page,
    "docs/fields.md": fields.page,
    "docs/glossary.md": glossary.page,
    "docs/emulation.1": manual.page,
}
"""A page that is made as a whole → what makes it."""
TABLES: Mapping[str, Callable[[], str]] = {"exit codes": exit_codes.table}
"""The name that a mark gives a table → what makes it."""
MARKED = re.compile(r"(?P<mark><!-- (?P<name>[^>]+): make pages -->\n).*?(?P<end><!-- end -->)", re.DOTALL)


def made() -> dict[Path, str]:
    """Every page that the code knows something of, as it should read; in English, whatever the machine speaks."""
    speak("en")
    whole = {ROOT / name: make() for name, make in WHOLE.items()}
    written = {*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")} - set(whole)
    return whole | {page: filled(page.read_text(encoding="utf-8")) for page in sorted(written)}


def filled(text: str) -> str:
    """A page with every table made anew. KeyError for a mark that names no table."""
    return MARKED.sub(lambda found: f"{found['mark']}{TABLES[found['name']]()}\n{found['end']}", text)


def behind() -> list[Path]:
    """The pages that do not say what the code says."""
    return [page for page, text in made().items() if not page.exists() or page.read_text(encoding="utf-8") != text]


def write() -> None:
    """Bring every page up to date."""
    for page, text in made().items():
        page.write_text(text, encoding="utf-8", newline="\n")
