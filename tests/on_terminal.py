"""Commands on a terminal of their own: what stands there, what is typed there."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios

COMMAND = [sys.executable, "-m", "emulation_cli"]
PATIENCE = 60
"""Seconds without a letter after which a command is taken to wait for ever."""


def started(words, columns=300, streams=None, **variables):
    """A command that sits on a terminal so many columns wide, but for these streams, and that terminal's other end."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def sit_down():
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job is born ignoring it

    surroundings = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [*COMMAND, *words],
        **{"stdin": slave, "stdout": slave, "stderr": slave, **(streams or {})},
        env={**surroundings, "TERM": "xterm-256color", **variables},
        start_new_session=True,
        preexec_fn=sit_down,
    )
    os.close(slave)
    return process, master


def seen(master, until=""):
    """What stands on the terminal by the time `until` does, or the command has ended."""
    said = b""
    try:
        while not (until and until in said.decode(errors="replace")):
            waits = not select.select([master], [], [], PATIENCE)[0]
            assert not waits, f"nothing more is said after:\n{said.decode(errors='replace')}"
            if not (piece := os.read(master, 65_536)):
                break
            said += piece
    except OSError:  # the other side was closed
        pass
    return said.decode(errors="replace").replace("\r\n", "\n")


def shown(words, columns=300, typed="", **how):
    """The exit code of a command, and what stood on its terminal, where this was typed before it asked."""
    process, master = started(words, columns, **how)
    os.write(master, typed.encode())
    try:
        said = seen(master)
    except AssertionError:
        process.kill()
        raise
    finally:
        os.close(master)
    return process.wait(), said
