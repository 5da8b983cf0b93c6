"""``bongsu raid``: many missiles at once, replication by replication."""

from cyclopts import App

app = App(name="raid", help="Many missiles at once, by chance.")
app.command(
    "bongsu.cli.commands.raid.ideal:ideal",
    name="ideal",
    help="A raid without geometry: one magazine, a kill probability and a rule of fire.",
)
app.command(
    "bongsu.cli.commands.raid.new:new",
    name="new",
    help="Write a raid file to start from, with comments.",
)
app.command(
    "bongsu.cli.commands.raid.run:run",
    name="run",
    help="A raid on a scenario: leakers, interceptors spent, survival, exhaustion.",
)
app.command(
    "bongsu.cli.commands.raid.show:show",
    name="show",
    help="What a raid says: its waves, the flights of its missiles, and their times.",
)
