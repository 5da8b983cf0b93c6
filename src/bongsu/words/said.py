"""A sentence that remembers how it was put together, so that it can be said in another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bongsu.words.quantities import quantity_text


class Said(str):
    """An English text with the template and the values that it was made of.

    It is a text like any other: it can be printed, compared and stored. Only what says it in
    another language looks at its parts.

    Parameters
    ----------
    template : str
        The sentence with its values in braces, such as ``"{missile} from {launch_area}"``; it is
        the key of the sentence in the catalogue of another language.
    values : Mapping of str to object
        What stands for the braces: numbers, names, or other sentences of this kind.

    Attributes
    ----------
    template : str
        As given.
    values : Mapping of str to object
        As given.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Said:
        """Fill the template in."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, dict(values)
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, Mapping[str, object]]]:
        """Parts that copies, and other processes, make it from again."""
        return Said, (self.template, self.values)


class Millions(float):
    """A number of people that is told in millions, and in Korean in ten thousands.

    Attributes
    ----------
    real : float
        How many. [1]
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Write it in English."""
        return f"{self.real / 1e6:,.1f} million"

    def __format__(self, spec: str) -> str:
        """Write it in English, however a template wants it."""
        return str(self)


class Rounded(float):
    """A number that is told in three digits, or to the whole number where it has more."""

    __slots__ = ()

    def __str__(self) -> str:
        """Write it."""
        return f"{self.real:,.0f}" if abs(self) >= 1e3 else f"{self.real:.3g}"

    def __format__(self, spec: str) -> str:
        """Write it, however a template wants it."""
        return str(self)


class Share(float):
    """A share that is told in per cent."""

    __slots__ = ()

    def __str__(self) -> str:
        """Write it in English."""
        return quantity_text(float(self), "1")

    def __format__(self, spec: str) -> str:
        """Write it in English, however a template wants it."""
        return str(self)


def said(template: str, **values: object) -> Said:
    """Say a sentence so that its parts stay known.

    Parameters
    ----------
    template : str
        The English sentence with its values in braces, written out where it is called: a test looks
        for these texts and wants each in the catalogue of every language.
    **values : object
        What stands for the braces: numbers, names, or other sentences of this kind.

    Returns
    -------
    Said
        The English text.

    Examples
    --------
    >>> text = said("{missile} from {launch_area}", missile="Nodong", launch_area="Hwangju")
    >>> text, text.template
    ('Nodong from Hwangju', '{missile} from {launch_area}')
    """
    return Said(template, values)


def in_turn(parts: Sequence[str], between: str = ", ") -> Said:
    """Say several things one after another.

    Parameters
    ----------
    parts : sequence of str
        At least one.
    between : str
        Marks that stand between them in every language.

    Returns
    -------
    Said
        Them all.

    Examples
    --------
    >>> in_turn(["Nodong", "Scud-C"])
    'Nodong, Scud-C'
    """
    values = {f"part_{number}": part for number, part in enumerate(parts, 1)}
    return Said(between.join(f"{{{name}}}" for name in values), values)
