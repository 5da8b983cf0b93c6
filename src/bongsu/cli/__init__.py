"""The command line. Nothing is imported here, so that what guards its start loads at once."""
