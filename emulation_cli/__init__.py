"""The register of an emulation block (khối / cụm thi đua): a command line over one SQLite file."""

import os

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes, and foreign XML read as guarded, whatever else is installed
