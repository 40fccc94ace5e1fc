"""Scores: the year's score table, what each stage gave, the published ranking."""
