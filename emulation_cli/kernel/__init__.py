"""Ground floor: the register file, audit, references, names, dates, fields, errors, output, settings."""
