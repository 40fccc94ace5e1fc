"""Ballots: who may vote, on whom, by which rule, with what outcome. Secret means sums only."""
