"""Readings over draws of all cited rows: bands, probabilities and what decides."""
