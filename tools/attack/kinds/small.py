"""Small scenarios: one on which every study is answered within a second, one for a brief."""

_BASIS = """\
format: 1
name: small
title: A small one
date: 2016-04-30
region: {country: KOR, grid_spacing: 100 km}
batteries:
  - name: thaad
    type: thaad-battery
    site: seongju-golf-course
    radar: {boresight: 340 deg}
threats:
  - missile: nodong
    launch_areas: [hwangju]
numerics: {radar_grid: 2 deg, sample_step: 5 s}
seed: 1
other_flights:
  - group: theatre
    missile: chinese-solid-mrbm
    launch_areas: [tonghua]
    targets: [tokyo]
"""

SMALL = (
    _BASIS
    + """\
  - group: intercontinental
    missile: chinese-solid-icbm
    launch_areas: [delingha]
    targets: [seattle]
radars:
  - name: shariki
    type: an-tpy-2
    site: shariki
    setting: {mode: forward-based, boresight: 280 deg}
candidate_sites: [seongju-golf-course, daegu]
"""
)
"""Has all that a study may ask for."""

RAID = """\
format: 1
name: small
title: A small raid
waves:
  - missile: nodong
    launch_areas: [hwangju]
    targets: [pyeongtaek, busan]
    shapes: [minimum-energy]
    count: 3
    first_launch: 0 s
    last_launch: 60 s
    launch_spread: 5 s
    reliability: 0.9
"""
"""A raid on :data:`SMALL`."""

CLAIM = """\
- id: small
  who: Nobody
  date: 2016-04-29
  assertion: The battery covers half of the people.
  country: KOR
  sources:
    - {publisher: Nowhere, date: 2016-04-29, url: "https://example.org/"}
  question: What share of the population lives where at least one shot is possible?
  readings:
    - name: At least half of the people
      measure: people-share-defended
      parameters: {sites: best, threats: best}
      comparison: at least
      threshold: 0.5
      because: The most favourable site and missile.
  figures: [footprints]
"""
"""A claim for a brief on :func:`brief_scenario`."""


def brief_scenario(grid_spacing_km: int = 100) -> str:
    """Write the least of a scenario that a brief with pictures can be made of.

    Parameters
    ----------
    grid_spacing_km : int, optional
        Distance between grid points. [km]

    Returns
    -------
    str
        A scenario file.
    """
    return _BASIS.replace("grid_spacing: 100 km", f"grid_spacing: {grid_spacing_km} km")
