"""What radars of a scenario see: where, how far up, and over which countries."""
