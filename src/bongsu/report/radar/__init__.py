"""Pictures of what a radar sees."""
