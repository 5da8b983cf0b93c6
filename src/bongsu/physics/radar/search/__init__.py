"""How radars search: a fence of beams, the time it takes, and the way to a firm track."""
