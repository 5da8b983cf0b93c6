"""The pictures of a footprint by their names."""

from collections.abc import Callable, Mapping
from typing import Final

import xarray as xr

from bongsu.report.footprint.maps import (
    margin_map,
    outline_map,
    probability_map,
    reason_map,
    shape_map,
)
from bongsu.report.footprint.seoul import seoul_map
from bongsu.report.lettering import Figure
from bongsu.words import FootprintPicture

_DRAWN: Final[Mapping[FootprintPicture, Callable[[xr.Dataset], Figure]]] = {
    "p_defend": probability_map,
    "reasons": reason_map,
    "margins": margin_map,
    "shapes": shape_map,
    "outlines": outline_map,
    "seoul": seoul_map,
}


def footprint_picture(footprint: xr.Dataset, what: FootprintPicture) -> Figure:
    """Draw a footprint.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.
    what : {"p_defend", "reasons", "margins", "shapes", "outlines", "seoul"}
        Which picture.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.

    Raises
    ------
    InputError
        If the footprint has no flight, or not the census or the country that the picture needs.
    """
    return _DRAWN[what](footprint)
