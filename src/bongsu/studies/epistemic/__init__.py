"""What the uncertainty of cited rows makes of a number, and which rows decide."""
