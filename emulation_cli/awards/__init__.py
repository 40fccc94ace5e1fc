"""The catalogue of titles and forms of commendation, and the dated rules by which they are voted."""
