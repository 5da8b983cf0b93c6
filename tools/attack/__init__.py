"""An attack on the package's own robustness: broken files, command lines, places and moments.

    uv run --group attack python -m tools.attack --kind scenarios --seed 1 --count 1000

See docs/reliability.md.
"""
