"""Kinds of fields that several parts of a scenario have."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    StringConstraints,
)

from bongsu.scenario.parts.fields import (
    Limits,
)
from bongsu.scenario.parts.problems import NAME_PATTERN

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]


Text = Annotated[str, StringConstraints(max_length=4000)]


SiteAltitude = Annotated[float, Limits("m", "-500 m", "9 km")]


InterceptAltitude = Annotated[float, Limits("m", "0 km", "1000 km")]


Apogee = Annotated[float, Limits("m", "1 km", "20000 km")]


Offset = Annotated[float, Limits("m", "-300 km", "300 km")]


GridSpacing = Annotated[float, Limits("m", "0.5 km", "100 km")]


GridAngle = Annotated[float, Limits("rad", "0.1 deg", "10 deg")]


SampleStep = Annotated[float, Limits("s", "0.05 s", "10 s")]


Tolerance = Annotated[float, Limits("m", "0.0001 m", "100 m")]


Delay = Annotated[float, Limits("s", "0 s", "3600 s")]


Probability = Annotated[float, Limits("1", "0", "1")]


LaunchTime = Annotated[float, Limits("s", "0 s", "86400 s")]
