"""What a brief says to machines in words that others use: schema.org, RO-Crate."""
