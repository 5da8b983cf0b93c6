"""Public claims as data, and their verdicts from computed results."""
