"""What a radar sees: its equation, its site, its search and its time."""
