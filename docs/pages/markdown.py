"""What the pages are written in: cells, tables, the line that says where a page comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made from the code: make pages. What is changed here by hand is lost. -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """A table whose first `numbers` columns are figures; its cells are written as they are given."""
    rules = ["---:"] * numbers + ["---"] * (len(headings) - numbers)
    lines = [f"| {' | '.join(headings)} |", f"|{'|'.join(rules)}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def cell(text: str) -> str:
    """Plain words as they stand in a cell; what is between backticks stays code."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(part if part.startswith("`") else re.sub(r"([<*\\])", r"\\\1", part) for part in parts).replace(
        "|", r"\|"
    )


def code(text: str) -> str:
    """A word to be typed as it stands in a cell."""
    return f"`{text}`".replace("|", r"\|") if text else ""


def anchor(heading: str) -> str:
    """The address of a heading within its page, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def page(*blocks: str) -> str:
    """A whole page, its blocks parted by empty lines."""
    return "\n\n".join(block for block in (*blocks[:1], MADE, *blocks[1:]) if block) + "\n"
