"""``python -m bongsu``."""

from bongsu.cli import main

main()
