"""Answers of the front door: each has a dataset, a screen of words, a picture, and files."""
