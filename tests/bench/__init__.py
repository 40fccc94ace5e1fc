"""How fast the program is: what is measured, on which data, against what."""
