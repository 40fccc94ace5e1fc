"""Short slices of `make torture` and `make fuzz`: the program broken in every way that can be tried."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def tortured(*words):
    """A part of it in a process of its own, whose memory is counted; what it said last."""
    done = subprocess.run(
        [sys.executable, "-m", "torture", *words], cwd=Path(__file__).parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


def test_a_call_that_fails_or_ends_the_process_leaves_all_or_nothing():
    said = tortured("sweep", "--sample", "2", "--points", "70", "--seed", "9")
    if "not run" in said:
        assert not (os.environ.get("CI") and shutil.which("strace")), said
        pytest.skip(said)
    assert " 70 points injected, 0 findings" in said


def test_a_process_killed_at_any_moment_leaves_all_or_nothing():
    assert "kill: 12 kills of seed 5" in tortured("kill", "--kills", "12", "--seed", "5")


@pytest.mark.parametrize("seed", [3, 4])
def test_spoiled_files_and_words_end_with_documented_exit_codes(seed):
    assert f"fuzz: 105 cases of seed {seed}" in tortured("fuzz", "--cases", "105", "--seed", str(seed))
