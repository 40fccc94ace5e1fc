"""`python -m torture [sweep|kill|fuzz]` in the folder `tests`: break the program in every way that can be tried."""

from __future__ import annotations

import argparse
import sys

from torture.fuzz import fuzz
from torture.kill import kill
from torture.process import preload
from torture.sweep import sweep

PARTS = {"sweep": sweep, "kill": kill, "fuzz": fuzz}


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="without one: all of them, in full")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to chance")
    parser.add_argument("--sample", type=int, default=0, metavar="K", help="sweep: K points of each fault; 0: all")
    parser.add_argument("--points", type=int, default=0, metavar="N", help="sweep: so many points in all; 0: all")
    parser.add_argument("--operation", default="", metavar="NAME", help="sweep: this one alone")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="kill: how many")
    parser.add_argument("--cases", type=int, default=20_000, metavar="N", help="fuzz: how many")
    parser.add_argument("--only", default="", help="one point or case again, as a finding names it")
    return parser.parse_args()


def main() -> int:
    """Run the parts asked for; 1 where there is a finding."""
    asked = vars(options())
    parts = asked.pop("part") or list(PARTS)
    preload()
    findings = [PARTS[part](**asked) for part in parts]
    return 1 if any(findings) else 0


if __name__ == "__main__":
    sys.exit(main())
