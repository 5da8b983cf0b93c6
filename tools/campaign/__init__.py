"""What happens to a run from outside: damage to its compiled code, signals and kills at any moment.

    uv run python -m tools.campaign damages --count 1000
    uv run python -m tools.campaign moments --minutes 30 --page docs/reliability.md
    uv run python -m tools.campaign stores --count 50

Each run is compared, byte for byte, with one that nothing happened to. What is found is added to
`tools/campaign/record.jsonl`, so that campaigns of several days add up.
"""
