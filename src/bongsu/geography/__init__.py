"""Outlines of countries, grids over them, and the people who live there."""
