"""What a radar sees, tracks and adds."""
