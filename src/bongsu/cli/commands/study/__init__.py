"""``bongsu study``: a number over draws of all cited rows, and what decides it."""

from cyclopts import App

app = App(name="study", help="A number over the cited uncertainty, and what decides it.")
app.command(
    "bongsu.cli.commands.study.uncertainty:uncertainty",
    name="uncertainty",
    help="Quantiles and probabilities of a number over draws of all cited rows.",
)
app.command(
    "bongsu.cli.commands.study.sensitivity:sensitivity",
    name="sensitivity",
    help="Which groups of uncertain rows decide a number, or whether it meets a condition.",
)
app.command(
    "bongsu.cli.commands.study.metrics:metrics",
    name="metrics",
    help="The numbers that can be asked for.",
)
