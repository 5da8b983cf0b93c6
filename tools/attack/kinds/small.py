"""A scenario on which every study is answered within a second."""

SMALL = """\
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
radars:
  - name: shariki
    type: an-tpy-2
    site: shariki
    setting: {mode: forward-based, boresight: 280 deg}
candidate_sites: [seongju-golf-course, daegu]
threats:
  - missile: nodong
    launch_areas: [hwangju]
other_flights:
  - group: intercontinental
    missile: chinese-solid-icbm
    launch_areas: [delingha]
    targets: [seattle]
  - group: theatre
    missile: chinese-solid-mrbm
    launch_areas: [tonghua]
    targets: [tokyo]
numerics: {radar_grid: 2 deg, sample_step: 5 s}
seed: 1
"""
