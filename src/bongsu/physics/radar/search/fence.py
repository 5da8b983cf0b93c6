"""A search fence: where its beams lie, and the time that it takes."""

from dataclasses import dataclass
from math import ceil, cos, isfinite, sin

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.radar.design import RadarDesign


@dataclass(frozen=True, kw_only=True)
class Fence:
    """A strip of sky along the elevation floor that is searched again and again.

    Parameters
    ----------
    bottom : float
        Elevation of its lower edge. [rad]
    rows : int
        Beams one above the other. [1]
    half_width : float
        Half of its extent in azimuth, about the boresight. [rad]
    spacing : float
        Distance of neighbouring beams over the beam width. [1]
    frame_s : float
        Time in which every beam position is visited once. [s]
    dwell_s : float
        Time of one visit. [s]

    Raises
    ------
    InputError
        If a value is out of range.
    """

    bottom: float
    rows: int
    half_width: float
    spacing: float
    frame_s: float
    dwell_s: float

    def __post_init__(self) -> None:
        for name in ("half_width", "spacing", "frame_s", "dwell_s"):
            value = getattr(self, name)
            if not (isfinite(value) and value > 0.0):
                raise InputError(f"{name} of a fence must be positive, not {value:g}")
        if self.rows < 1:
            raise InputError(f"a fence needs at least one row of beams, not {self.rows}")
        if not -0.2 <= self.bottom <= 1.5:
            raise InputError("the bottom of a fence must lie between -11 and 86 deg")

    def beams(self, design: RadarDesign) -> int:
        """Beam positions of the fence.

        Parameters
        ----------
        design : RadarDesign
            The radar; its beams are evenly spaced in the direction cosines of the tilted face, so
            they are wider in angle away from the boresight.

        Returns
        -------
        int
            Number of positions. [1]

        References
        ----------
        .. [1] M. I. Skolnik (ed.), "Radar Handbook", 3rd ed., 2008, sec. 13.2 (sine space).
        """
        azimuth = np.linspace(-self.half_width, self.half_width, 721)
        across_width, up_width = design.beam_widths
        total = 0
        for row in range(self.rows):
            elevation = self.row_elevation(design, row)
            across = np.cos(elevation) * np.sin(azimuth)
            up = sin(elevation) * cos(design.tilt) - (
                cos(elevation) * sin(design.tilt) * np.cos(azimuth)
            )
            length = np.hypot(np.diff(across) / across_width, np.diff(up) / up_width).sum()
            total += max(1, ceil(length / self.spacing))
        return total

    def row_elevation(self, design: RadarDesign, row: int) -> float:
        """Elevation of the centres of a row on the boresight azimuth.

        Parameters
        ----------
        design : RadarDesign
        row : int
            From 0, the lowest. [1]

        Returns
        -------
        float
            Elevation. [rad]
        """
        width = design.beam_widths[1] / cos(design.tilt - self.bottom)
        return self.bottom + (row + 0.5) * self.spacing * width

    def top(self, design: RadarDesign) -> float:
        """Elevation of its upper edge on the boresight azimuth.

        Parameters
        ----------
        design : RadarDesign

        Returns
        -------
        float
            Elevation. [rad]
        """
        return self.row_elevation(design, self.rows - 1) + 0.5 * self.spacing * (
            design.beam_widths[1] / cos(design.tilt - self.bottom)
        )

    def time_share(self, design: RadarDesign) -> float:
        """Share of the radar's time that the fence takes.

        Parameters
        ----------
        design : RadarDesign

        Returns
        -------
        float
            Beams times dwell over frame; above 1 the frame time cannot be held. [1]
        """
        return self.beams(design) * self.dwell_s / self.frame_s
