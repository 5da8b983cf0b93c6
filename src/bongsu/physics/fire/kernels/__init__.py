"""Engagements as compiled functions."""
