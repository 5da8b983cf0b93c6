"""Gravity, air and frames as compiled functions."""
