"""Pictures of raids."""
