"""``bongsu battery``: what a battery can do about one missile, and whom it protects."""

from cyclopts import App

app = App(name="battery", help="A battery against a missile.")
app.command(
    "bongsu.cli.commands.battery.timeline:timeline",
    name="timeline",
    help="Play one flight against a battery: what happens when.",
)
app.command(
    "bongsu.cli.commands.battery.plan:plan",
    name="plan",
    help="Plan who fires what and when at a few missiles.",
)
app.command(
    "bongsu.cli.commands.battery.verdicts:verdicts",
    name="verdicts",
    help="Under which assumptions a verdict on an engagement turns.",
)
app.command(
    "bongsu.cli.commands.battery.record:record",
    name="record",
    help="What flight tests allow to say about the next shot.",
)
app.command(
    "bongsu.cli.commands.battery.reach:reach",
    name="reach",
    help="Where an interceptor can be, how soon and how fast.",
)
app.command(
    "bongsu.cli.commands.battery.footprint.command:footprint",
    name="footprint",
    help="Area and people that a scenario's batteries defend.",
)
app.command(
    "bongsu.cli.commands.battery.sites:sites",
    name="sites",
    help="Candidate sites side by side, the best pairs, the smallest set that suffices.",
)
