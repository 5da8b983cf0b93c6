"""How well a radar knows an object in flight."""
