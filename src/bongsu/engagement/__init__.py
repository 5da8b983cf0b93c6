"""Radar, battery, fire control and doctrine put together for one or many threats."""
