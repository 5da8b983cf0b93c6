"""Two deployments side by side: what differs, how far numbers move, which verdicts turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bongsu.errors import InputError
from bongsu.output import Kind, check_outputs, text_file, write_outputs
from bongsu.report.footprint.two.numbers import Moved, Turned
from bongsu.scenario.differences import Difference, differences
from bongsu.scenario.provenance import provenance
from bongsu.words import LanguageCode, Over, number_of
from bongsu.words.quantities import quantity_text
from bongsu.words.said import Said, Share, said
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    import pandas as pd

    from bongsu.front.answers.footprint import FootprintResult
    from bongsu.front.deployment import Deployment
    from bongsu.scenario.provenance import Provenance

PAGE = Kind("a page", (".html",))
"""What a comparison is written as."""
_OBJECTS = ("reentry-vehicle", "boosting-missile")
_HEIGHT_KM = 100.0
_COUNTRIES = ("China", "Russia")
_OVER_WORDS: dict[Over, str] = {
    "average": "on average over the flights",
    "every": "against every flight",
    "any": "against any flight",
}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class ScenarioComparison(OnScreen):
    """Two deployments side by side.

    Attributes
    ----------
    first, second : Deployment
        What is compared.
    changes : tuple of Difference
        Fields and rows that they do not have alike.
    moved : tuple of Moved
        Headline numbers of both.
    verdicts : tuple of Turned
        Claims and their readings in both.
    without_verdicts : str
        Why there are no verdicts; empty where there are.
    footprints : tuple of FootprintResult
        Whom each protects.
    command : str
        What makes the page again.
    language : {'en', 'ko'}
        Of the page.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> coarse = nodong.at_spacing(60)
    >>> both = bongsu.compare(coarse, coarse.moved(to="daegu"), claims=[])
    >>> [one.path for one in both.changes]
    ['batteries.thaad.site', 'batteries.thaad.radar.boresight']
    """

    first: Deployment
    second: Deployment
    changes: tuple[Difference, ...]
    moved: tuple[Moved, ...]
    verdicts: tuple[Turned, ...]
    without_verdicts: str
    footprints: tuple[FootprintResult, FootprintResult]
    command: str
    language: LanguageCode = "en"

    @cached_property
    def provenance(self) -> Provenance:
        """Where the numbers come from: both hashes, version and sources."""
        return provenance(self.first, self.second, people=True)

    @property
    def names(self) -> tuple[str, str]:
        """What tables call the two: their names, told apart where they are the same."""
        one, other = self.first.name, self.second.name
        if one != other:
            return one, other
        return said("{name}, first", name=one), said("{name}, second", name=other)

    def sentence(self) -> Said:
        """Say in one sentence what changes most.

        Returns
        -------
        Said
            How much differs, the share of people defended in both, and how many verdicts turn.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> coarse = nodong.at_spacing(60)
        >>> bongsu.compare(coarse, coarse, claims=[]).sentence()[:37]
        'korea-2016 and korea-2016: 0 changes;'
        """
        share = self.moved[0]
        whole = [one for one in self.verdicts if not one.reading]
        turned = sum(one.turns for one in whole)
        told = (
            said("{reason}", reason=self.without_verdicts)
            if self.without_verdicts
            else said(
                "{turned} of {all}",
                turned=number_of(turned, "verdict turns", "verdicts turn"),
                all=len(whole),
            )
        )
        return said(
            "{first} and {second}: {changes}; {number}: {one} and {other}; {told}.",
            first=self.first.name,
            second=self.second.name,
            changes=number_of(len(self.changes), "change"),
            number=share.title,
            one=Share(share.first),
            other=Share(share.second),
            told=told,
        )

    def table(self) -> pd.DataFrame:
        """Lay the headline numbers out.

        Returns
        -------
        pandas.DataFrame
            A row for each number, with both values and the difference in its unit.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> coarse = nodong.at_spacing(60)
        >>> set(bongsu.compare(coarse, coarse, claims=[]).table()["by"])
        {0.0}
        """
        import pandas as pd

        return pd.DataFrame([{**one._asdict(), "by": one.by} for one in self.moved])

    @cached_property
    def page(self) -> str:
        """One page of HTML that asks for nothing from outside."""
        from bongsu.report.footprint.two.page import render_comparison

        return render_comparison(
            scenarios=(self.first, self.second),
            names=self.names,
            lede=self.sentence(),
            changes=self.changes,
            moved=self.moved,
            verdicts=self.verdicts,
            without_verdicts=self.without_verdicts,
            footprints=(self.footprints[0].data, self.footprints[1].data),
            provenance=self.provenance,
            command=self.command,
            language=self.language,
        )

    def save(self, path: str | Path) -> Path:
        """Write the page, wholly or not at all.

        Parameters
        ----------
            path : str or pathlib.Path
                File, ending in .html.

        Returns
        -------
            pathlib.Path
                The file.

        Raises
        ------
            InputError
                If it cannot be written.

        Examples
        --------
            >>> import bongsu, tempfile
            >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
            >>> coarse = nodong.at_spacing(60)
        >>> both = bongsu.compare(coarse, coarse.moved(to="daegu"), claims=[])
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     both.save(f"{folder}/two.html").name
            'two.html'
        """
        file = Path(path)
        check_outputs((file, PAGE))
        write_outputs([(file, text_file(self.page))], self.provenance)
        return file

    def _screen(self) -> Screen:
        lines = tuple(
            (
                one.title,
                f"{quantity_text(one.first, one.unit)} → {quantity_text(one.second, one.unit)}",
            )
            for one in self.moved
        )
        return Screen(self.sentence(), lines, self.provenance.line())


def compare(
    first: Deployment,
    second: Deployment,
    *,
    claims: str | Path | Sequence[str] | None = None,
    command: str = "",
    language: LanguageCode = "en",
) -> ScenarioComparison:
    """Put two deployments side by side.

    Parameters
    ----------
    first, second : Deployment
        What is compared.
    claims : str, pathlib.Path or sequence of str, optional
        As for :meth:`bongsu.front.deployment.Deployment.brief`; an empty sequence tests none.
    command : str
        What makes the page again.
    language : {'en', 'ko'}
        Of the page.

    Returns
    -------
    ScenarioComparison
        Changes, numbers, verdicts and maps.

    Raises
    ------
    InputError
        If a battery cannot fire or the claims cannot be used.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> coarse = nodong.at_spacing(60)
    >>> bongsu.compare(coarse, coarse, claims=[]).changes
    ()
    """
    both = first, second
    footprints = first.footprint(), second.footprint()
    verdicts, reason = _verdicts(first, second, claims)
    return ScenarioComparison(
        first=first,
        second=second,
        changes=tuple(differences(first, second)),
        moved=tuple(_moved(both, footprints)),
        verdicts=verdicts,
        without_verdicts=reason,
        footprints=footprints,
        command=command or "bongsu.compare() in Python",
        language=language,
    )


def _moved(
    both: tuple[Deployment, Deployment], footprints: tuple[FootprintResult, FootprintResult]
) -> list[Moved]:
    """Headline numbers of both, whom they protect before what they see."""
    from bongsu.studies.radar.need import detection_range

    one, other = footprints
    weight = "people" if one.counts_people and other.counts_people else "area"
    found = [
        Moved(
            f"share_{over}",
            said(
                "share of the {weight} reached, for whom a shot is possible {over}",
                weight=weight,
                over=words,
            ),
            "1",
            one.p_defended(over),
            other.p_defended(over),
        )
        for over, words in _OVER_WORDS.items()
    ]
    if weight == "people":
        people = (one.people_defended(), other.people_defended())
        found.append(
            Moved("people_defended", "people for whom a shot is possible", "people", *people)
        )
    area = (one.area_defended_km2(), other.area_defended_km2())
    found.append(Moved("area_defended_km2", "area over which a shot is possible", "km2", *area))
    for key in _OBJECTS:
        title = both[0].catalog.cross_section(key).title.lower()
        ranges = [detection_range(scenario, key) / 1e3 for scenario in both]
        name = f"range_{key.replace('-', '_')}_km"
        told = said("range on boresight against a {object}", object=title)
        found.append(Moved(name, told, "km", *ranges))
    views = [
        scenario.coverage(altitudes_km=[_HEIGHT_KM], objects=[_OBJECTS[-1]]) for scenario in both
    ]
    for country in _COUNTRIES:
        areas = [view.area_km2(country) for view in views]
        title = said(
            "area of {country} over which a boosting missile {altitude_km:g} km high is seen",
            country=country,
            altitude_km=_HEIGHT_KM,
        )
        found.append(Moved(f"view_{country.lower()}_km2", title, "km2", *areas))
    return found


def _verdicts(
    first: Deployment, second: Deployment, claims: str | Path | Sequence[str] | None
) -> tuple[tuple[Turned, ...], str]:
    """Verdicts on the same claims in both; why there are none where there are none."""
    if claims is not None and not isinstance(claims, str | Path) and not claims:
        return (), "no claims were tested"
    if claims is None and first.region.country != second.region.country:
        return (), "the two are about different countries, so that no claim is about both"
    try:
        one = first.brief(claims=claims, draws=0)
    except InputError as error:
        if claims is not None or "no claim" not in str(error):
            raise
        return (), "no claims come with the package about them"
    other = second.brief(
        claims=[result.claim.id for result in one.results] if claims is None else claims,
        draws=0,
    )
    found = []
    for left, right in zip(one.results, other.results, strict=True):
        claim = left.claim
        found.append(
            Turned(
                claim.id, claim.assertion, "", "", str(left.verdict), str(right.verdict), None, None
            )
        )
        found += [
            Turned(
                claim.id,
                claim.assertion,
                a.reading.name,
                a.measurement.unit,
                str(a.verdict),
                str(b.verdict),
                a.measurement.nominal,
                b.measurement.nominal,
            )
            for a, b in zip(left.readings, right.readings, strict=True)
        ]
    return tuple(found), "" if found else "no claims come with the package about them"
