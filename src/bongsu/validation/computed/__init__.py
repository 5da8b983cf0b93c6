"""How each published number is computed again, by the studies that everybody calls."""
