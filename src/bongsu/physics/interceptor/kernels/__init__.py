"""Fly-outs and the table of what they reach."""
