"""The register of an emulation block (khối / cụm thi đua): a command line over one SQLite file."""
