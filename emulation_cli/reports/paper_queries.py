"""Named reads over the templates of papers."""

from __future__ import annotations

import sqlite3

from emulation_cli.kernel import names
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.reports.paper_fields import FOLDER, FORMS, Form


@frozen
class Own:
    """A template kept in the register: the name of its file, its SHA-256."""

    file: str
    digest: str


def form(name: str) -> Form:
    """The paper that a word names; NotFound with the ones there are."""
    found = FORMS.get(name.casefold())
    if found is None:
        near = names.nearest(name, list(FORMS)) or list(FORMS)
        raise NotFound(
            _("there is no paper {name}").format(name=name), _("Papers: {names}.").format(names=", ".join(near))
        )
    return found


def own(connection: sqlite3.Connection, name: str) -> Own | None:
    """The template kept for a paper, or None."""
    row = connection.execute("SELECT file, digest FROM paper WHERE code = ?", (name,)).fetchone()
    return None if row is None else Own(row["file"], row["digest"])


def kept(connection: sqlite3.Connection) -> dict[str, str]:
    """Every paper that a template is kept for → the name of its file."""
    return {row["code"]: row["file"] for row in connection.execute("SELECT code, file FROM paper")}


def template(connection: sqlite3.Connection, name: str) -> tuple[str, bytes]:
    """The template of a paper, the officer's before the product's: the name of its file, the file."""
    row = connection.execute("SELECT file, content FROM paper WHERE code = ?", (name,)).fetchone()
    return (row["file"], row["content"]) if row is not None else (f"{name}.docx", built_in(name))


def built_in(name: str) -> bytes:
    """The product's own template of a paper."""
    from emulation_cli.exchange.word_forms import build

    return build((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
