"""Pictures of whom batteries protect."""
