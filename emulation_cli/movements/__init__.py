"""Movements and campaigns: what units compete in."""
