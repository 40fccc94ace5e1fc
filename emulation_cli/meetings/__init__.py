"""Meetings of a block: who came, what was said, decided and given as a task."""
