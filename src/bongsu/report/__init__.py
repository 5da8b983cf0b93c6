"""Figures, maps and the HTML brief."""
