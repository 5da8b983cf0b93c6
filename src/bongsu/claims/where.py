"""Under which conditions a number of a claim was measured: site, flight, mode, height."""

from dataclasses import asdict, dataclass
from typing import Final

OWN, BEST, EVERY = "own", "best", "every"
SITE_RULES: Final = (OWN, BEST, EVERY)
"""Which site a reading asks for: the scenario's own, the most favourable to the reading being true,
or the least favourable; else the name of a site."""

OF_ALL_SITES: Final = (
    "sites-that-hold-all-launch-areas",
    "share-of-best-sites",
    "batteries-needed",
    "site-lead",
)
"""Measures that compare all candidate sites, whatever site a reading names."""


@dataclass(frozen=True, kw_only=True)
class Where:
    """The conditions of one number; what does not bear on it is not named.

    Attributes
    ----------
    site : str, optional
        Site of the battery or radar, by its key.
    flight : str, optional
        What flies from where to where on which shape, or which flights count together.
    mode : str, optional
        Mode of the radar.
    altitude_km : float, optional
        Height of the object that the radar looks for, or of what flies. [km]
    object_key : str, optional
        Cross-section of the catalogue.
    boresight_deg : float, optional
        Direction that the radar faces. [deg]
    """

    site: str | None = None
    flight: str | None = None
    mode: str | None = None
    altitude_km: float | None = None
    object_key: str | None = None
    boresight_deg: float | None = None

    def document(self) -> dict[str, str | float | None]:
        """Write the conditions for machines.

        Returns
        -------
        dict
            Each attribute by its name, in its unit, None where it does not bear. [km, deg]
        """
        return asdict(self)
