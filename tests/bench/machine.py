"""What the benchmark is run on and with."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

PEERS = ("typer", "sqlmodel", "openpyxl", "sqlite-utils", "XlsxWriter", "python-calamine")


def facts() -> list[str]:
    """What it was measured on and with, and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.platform()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{_command_line()}",
        ", ".join(f"{name} {_version(name)}" for name in PEERS),
        f"measured on {datetime.datetime.now(tz=datetime.UTC):%d/%m/%Y}",
    ]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8")) if cpuinfo.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _command_line() -> str:
    if not shutil.which("sqlite3"):
        return ""
    said = subprocess.run(["sqlite3", "--version"], capture_output=True, text=True, check=True).stdout
    return f", `sqlite3` {said.split()[0]}"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
