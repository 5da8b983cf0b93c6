"""Rows of the catalogue: quantities, units, and the entries that hold them."""
