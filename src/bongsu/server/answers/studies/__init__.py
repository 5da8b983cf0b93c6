"""Answers that take long and come in pieces."""
