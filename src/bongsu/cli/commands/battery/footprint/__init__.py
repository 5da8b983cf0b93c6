"""``bongsu battery footprint``: the command, its tables, and its JSON."""
