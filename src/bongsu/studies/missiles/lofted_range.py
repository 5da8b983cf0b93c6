"""From published lofted tests to the farthest ranges of the missiles, with what is not known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from scipy.stats import qmc

from bongsu.catalog import Catalog, Quantity
from bongsu.catalog.records.missile_tests import MissileTest, lofted_catalog
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.flight.lofted import LoftedEstimate, range_from_lofted_test
from bongsu.physics.flight.missile import require
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, label
from bongsu.version import __version__

Progress = Callable[[int], object]

QUANTILES: Final = (0.05, 0.5, 0.95)
"""Of the sampled designs that can fly the test. [1]"""
MEMBERS: Final = 120
"""Lofts of the family of full burns that is kept. [1]"""

# the payload is what is fitted; the published range is what is compared with
_NOT_SAMPLED = (".payload-mass", ".published-range")


class _Found(NamedTuple):
    nominal: LoftedEstimate | None
    ranges_km: FloatArray
    times_s: FloatArray


@dataclass(frozen=True, kw_only=True)
class LoftedCase:
    """A test and the missile that stands for what flew it.

    Parameters
    ----------
    test : MissileTest
        Range and apogee as published.
    missile : str
        Key in the catalogue.
    """

    test: MissileTest
    missile: str


def own_case(
    missile: str, range_km: float, apogee_km: float, catalog: Catalog | None = None
) -> LoftedCase:
    """Make a case of numbers that a person brings.

    Parameters
    ----------
    missile : str
        Key in the catalogue.
    range_km, apogee_km : float
        Of the test. [km]
    catalog : Catalog, optional
        Where the missile is; see :func:`lofted_range`.

    Returns
    -------
    LoftedCase
        The case, named after the missile.

    Raises
    ------
    InputError
        If there is no such missile.
    """
    missing = float("nan")
    test = MissileTest(
        case=missile,
        missile=(catalog or lofted_catalog()).missile(missile).title,
        date="",
        range_km=range_km,
        apogee_km=apogee_km,
        time_of_flight_s=missing,
        design=missile,
        estimate_low_km=missing,
        estimate_high_km=missing,
        estimate="",
        source="as given",
    )
    return LoftedCase(test=test, missile=missile)


def lofted_range(
    cases: Sequence[LoftedCase],
    *,
    samples: int = 32,
    seed: int = 1,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Farthest range that follows from each lofted test.

    The payload is fitted so that a full burn over the tested range passes the tested apogee; the
    loft is then varied. What the rows of the missile leave open is sampled evenly between their
    ends (scrambled Sobol sequence), the payload fitted anew for each sample.

    Parameters
    ----------
    cases : sequence of LoftedCase
        Tests and missiles.
    samples : int
        Designs sampled for each test; 0 for the nominal one only. [1]
    seed : int
        Of the sequence. [1]
    catalog : Catalog, optional
        Where the missiles are; the built-in one with the missiles of lofted tests by default.
    progress : callable, optional
        Called with 1 for each test finished.

    Returns
    -------
    xarray.Dataset
        Over ``case``: the test as published, payload, burnout speed, time and farthest range of the
        nominal design, quantiles of the range over the samples that can fly the test, their share,
        and published estimates. Over ``member``: the family of full burns. A range of half the
        Earth's circumference stands for anywhere.

    Raises
    ------
    InputError
        If there is no case, a missile does not exist or a number is out of range.
    OutOfReachError
        If the nominal design of the only case cannot fly the test with any payload.

    References
    ----------
    .. [1] I. M. Sobol', "On the distribution of points in a cube and the approximate evaluation of
       integrals", USSR Comp. Math. Math. Phys. 7(4):86-112, 1967.
    """
    if not cases:
        raise InputError("the study of lofted tests needs at least one test")
    require("number of samples", samples, 0, 65536)
    found = catalog or lofted_catalog()
    results = []
    for case in cases:
        results.append(_one(case, found, samples, seed, alone=len(cases) == 1))
        if progress is not None:
            progress(1)
    return _dataset(cases, results, samples, seed)


def sampled_rows(missile: str, catalog: Catalog) -> list[Quantity]:
    """Rows of a missile that are varied.

    Parameters
    ----------
    missile : str
        Key in the catalogue.
    catalog : Catalog
        Where it is.

    Returns
    -------
    list of Quantity
        Rows with a range, other than the payload and the published range.
    """
    return [
        row
        for row in catalog.missile(missile).rows()
        if isinstance(row, Quantity) and row.low < row.high and not row.path.endswith(_NOT_SAMPLED)
    ]


def _one(case: LoftedCase, catalog: Catalog, samples: int, seed: int, *, alone: bool) -> _Found:
    try:
        nominal = _estimate(case, catalog, MEMBERS)
    except OutOfReachError:
        if alone and samples == 0:
            raise
        nominal = None
    ranges, times = np.full(samples, np.nan), np.full(samples, np.nan)
    rows = sampled_rows(case.missile, catalog)
    if samples and rows:
        # a power of two keeps the sequence balanced; the rest of it is not flown
        exponent = (samples - 1).bit_length()
        shares = qmc.Sobol(len(rows), rng=seed).random_base2(exponent)[:samples]
        for index, share in enumerate(shares):
            drawn = [
                replace(row, value=row.low + float(part) * (row.high - row.low))
                for row, part in zip(rows, share, strict=True)
            ]
            try:
                estimate = _estimate(case, catalog.with_rows(drawn), 2)
            except (InputError, OutOfReachError):
                # cannot lift off, cannot fly the test: no design of the missile
                continue
            ranges[index] = estimate.maximum_range_m / 1e3
            times[index] = estimate.test_time_of_flight_s
    if alone and nominal is None and not np.any(np.isfinite(ranges)):
        raise OutOfReachError(
            f"no payload of {catalog.missile(case.missile).title} flies {case.test.range_km:g} km "
            f"over an apogee of {case.test.apogee_km:g} km at full burn, nor any sampled design"
        )
    return _Found(nominal, ranges, times)


def _estimate(case: LoftedCase, catalog: Catalog, members: int) -> LoftedEstimate:
    design = missile_design(case.missile, catalog)
    return range_from_lofted_test(
        design, 1e3 * case.test.range_km, 1e3 * case.test.apogee_km, members=members
    )


def _dataset(
    cases: Sequence[LoftedCase], results: Sequence[_Found], samples: int, seed: int
) -> xr.Dataset:
    tests = [case.test for case in cases]
    nominal = [result.nominal for result in results]
    columns: dict[str, tuple[str, str, list[float]]] = {
        "test_range_km": ("ground range of the test", "km", [t.range_km for t in tests]),
        "test_apogee_km": ("apogee of the test", "km", [t.apogee_km for t in tests]),
        "published_time_of_flight_s": (
            "published time of flight",
            "s",
            [t.time_of_flight_s for t in tests],
        ),
        "published_low_km": (
            "lowest published estimate of the greatest range",
            "km",
            [t.estimate_low_km for t in tests],
        ),
        "published_high_km": (
            "highest published estimate of the greatest range",
            "km",
            [t.estimate_high_km for t in tests],
        ),
        "payload_kg": ("payload fitted to the test", "kg", _each(nominal, _payload)),
        "test_time_of_flight_s": ("time of flight of the test", "s", _each(nominal, _time)),
        "burnout_speed_km_s": ("speed at burnout in the test", "km/s", _each(nominal, _speed)),
        "burnout_altitude_km": (
            "altitude at burnout in the test",
            "km",
            _each(nominal, lambda e: e.test_burnout.altitude / 1e3),
        ),
        "farthest_burnout_speed_km_s": (
            "speed at burnout of the farthest flight",
            "km/s",
            _each(nominal, _farthest_speed),
        ),
        "maximum_range_km": (
            "greatest range with that payload",
            "km",
            _each(nominal, lambda e: e.maximum_range_m / 1e3),
        ),
        "maximum_range_apogee_km": (
            "apogee of the farthest flight",
            "km",
            _each(nominal, lambda e: e.maximum_range_apogee_m / 1e3),
        ),
        "impulsive_range_km": (
            "greatest range of a body that starts at full speed from the ground",
            "km",
            _each(nominal, lambda e: e.impulsive_range_m / 1e3),
        ),
    }
    dataset = xr.Dataset(
        coords={
            "case": ("case", [test.case for test in tests], {"long_name": "test and design"}),
            "quantile": ("quantile", [*QUANTILES], {"long_name": "quantile", "units": "1"}),
        }
    )
    for name, (long_name, units, values) in columns.items():
        dataset[name] = ("case", np.array(values), label(long_name, units))
    _add_samples(dataset, results)
    _add_families(dataset, nominal)
    for name, long_name, words in (
        ("missile", "missile that was tested", [test.missile for test in tests]),
        ("date", "day of the test", [test.date for test in tests]),
        ("design", "missile of the catalogue", [case.missile for case in cases]),
        ("published_estimate", "what was published of its range", [t.estimate for t in tests]),
        ("source", "key of the source", [test.source for test in tests]),
    ):
        dataset = dataset.assign_coords({name: ("case", words, {"long_name": long_name})})
    dataset.attrs = {
        "title": "Greatest ranges that follow from lofted tests",
        "earth": "sphere of point-mass gravity that does not turn",
        "samples": samples,
        "seed": seed,
        "bongsu_version": __version__,
        "history": "bongsu.studies.missiles.lofted_range.lofted_range",
    }
    return conventional(dataset, "Greatest ranges that follow from lofted tests")


def _add_samples(dataset: xr.Dataset, results: Sequence[_Found]) -> None:
    quantiles, shares = [], []
    for result in results:
        fits = result.ranges_km[np.isfinite(result.ranges_km)]
        quantiles.append(
            np.quantile(fits, QUANTILES) if fits.size else np.full(len(QUANTILES), np.nan)
        )
        shares.append(fits.size / max(result.ranges_km.size, 1))
    dims = ("case", "sample")
    for name, long_name, units, values in (
        ("sample_range_km", "greatest range of a sampled design", "km", "ranges_km"),
        ("sample_time_s", "time of flight of the test with that design", "s", "times_s"),
    ):
        rows = np.array([getattr(result, values) for result in results])
        dataset[name] = (dims, rows, label(long_name, units))
    dataset["range_quantile_km"] = (
        ("case", "quantile"),
        np.array(quantiles),
        {"long_name": "quantile of the greatest range over the sampled designs", "units": "km"},
    )
    dataset["share_that_flies_the_test"] = (
        "case",
        np.array(shares),
        {"long_name": "share of the sampled designs that can fly the test", "units": "1"},
    )


def _add_families(dataset: xr.Dataset, nominal: Sequence[LoftedEstimate | None]) -> None:
    nothing = np.full(MEMBERS, np.nan)
    for name, long_name, attribute, units, scale in (
        ("family_loft_deg", "loft", "loft", "degree", np.degrees(1.0)),
        ("family_range_km", "ground range of a full burn", "range_m", "km", 1e-3),
        ("family_apogee_km", "apogee of a full burn", "apogee_m", "km", 1e-3),
    ):
        rows = [nothing if e is None else scale * getattr(e, attribute) for e in nominal]
        dataset[name] = (
            ("case", "member"),
            np.array(rows),
            {"long_name": f"{long_name} with the fitted payload", "units": units},
        )


def _each(
    estimates: Sequence[LoftedEstimate | None], read: Callable[[LoftedEstimate], float]
) -> list[float]:
    return [np.nan if estimate is None else read(estimate) for estimate in estimates]


def _payload(estimate: LoftedEstimate) -> float:
    return estimate.payload_kg


def _time(estimate: LoftedEstimate) -> float:
    return estimate.test_time_of_flight_s


def _speed(estimate: LoftedEstimate) -> float:
    return estimate.test_burnout.speed / 1e3


def _farthest_speed(estimate: LoftedEstimate) -> float:
    burnout = estimate.maximum_range_burnout
    return np.nan if burnout is None else burnout.speed / 1e3
