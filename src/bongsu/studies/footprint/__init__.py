"""Whom batteries protect, where, and from which sites."""
