"""Questions that are answered in one sentence, and two scenarios side by side."""
