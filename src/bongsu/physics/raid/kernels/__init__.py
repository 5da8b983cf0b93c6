"""Replications of raids as compiled functions."""
