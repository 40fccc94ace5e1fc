"""`python -I -S launch.py FIGURES COMMAND…`: run a command and write what it took into a file.

A process of its own stands between the benchmark and what it measures: the most memory of a process counts from its
parent's on, and the benchmark itself may be large.
"""

import os
import sys
import time

figures, *command = sys.argv[1:]
started = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_child, status, used = os.wait4(child, 0)
wall = time.perf_counter() - started
with open(figures, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would be its memory, too
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status), file=file)
