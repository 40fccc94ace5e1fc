"""Pledges (giao ước thi đua): content, targets, signatures, results."""
