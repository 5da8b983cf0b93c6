"""How far a radar of the catalogue sees, with the range that its cited rows leave open."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from bongsu.catalog import Catalog, Quantity, load_catalog
from bongsu.catalog.lookup import find_word
from bongsu.engagement.factory import radar_design
from bongsu.errors import ArgumentError
from bongsu.physics.radar.design import RadarDesign
from bongsu.words import Level

ROWS: Final = (
    "frequency",
    "aperture-area",
    "aperture-efficiency",
    "average-power",
    "noise-figure",
    "losses",
)
"""Rows of a radar on which its range on boresight depends; `MODE_ROWS` are those of its mode."""

MODE_ROWS: Final = ("required-snr",)

# beyond the Moon no radar of the catalogue is asked for anything
_LARGEST_TARGET_KM: Final = 1e6

# range falls with these rows and grows with the others
_FALLS_WITH: Final = frozenset({"noise-figure", "losses", "required-snr"})


@dataclass(frozen=True, kw_only=True)
class RowEffect:
    """What one row leaves open.

    Attributes
    ----------
    row : Quantity
    low_km, high_km : float
        Range with this row at the end that shortens or lengthens it, all others nominal. [km]
    """

    row: Quantity
    low_km: float
    high_km: float


@dataclass(frozen=True, kw_only=True)
class RangeAnswer:
    """How far a radar sees.

    Attributes
    ----------
    design : RadarDesign
        Nominal parameters.
    cross_section_m2 : float
        What it looks at. [m²]
    range_km, low_km, high_km : float
        Range on boresight in free space: nominal, and with every row at the end of its range that
        shortens or lengthens it. [km]
    effects : tuple of RowEffect
        One row at a time.
    """

    design: RadarDesign
    cross_section_m2: float
    range_km: float
    low_km: float
    high_km: float
    effects: tuple[RowEffect, ...]

    def needed_cross_section_m2(self, target_range_km: float) -> tuple[float, float, float]:
        """Cross-section that gives a range at this dwell.

        Parameters
        ----------
        target_range_km : float
            Range asked for, positive, at most 1,000,000 km. [km]

        Returns
        -------
        nominal, low, high : float
            For the nominal rows, and for rows that lengthen and shorten the range. [m²]

        Raises
        ------
        InputError
            If the range is out of bounds.
        """
        return self._scaled(self.cross_section_m2, target_range_km)

    def needed_dwell_s(self, target_range_km: float) -> tuple[float, float, float]:
        """Dwell that gives a range for this cross-section.

        Parameters
        ----------
        target_range_km : float
            Range asked for, positive, at most 1,000,000 km. [km]

        Returns
        -------
        nominal, low, high : float
            As above; the dwell is coherent, so its energy counts fully. [s]

        Raises
        ------
        InputError
            If the range is out of bounds.
        """
        return self._scaled(self.design.dwell_s, target_range_km)

    def _scaled(self, amount: float, target_range_km: float) -> tuple[float, float, float]:
        if not 0.0 < target_range_km <= _LARGEST_TARGET_KM:
            raise ArgumentError(
                "target_range_km",
                f" must be positive and at most {_LARGEST_TARGET_KM:,.0f} km, not "
                f"{target_range_km:g}",
            )
        nominal, low, high = (
            amount * (target_range_km / reached) ** 4
            for reached in (self.range_km, self.high_km, self.low_km)
        )
        return nominal, low, high


def radar_range(
    name: str,
    mode: str,
    *,
    cross_section_m2: float,
    dwell_s: float | None = None,
    arrays: int = 1,
    catalog: Catalog | None = None,
) -> RangeAnswer:
    """Range of a radar on boresight, with what its cited rows leave open.

    Parameters
    ----------
    name : str
        Key of the radar.
    mode : str
        Key of its mode.
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]
    dwell_s : float, optional
        Time of one look; the mode's by default. [s]
    arrays : int, optional
        Arrays mounted as one, with the power and the area of all. [1]
    catalog : Catalog, optional
        Where to look; the built-in catalogue by default.

    Returns
    -------
    RangeAnswer
        The range and its ends.

    Raises
    ------
    InputError
        If the radar or the mode does not exist, or a number is out of range.

    Notes
    -----
    Range is monotone in every row, so its ends are at corners of the box of all rows: the widest
    statement that the rows allow, not a probable one. The ends of `losses` were solved back from
    published ranges with the other rows nominal, so varying both widens the range further.
    Cross-section and dwell are what is asked for and stay as given.
    """
    found = catalog or load_catalog()
    entry = found.radar(name)
    mode = find_word(mode, entry.modes, f"mode of {entry.title}")

    def design(levels: dict[str, Level]) -> RadarDesign:
        chosen = radar_design(name, mode, found.at_levels(levels) if levels else found)
        chosen = chosen if dwell_s is None else replace(chosen, dwell_s=dwell_s)
        return chosen.stacked(arrays)

    def reach(levels: dict[str, Level]) -> float:
        return design(levels).range_on_boresight(cross_section_m2) / 1e3

    nominal = design({})
    shorter: dict[str, Level] = {}
    longer: dict[str, Level] = {}
    for path, short in _row_paths(name, mode):
        shorter[path] = short
        longer[path] = "high" if short == "low" else "low"
    return RangeAnswer(
        design=nominal,
        cross_section_m2=cross_section_m2,
        range_km=nominal.range_on_boresight(cross_section_m2) / 1e3,
        low_km=reach(shorter),
        high_km=reach(longer),
        effects=tuple(
            RowEffect(
                row=found.quantity(path),
                low_km=reach({path: shorter[path]}),
                high_km=reach({path: longer[path]}),
            )
            for path in shorter
        ),
    )


def _row_paths(name: str, mode: str) -> list[tuple[str, Literal["low", "high"]]]:
    """Paths of the rows, each with the end that shortens the range."""
    rows = [(f"radar.{name}.{row}", row) for row in ROWS]
    rows += [(f"radar.{name}.{mode}.{row}", row) for row in MODE_ROWS]
    return [(path, "high" if row in _FALLS_WITH else "low") for path, row in rows]
