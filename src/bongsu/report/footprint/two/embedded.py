"""Pictures that stand in a page without any other file."""

import base64
from dataclasses import dataclass

from matplotlib.figure import Figure

from bongsu.output.pictures import picture_bytes
from bongsu.report.style import figure_style
from bongsu.scenario.provenance import Provenance


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture ready to stand in a page without any other file.

    Attributes
    ----------
    data_uri : str
        The picture itself, as a ``data:`` address.
    alt : str
        What the picture shows, for those who cannot see it.
    caption : str
        What to look at in it.
    """

    data_uri: str
    alt: str
    caption: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture without a text alternative")
        if not self.data_uri.startswith("data:image/"):
            raise ValueError("a picture in a brief is a data: address, never a file or a link")


def picture(figure: Figure, *, alt: str, caption: str, provenance: Provenance) -> Picture:
    """Turn a figure of many cells into a picture for a page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn figure.
    alt : str
        What the picture shows, in a sentence or two.
    caption : str
        Caption printed below.
    provenance : Provenance
        Where it comes from: a small line at its foot, and metadata.

    Returns
    -------
    Picture
        The picture, the same bytes for the same figure.
    """
    with figure_style():
        content = picture_bytes(figure, "png", provenance)
    encoded = base64.b64encode(content).decode("ascii")
    return Picture(data_uri=f"data:image/png;base64,{encoded}", alt=alt, caption=caption)
