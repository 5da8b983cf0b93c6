"""Signal, sight and coverage as compiled functions."""
