"""What others published, computed again: rows as data, outcomes, and how far to trust them."""
