"""One module for each kind of answer: from a request to a message, and no view logic."""
