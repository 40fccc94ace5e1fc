"""Make the pictures of docs/images: the terminal and what is handed in, from the demonstration's own data.

`make screenshots` runs it. It needs LibreOffice (Calc and Writer) and pdftoppm (poppler-utils) beside the project's own
environment; DejaVu Sans Mono gives the terminal its letters where the pictures are looked at.
"""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

IMAGES = Path(__file__).parent / "images"
COLUMNS, ROWS = 132, 60
CLOCK = {"EMULATION_NOW": "2023-07-05T02:00:00Z", "EMULATION_LANG": "vi", "EMULATION_ACTOR": "Cán bộ thi đua"}
TERMINAL = {
    "ballot": ["ballot", "seal", "C6-BK23"],
    "status": ["status", "C6/2020", "--on", "01/03/2020"],
    "results": ["pledge", "results", "C6/2023", "--period", "midyear"],
}
"""Picture → the words of the command."""
WORKBOOK_PAGES = {"summary-cover": 1, "summary-results": 5}
"""Picture → page of the summary of C6/2023."""
PAPERS = {"paper-report": ("midyear-report", "C6/2023"), "paper-minutes": ("ballot-minutes", "C6-BK23")}
"""Picture → the paper whose first page it shows."""
WIDTH = 900
"""Pixels of a page."""
LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 41, 46),
    [
        (0, 0, 0),
        (179, 29, 40),
        (34, 134, 58),
        (176, 136, 0),
        (3, 102, 214),
        (111, 66, 193),
        (50, 130, 155),
        (88, 96, 105),
    ],
    [(88, 96, 105)] * 8,
)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 {width} {height}">
<style>{styles} text {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; }}
.{unique_id}-title {{ fill: #586069; text-anchor: middle; }}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>{lines}</defs>{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""
"""How rich draws a terminal, without letters from elsewhere."""


def main() -> None:
    """Make every picture anew."""
    missing = [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)} (LibreOffice Calc and Writer, poppler-utils)")
    IMAGES.mkdir(exist_ok=True)
    os.environ.update(CLOCK)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        emulation("demo", folder / "demo", "--quiet")
        os.environ["EMULATION_DB"] = str(folder / "demo" / "register.db")
        for picture, words in TERMINAL.items():
            draw(picture, words)
        emulation("export", "summary", "C6/2023", "-o", folder / "summary.xlsx", "--quiet")
        for picture, page in WORKBOOK_PAGES.items():
            photograph(picture, folder / "summary.xlsx", page)
        for picture, (paper, ref) in PAPERS.items():
            emulation("paper", "make", paper, ref, "-o", folder / f"{paper}.docx", "--quiet")
            photograph(picture, folder / f"{paper}.docx", 1)


def emulation(*words: object) -> None:
    """Run a command line that must succeed."""
    subprocess.run([sys.executable, "-m", "emulation_cli", *map(str, words)], check=True)


def draw(picture: str, words: list[str]) -> None:
    """Draw what a command prints on a terminal."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    console.print(Text(f"$ emulation {' '.join(words)}", style="bold"))
    console.print(Text.from_ansi(on_terminal(words)))
    drawn = console.export_svg(title="emulation", theme=LIGHT, code_format=SVG, unique_id=f"emulation-{picture}")
    (IMAGES / f"{picture}.svg").write_text(drawn, encoding="utf-8")


def on_terminal(words: list[str]) -> str:
    """What a command prints where it is looked at."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "emulation_cli", *words])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    said = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the command has ended
            break
        if not part:
            break
        said += part
    os.waitpid(child, 0)
    return said.decode().replace("\r\n", "\n").rstrip()


def photograph(picture: str, document: Path, page: int) -> None:
    """Take a page of a document as LibreOffice prints it."""
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    subprocess.run(convert, check=True, capture_output=True)
    pages = ["-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    target = str(IMAGES / picture)
    subprocess.run(["pdftoppm", *pages, "-png", str(document.with_suffix(".pdf")), target], check=True)


if __name__ == "__main__":
    main()
