"""What a radar sees, and how well, as answers."""
