"""Write the tables of the docs that the code knows: `make tables`. A test fails where they are not what it says."""

from __future__ import annotations

import re
from pathlib import Path

from emulation_cli.kernel.errors import exit_codes

ROOT = Path(__file__).resolve().parent.parent
DOCS = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")))
END = "<!-- end -->"


def exit_code_table() -> str:
    """Every exit code with what it means, and the name that the code has for it."""
    rows = [f"| {code} | {meaning} | {name and f'`{name}`'} |" for code, (name, meaning) in exit_codes().items()]
    return "\n".join(["| code | meaning | in the code |", "|---:|---|---|", *rows])


TABLES = {"<!-- exit codes: make tables -->": exit_code_table}
"""What stands before a table → what makes it; behind it stands END."""


def filled(text: str) -> str:
    """A page with every table made anew."""
    for mark, make in TABLES.items():
        page = re.compile(f"{re.escape(mark)}\n.*?{re.escape(END)}", re.DOTALL)
        text = page.sub(lambda _found, mark=mark, make=make: f"{mark}\n{make()}\n{END}", text)
    return text


def main() -> None:
    """Make the tables of every page anew."""
    for page in DOCS:
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
