"""The measures that readings of claims may name."""
