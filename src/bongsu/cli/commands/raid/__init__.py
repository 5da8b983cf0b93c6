"""``bongsu raid``: many missiles at once, replication by replication."""

from cyclopts import App

app = App(name="raid", help="Many missiles at once, by chance.")
app.command(
    "bongsu.cli.commands.raid.ideal:ideal",
    name="ideal",
    help="A raid without geometry: one magazine, a kill probability and a rule of fire.",
)
