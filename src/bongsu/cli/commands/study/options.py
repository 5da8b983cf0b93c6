"""What the studies over draws share: the question, read from options."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.groups import FireOptions, StandOptions, ThreatOptions
from bongsu.cli.options.places import Place, read_place
from bongsu.cli.options.setting import changed
from bongsu.cli.options.values import Flag, Number, word
from bongsu.scenario import Coordinates, Scenario, load_scenario
from bongsu.words import CONVENTIONS, Convention

if TYPE_CHECKING:
    from bongsu.studies.epistemic.metrics import Condition

WeightsOption = Annotated[Convention, word(tuple(CONVENTIONS), "weights")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class QuestionOptions:
    """What is asked over draws.

    Attributes
    ----------
    metric
        The number; `bongsu study metrics` lists them.
    condition
        What it is held against, such as '>= 0.5', in the unit of the metric.
    to
        Where the flight aims, for a metric of one flight: LAT,LON in degrees, or a place by name.
    flights
        Draw mass, thrust, drag and pitch of the missiles too. Launch areas, aim points and shapes
        are never drawn.
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    """

    metric: str
    condition: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None
    to: Place | None = None
    flights: Flag = False
    spacing: Number | None = None

    def asked(
        self, source: str, threats: ThreatOptions, stand: StandOptions, fire: FireOptions
    ) -> Scenario:
        """Load the scenario and change it as the options ask.

        Parameters
        ----------
        source : str
            Scenario file or name of a built-in scenario.
        threats, stand, fire : ThreatOptions, StandOptions, FireOptions
            Options that change it.

        Returns
        -------
        Scenario
            What is asked about.
        """
        setting = load_scenario(source)
        return changed(setting, stand=stand, fire=fire, threats=threats, spacing_km=self.spacing)

    def target(self, scenario: Scenario) -> Coordinates | None:
        """Read where the flight aims.

        Parameters
        ----------
        scenario : Scenario
            Whose catalogue knows the names.

        Returns
        -------
        Coordinates or None
            The place, if one is given.
        """
        return None if self.to is None else read_place(scenario, "target", self.to)

    def held_against(self) -> "Condition | None":
        """Read the condition.

        Returns
        -------
        Condition or None
            The condition, if one is given.
        """
        from bongsu.studies.epistemic.metrics import read_condition

        return None if self.condition is None else read_condition(self.condition)
