"""`docs/glossary.md`: one Vietnamese term for one thing, and its English word."""

from __future__ import annotations

import inspect
import tokenize
import tomllib
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from emulation_cli.kernel import terms

from . import markdown
from .fields import kinds
from .markdown import cell, code

WORDS = Path(__file__).resolve().parent.parent / "glossary.toml"

INTRODUCTION = """# Glossary

One term for one thing: what the program says in English, and the official Vietnamese word that it uses for it, on the
screen, in workbooks and in papers. A translation uses these and no others; a test holds the three parts of this page
together."""

KEPT = """## Words of what is said

Kept by hand in `docs/glossary.toml`."""
CODES = """## Words for what is kept as a code

From `emulation_cli/kernel/terms.py`. Where a code means different things, what it is said of stands
before it."""
TITLES = """## What the kinds of rows are called

The titles of their sheets; their columns are in [fields.md](fields.md)."""
HEADINGS = """## Headings

Every heading of a column, from the field lists."""


def page() -> str:
    """The whole page."""
    kept = [block for title, words in kept_words().items() for block in (f"### {title}", _kept(words))]
    codes = [block for title, rows in groups().items() for block in (f"### {terms.capital(title)}", _codes(rows))]
    titles = [[cell(kind.en), cell(kind.vi), code(kind.name)] for kind in kinds()]
    return markdown.page(
        INTRODUCTION,
        KEPT,
        *kept,
        CODES,
        *codes,
        TITLES,
        markdown.table(["English", "Vietnamese", "KIND"], titles),
        HEADINGS,
        markdown.table(["English", "Vietnamese", "of"], _headings()),
    )


def kept_words() -> Mapping[str, Mapping[str, list[str]]]:
    """Title → English word → the Vietnamese ones, the usual one first."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def groups() -> Mapping[str, list[tuple[str, str, str]]]:
    """What `kernel/terms.py` holds, under the comments it stands under there: (key, Vietnamese, English)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    title = ""
    for token in tokenize.generate_tokens(StringIO(inspect.getsource(terms)).readline):
        if token.type == tokenize.COMMENT:
            title = token.string.lstrip("# ")
        elif token.type == tokenize.STRING and (pair := _pair(token)):
            found.setdefault(title, []).append(pair)
    return found


def _pair(token: tokenize.TokenInfo) -> tuple[str, str, str] | None:
    """The term whose key a token is: a string before a colon."""
    key = token.string.strip('"')
    rest = token.line[token.end[1] :]
    words = terms.words(key) if rest.startswith(":") else ()
    return (key, words[0], words[1]) if any(words) else None


def _kept(words: Mapping[str, list[str]]) -> str:
    rows = [[cell(english), cell(", ".join(vietnamese))] for english, vietnamese in words.items()]
    return markdown.table(["English", "Vietnamese"], rows)


def _codes(rows: list[tuple[str, str, str]]) -> str:
    cells = [[cell(english), cell(vietnamese), code(key)] for key, vietnamese, english in rows]
    return markdown.table(["English", "Vietnamese", "in the code"], cells)


def _headings() -> Iterator[list[str]]:
    """Each pair of headings once, with the kinds that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind in kinds():
        for field in kind.fields:
            found.setdefault((field.en, field.vi), []).append(kind.name)
    for english, vietnamese in sorted(found, key=lambda pair: (pair[0].casefold(), pair[1])):
        yield [cell(english), cell(vietnamese), " ".join(code(kind) for kind in found[english, vietnamese])]
