"""A command line run in this process: what it said, and the code it would end with."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from emulation_cli import app
from emulation_cli.kernel import settings

FIXED = {
    "EMULATION_LANG": "en",
    "EMULATION_NOW": "2023-07-01T08:00:00Z",
    "EMULATION_ACTOR": "Người kiểm thử",
}
"""The language, the clock and the actor of every test."""


@dataclass
class Done:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def environment(folder: Path) -> dict[str, str]:
    """What a command in `folder` is told: its register, a configuration of nobody, and what is fixed."""
    return {**FIXED, "EMULATION_DB": str(folder / "register.db"), "XDG_CONFIG_HOME": str(folder / "config")}


def forget_configuration() -> None:
    """Read the configuration file anew."""
    settings.config_file.cache_clear()
    settings._configured.cache_clear()


@contextlib.contextmanager
def inside(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Commands run in `folder`, with the environment of tests."""
    with contextlib.chdir(folder), mock.patch.dict(os.environ, {**environment(folder), **(more or {})}):
        forget_configuration()
        yield
    forget_configuration()


def run(words: Sequence[str]) -> Done:
    """Run `emulation WORDS` with both streams caught."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _stream in range(2))
    argv = mock.patch.object(sys, "argv", ["emulation", *words])
    with argv, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = app.main()
    return Done(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")
