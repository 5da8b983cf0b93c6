"""A map of the brief: ground, borders, what fills it, and names that keep off each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from bongsu.geography.cut import polygons_of
from bongsu.geography.inside import point_inside
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.brief.figures.sheet import (
    LETTERS,
    WIDTH,
    Drawing,
    Sheet,
    path_of,
    width_of,
)
from bongsu.report.maps.canvas import Plane, land, round_length
from bongsu.report.maps.layers import cities_of
from bongsu.scenario import Coordinates
from bongsu.studies.footprint.contours import Contours

_CITIES: Final = 9
# a country is named where it takes up so much of a map
_NAMED_FROM: Final = 0.02


class MapPanel:
    """A map of a panel: its plane, and how metres of it become units of the panel.

    Parameters
    ----------
    sheet : Sheet
        Of the page.
    plane : Plane
        What is shown.
    own : str
        Country that the map is about, by its code.
    """

    def __init__(self, sheet: Sheet, plane: Plane, own: str) -> None:
        west, south, east, north = plane.frame.bounds
        self.sheet, self.plane = sheet, plane
        self._scale = WIDTH / (east - west)
        self._west, self._north = west, north
        self.drawing = Drawing((north - south) * self._scale)
        self._land = land(plane)
        self._own = own
        self._key = f"{plane.projection} {plane.frame.area:.6g}"

    def units(self, geometry: BaseGeometry) -> BaseGeometry:
        """Move what is given in metres of the plane to units of the panel.

        Parameters
        ----------
        geometry : shapely.geometry.base.BaseGeometry
            In the plane. [m]

        Returns
        -------
        shapely.geometry.base.BaseGeometry
            The same. [units of the panel]
        """
        k = self._scale
        return affinity.affine_transform(
            geometry, (k, 0.0, 0.0, -k, -k * self._west, k * self._north)
        )

    def at(self, latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
        """Say where a place lies.

        Parameters
        ----------
        latitude_deg, longitude_deg : float
            Geodetic. [deg]

        Returns
        -------
        tuple of float
            From the left, and from the top. [units of the panel]
        """
        x, y = self.plane.plane(latitude_deg, longitude_deg)
        return self._scale * (float(x) - self._west), self._scale * (self._north - float(y))

    def ground(self) -> None:
        """Fill sea and land."""
        self.drawing.path(path_of(self.units(self.plane.frame), 0.4), "sea")
        for own in (False, True):
            self.drawing.use(self._shared(own=own), "own" if own else "land")

    def bands(
        self,
        contours: Contours,
        values: FloatArray,
        levels: Sequence[float],
        kinds: Sequence[str],
    ) -> None:
        """Fill in where a value is between levels.

        Parameters
        ----------
        contours : Contours
            Of the places that have the values.
        values : ndarray, shape (cells,)
            Not a number where there is none. [any]
        levels : sequence of float
            Lower ends of the bands, rising. [as the values]
        kinds : sequence of str
            Class of each band.
        """
        for kind, where in zip(kinds, contours.known(values, levels), strict=True):
            moved = shapely.intersection(
                valid(self.plane.from_plane(where, contours.grid.projection)), self.plane.frame
            )
            self.drawing.path(path_of(self.units(moved)), kind)

    def borders(self) -> None:
        """Draw coasts and borders over what was filled in."""
        for own in (False, True):
            self.drawing.use(self._shared(own=own), "coast own-coast" if own else "coast")
        self.drawing.path(path_of(self.units(self.plane.frame), 0.4), "frame")

    def _shared(self, *, own: bool) -> str:
        shapes = [shape for code, shape in self._land if (code == self._own) is own]
        whole = "".join(path_of(self.units(shape)) for shape in shapes)
        return self.sheet.share(f"{self._key} {self._own} {own}", whole)

    def scale(self) -> None:
        """Draw a bar of a known length."""
        west, _, east, _ = self.plane.frame.bounds
        length_m = round_length(0.26 * (east - west))
        long = length_m * self._scale
        square = self.plane.frame.area > 0.9 * (east - west) ** 2 * self.drawing.height / WIDTH
        left = WIDTH - long - 16.0 if square else (WIDTH - long) / 2.0
        base = self.drawing.height - (14.0 if square else 30.0)
        ends = f"M{left:.0f} {base - 8:.0f}v8h{long:.0f}v-8"
        self.drawing.path(ends, "scale-bar")
        self.drawing.letters(
            left + long / 2.0, base - 12.0, f"{length_m / 1e3:,.0f} km", anchor="middle"
        )

    def sites(self, *places: Coordinates) -> None:
        """Mark the sites of batteries or radars, then name them where there is room.

        Parameters
        ----------
        *places : Coordinates
            The sites.
        """
        at = [self.at(place.latitude_deg, place.longitude_deg) for place in places]
        for x, y in at:
            self.drawing.point(x, y, "site")
        for place, (x, y) in zip(places, at, strict=True):
            self.drawing.name(x, y, self.sheet.language.text(place.title), "site-name")

    def cities(self, country: str, most: int = _CITIES) -> None:
        """Mark and name cities that people know, as far as there is room.

        Parameters
        ----------
        country : str
            Whose cities, by its code.
        most : int
            How many at most. [1]
        """
        frame = self.plane.frame
        written = 0
        for city in cities_of(country):
            x, y = self.plane.plane(city.latitude_deg, city.longitude_deg)
            if written == most or not point_inside(frame, float(x), float(y)):
                continue
            across, down = self.at(city.latitude_deg, city.longitude_deg)
            if not self.drawing.free(across - 8, down - 8, across + 8, down + 8):
                continue
            if self.drawing.name(across, down, self.sheet.language.text(city.name)):
                self.drawing.point(across, down, "city")
                written += 1

    def countries(self) -> None:
        """Name the countries that take up much of the map."""
        for code, shape in sorted(self._land, key=lambda one: -one[1].area):
            if not code or code == self._own or shape.area < _NAMED_FROM * self.plane.frame.area:
                continue
            largest = max(polygons_of(shape), key=lambda part: part.area)
            middle = shapely.maximum_inscribed_circle(
                largest, tolerance=0.01 * largest.length
            ).coords[0]
            x = self._scale * (middle[0] - self._west)
            y = self._scale * (self._north - middle[1])
            text = self.sheet.language.text(country_name(code))
            half = width_of(text) / 2.0
            if self.drawing.free(x - half, y - LETTERS, x + half, y + 6.0):
                self.drawing.letters(x, y, text, "country", anchor="middle")


def valid(geometry: BaseGeometry) -> BaseGeometry:
    """Mend a shape whose outline crosses itself.

    Parameters
    ----------
    geometry : shapely.geometry.base.BaseGeometry
        Any.

    Returns
    -------
    shapely.geometry.base.BaseGeometry
        The same area.
    """
    return geometry if geometry.is_valid else shapely.make_valid(geometry)
