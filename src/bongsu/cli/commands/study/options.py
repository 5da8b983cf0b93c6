"""What the studies over draws share: the question, read from options."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.groups import FireOptions, StandOptions, ThreatOptions
from bongsu.cli.options.places import Place, read_place
from bongsu.cli.options.setting import changed, raid_of
from bongsu.cli.options.values import Flag, Number, whole, word
from bongsu.errors import InputError
from bongsu.scenario import Coordinates, Raid, Scenario, load_scenario
from bongsu.words import CONVENTIONS, Convention

if TYPE_CHECKING:
    from bongsu.studies.epistemic.figures import PublishedFigure
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
        Where the flight aims, for a metric of one flight, or which place, for one of a place that a
        raid is aimed at: LAT,LON in degrees, or a place by name.
    raid
        Raid file, for a metric of a raid; the scenario's own raid by default.
    replications
        How often the raid is played in each draw. [1]
    figures
        YAML file of figures to hold draws against, in place of the published ones that come with
        the package; with --conditioned in effect.
    flights
        Draw mass, thrust, drag and pitch of the missiles too. Launch areas, aim points and shapes
        are never drawn.
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    """

    metric: str
    condition: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None
    to: Place | None = None
    raid: Path | None = None
    replications: Annotated[int, whole(2, 10**6)] | None = None
    figures: Path | None = None
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

    def inputs(self, scenario: str) -> list[str | Path]:
        """List the files that are read.

        Parameters
        ----------
        scenario : str
            Scenario file or name of a built-in scenario.

        Returns
        -------
        list of str or pathlib.Path
            None of them may be written over.
        """
        return [scenario, *(path for path in (self.raid, self.figures) if path is not None)]

    def fired(self, scenario: Scenario) -> Raid | None:
        """Read what is fired.

        Parameters
        ----------
        scenario : Scenario
            Whose catalogue knows the names.

        Returns
        -------
        Raid or None
            The raid of the file, if one is given.
        """
        return raid_of(self.raid, scenario)

    def played(self) -> int:
        """Tell how often a raid is played in each draw.

        Returns
        -------
        int
            Replications. [1]
        """
        from bongsu.studies.epistemic.raids import REPLICATIONS

        return REPLICATIONS if self.replications is None else self.replications

    def held(self, scenario: Scenario, *, conditioned: bool) -> "list[PublishedFigure]":
        """Find the figures that draws are held against.

        Parameters
        ----------
        scenario : Scenario
            What is asked about.
        conditioned : bool
            Whether there must be some.

        Returns
        -------
        list of PublishedFigure
            The user's own; by default those that come with the package and hold for the radar.

        Raises
        ------
        InputError
            If the file holds mistakes, or there are none.
        """
        from bongsu.studies.epistemic.figures import figures_for, own_figures

        if self.figures is not None:
            return own_figures(scenario, self.figures)
        found = figures_for(scenario)
        if conditioned and not found:
            raise InputError("--conditioned: no published figure holds for this radar in its mode")
        return found

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
