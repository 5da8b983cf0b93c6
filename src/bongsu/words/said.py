"""A sentence that remembers how it was put together, so that it can be said in another language."""

from __future__ import annotations

from collections.abc import Mapping


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
