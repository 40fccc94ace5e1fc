"""How documents are written."""

from __future__ import annotations

from emulation_cli.documents.fields import DOCUMENTS as KIND
from emulation_cli.documents.tables import Document
from emulation_cli.kernel.recorder import Recorder

DOCUMENTS = Recorder(KIND, Document, weighty=("number", "on"))
