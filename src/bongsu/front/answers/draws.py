"""Numbers over draws of cited rows, and what decides them, as answers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING

from bongsu.errors import InputError
from bongsu.front.answers.result import Number, Result
from bongsu.words.said import Rounded, in_turn, said

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance


class UncertaintyResult(Result):
    """A number of a deployment over draws of all cited rows.

    Parameters
    ----------
    found : xarray.Dataset
        From :meth:`bongsu.studies.epistemic.uncertainty.UncertaintyStudy.dataset`.
    origin : Provenance
        Where it comes from.
    conditioned : bool
        Whether the headline weighs draws by published figures.

    Examples
    --------
    >>> import bongsu
    >>> range_km = bongsu.load("korea-2016").uncertainty("detection-range", draws=64)
    >>> range_km.quantile(0.05) < range_km.nominal < range_km.quantile(0.95)
    True
    """

    def __init__(self, found: xr.Dataset, origin: Provenance, *, conditioned: bool) -> None:
        self._found, self._origin = found, origin
        self._conditioning = "published" if conditioned else "none"

    def _dataset(self) -> xr.Dataset:
        return self._found

    def _comes_from(self) -> Provenance:
        return self._origin

    @property
    def nominal(self) -> float:
        """The number with nominal values [unit of the metric]."""
        return float(self._found.attrs["nominal"])

    @property
    def weights(self) -> list[str]:
        """Conventions of weights that were asked for, that of the headline first."""
        return [str(name) for name in self._found["weights"].values]

    def _chosen(self, weights: str | None) -> xr.Dataset:
        name = self.weights[0] if weights is None else weights
        if name not in self.weights:
            raise InputError(
                f"weights {name!r} are not in this answer; it has {', '.join(self.weights)}"
            )
        return self._found.sel(weights=name, conditioning=self._conditioning)

    def quantile(self, level: float, *, weights: str | None = None) -> float:
        """Give the value that a share of the draws does not exceed.

        Parameters
        ----------
        level : float
            0.05, 0.25, 0.5, 0.75 or 0.95. [1]
        weights : str, optional
            One of the conventions; the first by default.

        Returns
        -------
        float
            A value that was drawn. [unit of the metric]

        Raises
        ------
        InputError
            If there is no such level or convention in the answer.

        Examples
        --------
        >>> import bongsu
        >>> range_km = bongsu.load("korea-2016").uncertainty("detection-range", draws=64)
        >>> range_km.quantile(0.5, weights="uniform") > 100
        True
        """
        known = [float(one) for one in self._found["level"].values]
        if level not in known:
            listed = ", ".join(f"{one:g}" for one in known)
            raise InputError(f"level {level:g} is not in this answer; it has {listed}")
        return float(self._chosen(weights)["quantiles"].sel(level=level))

    def probability(self, *, weights: str | None = None) -> float:
        """Give the weighted share of the draws in which the condition holds.

        Parameters
        ----------
        weights : str, optional
            One of the conventions; the first by default.

        Returns
        -------
        float
            From 0 to 1, under those weights: a convention, not a frequency. [1]

        Raises
        ------
        InputError
            If no condition was asked for, or there is no such convention.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> found = korea.uncertainty("detection-range", condition=">= 600", draws=64)
        >>> 0.5 < found.probability() < 1
        True
        """
        if "probability" not in self._found:
            raise InputError("no condition was asked for: ask with one, such as '>= 0.5'")
        return float(self._chosen(weights)["probability"])

    def sentence(self) -> str:
        """Say in one sentence how far the uncertainty moves the number.

        Returns
        -------
        str
            Nominal number, middle nine tenths, and the probability with its weights.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> print(korea.uncertainty("detection-range", draws=64).sentence())
        ... # doctest: +ELLIPSIS
        Range at which the radar detects a re-entry vehicle on boresight: 869 km with ...
        """
        known = self._found.attrs
        unit = "" if known["unit"] == "1" else f" {known['unit']}"
        title = str(known["metric_title"])
        parts: list[str] = [
            said(
                "{title}: {nominal}{unit} with nominal values, {low} to {high}{unit} "
                "in the middle nine tenths of {draws:,} draws under {weights} weights",
                title=f"{title[0].upper()}{title[1:]}",
                nominal=Rounded(self.nominal),
                unit=unit,
                low=Rounded(self.quantile(0.05)),
                high=Rounded(self.quantile(0.95)),
                draws=known["draws"],
                weights=self.weights[0],
            )
        ]
        if known["condition"]:
            one = self._chosen(None)
            parts.append(
                said(
                    "{condition}{unit} in {share:.0f} % of them ({low:.0f} to {high:.0f} %)",
                    condition=known["condition"],
                    unit=unit,
                    share=100.0 * self.probability(),
                    low=100.0 * float(one["probability_low"]),
                    high=100.0 * float(one["probability_high"]),
                )
            )
        if self._conditioning == "published":
            size = float(self._chosen(None)["effective_sample_size"])
            parts.append(
                said("held against published figures (worth {size:.0f} equal draws)", size=size)
            )
        loops = self.loops()
        if loops and not isnan(loops["share_between"]):
            parts.append(
                said(
                    "of the variance of one replication {share:.0f} % is what is not known, the "
                    "rest chance",
                    share=100.0 * loops["share_between"],
                )
            )
        sentence = said("{statement}.", statement=in_turn(parts, "; "))
        return in_turn([sentence, *self.warnings], " ")

    @property
    def warnings(self) -> list[str]:
        """Sentences that say where the headline's draws are worth too little."""
        from bongsu.studies.epistemic.figures import worth

        if self._conditioning == "none":
            return []
        size = float(self._chosen(None)["effective_sample_size"])
        sentence = worth(size, int(self._found.attrs["draws"]))
        return [sentence] if sentence else []

    def loops(self, *, weights: str | None = None) -> dict[str, float]:
        """Split the variance of one replication of a raid into what is not known and chance.

        Parameters
        ----------
        weights : str, optional
            One of the conventions; the first by default.

        Returns
        -------
        dict
            ``between`` draws and ``within`` them, and ``share_between``, the part of their sum that
            is not known; empty for a number of no raid. [1]

        Raises
        ------
        InputError
            If there is no such convention in the answer.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").uncertainty("detection-range", draws=16).loops()
        {}
        """
        one = self._chosen(weights)
        if "variance_between" not in one:
            return {}
        from bongsu.studies.epistemic.raids import Loops

        split = Loops(float(one["variance_between"]), float(one["variance_within"]))
        return {**split._asdict(), "share_between": split.share_between}

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Nominal number, quantiles and probability, by convention.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> korea.uncertainty("detection-range", draws=64).numbers()["draws"]
        64
        """
        made: dict[str, Number] = {
            "metric": str(self._found.attrs["metric"]),
            "nominal": self.nominal,
            "draws": int(self._found.attrs["draws"]),
        }
        for name in self.weights:
            for level in (0.05, 0.5, 0.95):
                made[f"{name}_quantile_{level:g}"] = self.quantile(level, weights=name)
            if "probability" in self._found:
                made[f"{name}_probability"] = self.probability(weights=name)
        return made

    def table(self) -> pd.DataFrame:
        """Lay quantiles, probabilities and sample sizes out by convention.

        Returns
        -------
        pandas.DataFrame
            A row for each weights and conditioning.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016")
        >>> len(korea.uncertainty("detection-range", draws=64).table())
        4
        """
        import pandas as pd

        rows = []
        for name in self.weights:
            for conditioning in self._found["conditioning"].values:
                one = self._found.sel(weights=name, conditioning=conditioning)
                row: dict[str, str | float] = {"weights": name, "conditioning": str(conditioning)}
                row |= {
                    f"quantile_{float(level):g}": float(one["quantiles"].sel(level=level))
                    for level in one["level"].values
                }
                if "probability" in one:
                    row["probability"] = float(one["probability"])
                row["effective_sample_size"] = float(one["effective_sample_size"])
                rows.append(row)
        return pd.DataFrame(rows)

    def map(self, *, weights: str | None = None) -> Figure:
        """Draw where a shot is possible in what share of the draws.

        Parameters
        ----------
        weights : str, optional
            One of the conventions; the first by default.

        Returns
        -------
        matplotlib.figure.Figure
            A map of the region.

        Raises
        ------
        InputError
            If the number is none of a footprint, or there is no such convention.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> found = korea.at_spacing(100).uncertainty("people-share", draws=16)
        >>> len(found.map().axes)
        2
        """
        from bongsu.report.epistemic import defended_map

        name = str(self._chosen(weights)["weights"].item())
        return self._signed(
            defended_map(self._found, weights=name, conditioning=self._conditioning)
        )

    def _draw(self) -> Figure:
        from bongsu.report.epistemic import spread_figure

        return spread_figure(self._found)


class SensitivityResult(Result):
    """Which groups of uncertain rows decide a number, or whether it meets a condition.

    Parameters
    ----------
    found : xarray.Dataset
        From :meth:`bongsu.studies.epistemic.sensitivity.SensitivityStudy.dataset`.
    origin : Provenance
        Where it comes from.

    Examples
    --------
    >>> import bongsu
    >>> found = bongsu.load("korea-2016").sensitivity("detection-range", draws=16)
    >>> found.share("cross-section") > found.share("radar-field")
    True
    """

    def __init__(self, found: xr.Dataset, origin: Provenance) -> None:
        self._found, self._origin = found, origin

    def _dataset(self) -> xr.Dataset:
        return self._found

    def _comes_from(self) -> Provenance:
        return self._origin

    @property
    def rules(self) -> list[str]:
        """Rules in words that no run contradicts."""
        return [str(rule) for rule in self._found["rule"].values]

    def share(self, group: str) -> float:
        """Give the part of the variance of a group.

        Parameters
        ----------
        group : str
            Such as ``cross-section``.

        Returns
        -------
        float
            Shapley effect; all add up to 1. [1]

        Raises
        ------
        InputError
            If there is no such group in the answer.

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.load("korea-2016").sensitivity("detection-range", draws=16)
        >>> found.share("fire-control-clock")
        0.0
        """
        known = [str(name) for name in self._found["group"].values]
        if group not in known:
            raise InputError(f"there is no group {group!r}; there are {', '.join(known)}")
        return float(self._found["shapley"].sel(group=group))

    def sentence(self) -> str:
        """Say in one sentence what decides.

        Returns
        -------
        str
            The groups whose part is told from none, the largest first.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.load("korea-2016").sensitivity("detection-range", draws=16).sentence())
        ... # doctest: +ELLIPSIS
        Range at which the radar detects a re-entry vehicle on boresight turns on ... %).
        """
        found = self._found.sortby("shapley", ascending=False)
        deciding = found.isel(group=found["shapley_low"].values > 0.0)
        known = self._found.attrs
        unit = "" if known["unit"] == "1" else f" {known['unit']}"
        title = str(known["metric_title"])
        heading: str = f"{title[0].upper()}{title[1:]}"
        if known["condition"]:
            condition = f"{known['condition']}{unit}"
            heading = said("{title}, whether {condition},", title=heading, condition=condition)
        if not deciding.sizes["group"]:
            return said("{heading} turns on none of the groups that were drawn.", heading=heading)
        listed = [
            said("{title} ({share:.0f} %)", title=str(title), share=100.0 * share)
            for title, share in zip(
                deciding["group_title"].values, deciding["shapley"].values, strict=True
            )
        ]
        return said("{heading} turns on {groups}.", heading=heading, groups=in_turn(listed))

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Parts of the variance by group. [1]

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.load("korea-2016").sensitivity("detection-range", draws=16)
        >>> found.numbers()["runs"]
        4096
        """
        made: dict[str, Number] = {
            "metric": str(self._found.attrs["metric"]),
            "mean": float(self._found.attrs["mean"]),
            "runs": int(self._found.attrs["runs"]),
        }
        shares = self._found["shapley"].values.tolist()
        names = [str(name) for name in self._found["group"].values]
        parts = zip(names, shares, strict=True)
        return made | dict(sorted(parts, key=lambda part: -part[1]))

    def table(self) -> pd.DataFrame:
        """Lay the groups out with their parts and intervals.

        Returns
        -------
        pandas.DataFrame
            A row for each group, the largest part first.

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.load("korea-2016").sensitivity("detection-range", draws=16)
        >>> list(found.table().columns)
        ['group', 'title', 'shapley', 'shapley_low', 'shapley_high']
        """
        import pandas as pd

        found = self._found
        made = pd.DataFrame(
            {
                "group": [str(name) for name in found["group"].values],
                "title": [str(name) for name in found["group_title"].values],
                "shapley": found["shapley"].values,
                "shapley_low": found["shapley_low"].values,
                "shapley_high": found["shapley_high"].values,
            }
        )
        return made.sort_values("shapley", ascending=False, kind="stable", ignore_index=True)

    def _draw(self) -> Figure:
        from bongsu.report.epistemic import shapley_figure

        return shapley_figure(self._found)
