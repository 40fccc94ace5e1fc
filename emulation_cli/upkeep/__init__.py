"""The register's own care: making, checking, reading its log."""
