"""How many draws a brief takes where nobody says another number."""

from typing import Final

OF_A_BRIEF: Final = 16
"""Draws under each convention: less than half a minute on two cores for South Korea in 2016. [1]"""
