"""What a record of flight tests says, under a named rule of counting."""

import numpy as np

from bongsu.claims.case import AbsentError, Case, Found
from bongsu.claims.where import Where
from bongsu.studies.engagement.shot_record import CountedRecord, counted_records
from bongsu.words.said import said


def share_of_tests(_case: Case, *, rule: str) -> Found:
    """Measure the share of tests that hit.

    Parameters
    ----------
    _case : Case
        Not looked at.
    rule : str
        Rule of counting; ``bongsu battery record`` lists them.

    Returns
    -------
    Found
        Hits over attempts. [1]

    Raises
    ------
    AbsentError
        If there is no such rule.
    """
    record = _record(rule, 1)
    return _found(record.hits / record.attempts, record)


def chance_that_all_hit(_case: Case, *, rule: str, shots: float, prior: str) -> Found:
    """Measure the probability that each of the next shots hits, given the record.

    Parameters
    ----------
    _case : Case
        Not looked at.
    rule : str
        Rule of counting; ``bongsu battery record`` lists them.
    shots : float
        Next shots. [1]
    prior : str
        What is taken before any test: a name that ``bongsu battery record`` lists.

    Returns
    -------
    Found
        Probability. [1]

    Raises
    ------
    AbsentError
        If there is no such rule or prior.
    """
    record = _record(rule, int(shots))
    if prior not in record.all_hit:
        raise AbsentError(f"there is no prior {prior!r}; there are {', '.join(record.all_hit)}")
    return _found(record.all_hit[prior], record)


def share_of_loads(case: Case, *, spent: float, batteries: float) -> Found:
    """Compare interceptors spent with what batteries hold on their launchers.

    Parameters
    ----------
    case : Case
        Its first battery says how many launchers one has, and interceptors each of these.
    spent : float
        Interceptors spent. [1]
    batteries : float
        How many batteries. [1]

    Returns
    -------
    Found
        Spent over held. [1]
    """
    entry = case.scenario.catalog.battery(case.scenario.battery().type)
    load = entry.launchers.value * entry.interceptors_per_launcher.value
    held = batteries * load
    words = said(
        "{spent:g} of {held:,.0f} on {batteries:g} batteries of {load:g}",
        spent=spent,
        held=held,
        batteries=batteries,
        load=load,
    )
    return Found(
        values=np.array([spent / held]),
        labels=("full batteries",),
        remarks=(words,),
        where=(Where(flight=words),),
    )


def _record(rule: str, shots: int) -> CountedRecord:
    known = {one.rule: one for one in counted_records(shots)}
    if rule not in known:
        raise AbsentError(f"there is no counting rule {rule!r}; there are {', '.join(known)}")
    return known[rule]


def _found(value: float, record: CountedRecord) -> Found:
    return Found(
        values=np.array([value]),
        labels=(record.title,),
        remarks=(said("{hits} of {attempts}", hits=record.hits, attempts=record.attempts),),
        where=(Where(flight=record.title),),
    )
