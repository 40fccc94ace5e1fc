"""Emulation blocks (khối, cụm thi đua) and their years: members, leadership, handover."""
