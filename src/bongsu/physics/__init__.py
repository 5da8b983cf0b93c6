"""Physics on SI floats and arrays: shapes, units, validity, source with equation number."""
