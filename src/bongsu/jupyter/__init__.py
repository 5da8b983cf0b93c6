"""A deployment in a notebook: the map of the page as a widget, an optional extra."""
