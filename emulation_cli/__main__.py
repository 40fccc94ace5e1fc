"""Run the command line as `python -m emulation_cli`."""

import sys

from emulation_cli.app import main

sys.exit(main())
