"""Raids by chance: replications of what becomes of many missiles."""
