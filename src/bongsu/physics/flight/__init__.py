"""Flights of bodies and missiles."""
