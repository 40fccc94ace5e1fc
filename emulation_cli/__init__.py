"""The register of an emulation block (khối / cụm thi đua): a command line over one SQLite file."""

import atexit
import gc
import os

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes, and foreign XML read as guarded, whatever else is installed

# What a start makes stays to the end. To look through it for garbage again and again, and once more at the exit, took a
# fifth of a short command: in a long one what it makes after is looked through, every so often.
gc.set_threshold(50_000)
atexit.register(gc.freeze)
