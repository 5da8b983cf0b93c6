"""The published figures of published.csv."""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest


class Published(NamedTuple):
    """A published figure with its bounds."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within the bounds."""
        return self.low <= value <= self.high


@pytest.fixture(scope="session")
def published() -> dict[str, Published]:
    """Published figures by key."""
    with (Path(__file__).parent / "published.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Published(float(row["value"]), float(row["low"]), float(row["high"]))
            for row in csv.DictReader(file)
        }
