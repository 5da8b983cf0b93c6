"""Maps to draw on, and what goes on them."""
