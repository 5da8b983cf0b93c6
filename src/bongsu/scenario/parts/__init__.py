"""Parts of a scenario, as files have them: each checked by itself."""
