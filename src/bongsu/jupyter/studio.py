"""The map of the page as a widget: dragged in a notebook, answered by Python."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import traitlets
from anywidget import AnyWidget
from pydantic import ValidationError

from bongsu.catalog.lookup import find_word
from bongsu.errors import InputError
from bongsu.front.deployment import Deployment
from bongsu.jupyter.desk import Seat
from bongsu.server import messages
from bongsu.server.packing import pack, read
from bongsu.server.settings import Settings, refused
from bongsu.words import LANGUAGES, LanguageCode

VIEW: Final = Path(__file__).parent / "view.js"
"""Where the built view lies, if it is built."""
_BORDERS: Final = files("bongsu.geography").joinpath("data/borders.topo.json")


class Studio(AnyWidget):
    """A deployment on the map, where it is changed by hand.

    Whatever is dragged or chosen is asked of the engine of ``bongsu serve``, in this process, so
    that numbers and hashes are those of the page and of the deployment that :attr:`scenario` gives.

    Parameters
    ----------
    deployment : Deployment
        Where it begins.
    setting : messages.Setting
        What is changed of it at first.
    language : {'en', 'ko'}
        Language of the view.

    Attributes
    ----------
    setting : dict
        What is changed of the deployment, as :class:`bongsu.server.messages.Setting`. The view
        writes it when the hand rests, and follows it when it is written here; ``observe`` tells of
        both.

    Raises
    ------
    InputError
        If the view is not built in this installation, or too many studios are open.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    setting = traitlets.Dict().tag(sync=True)

    def __init__(
        self, deployment: Deployment, setting: messages.Setting, *, language: LanguageCode = "en"
    ) -> None:
        if not VIEW.is_file():
            raise InputError(
                "the view of a studio is not built in this installation; "
                "docs/develop/page.md says how to build it"
            )
        self._settings = Settings({deployment.name: deployment})
        self._seat = Seat(deployment)
        super().__init__(
            _esm=VIEW.read_text(encoding="utf-8"), language=language, setting=_written(setting)
        )
        self.on_msg(self._asked)

    @property
    def scenario(self) -> Deployment:
        """The deployment as it now stands on the map."""
        return self._settings.deployment(_read(self.setting))

    def close(self) -> None:
        """Take the view away; nobody answers it any more."""
        # a widget that could not be made is closed too
        if hasattr(self, "_seat"):
            self._seat.leave()
        super().close()

    @traitlets.validate("setting")
    def _checked(self, proposal: dict[str, Any]) -> dict[str, Any]:
        setting = _read(proposal["value"])
        self._settings.deployment(setting)
        return _written(setting)

    def _asked(self, _: Studio, content: object, buffers: list[memoryview]) -> None:
        """Take a message of the view: a request in bytes, or the wish for the borders."""
        if content == "borders":
            self.send("borders", [_BORDERS.read_bytes()])
            return
        request = read(bytes(buffers[0]) if buffers else None)
        if isinstance(request, messages.Failed):
            self._answer(request)
        else:
            self._seat.ask(request, self._answer)

    def _answer(self, answer: messages.AnyAnswer) -> None:
        self.send("answer", [pack(answer)])


def studio(
    deployment: Deployment, *, missile: str | None = None, language: LanguageCode = "en"
) -> Studio:
    """Show a deployment on the map; see :meth:`bongsu.Deployment.studio`.

    Parameters
    ----------
    deployment : Deployment
        Where it begins.
    missile : str, optional
        Whose flights are shown first.
    language : {'en', 'ko'}
        Language of the view.

    Returns
    -------
    Studio
        To be shown by a notebook.

    Raises
    ------
    InputError
        If there is no such missile or language, the view is not built, or too many are open.
    """
    threats = [one.missile for one in deployment.threats]
    if missile is not None:
        shown = deployment.catalog.key("missile", missile)
    elif messages.FIRST_MISSILE in threats:
        shown = messages.FIRST_MISSILE
    else:
        shown = threats[0]
    flights = messages.FlightsMessage(missile=None if threats == [shown] else shown)
    setting = messages.Setting(scenario=deployment.name, flights=flights)
    return Studio(deployment, setting, language=find_word(language, LANGUAGES, "language"))


def _written(setting: messages.Setting) -> dict[str, Any]:
    """A setting as the view holds it: what is changed, and no more."""
    written: dict[str, Any] = setting.model_dump(mode="json", exclude_defaults=True)
    return {"scenario": setting.scenario, **written}


def _read(setting: dict[str, Any]) -> messages.Setting:
    try:
        return messages.Setting.model_validate(setting)
    except ValidationError as error:
        raise refused("setting", error, messages.Setting) from None
