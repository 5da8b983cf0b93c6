"""Pictures of engagements."""
