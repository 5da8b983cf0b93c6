"""How a run ends: in a sentence with an exit code, and on request without harm."""
