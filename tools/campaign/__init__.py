"""What happens to a run from outside: damage to its compiled code, and signals at any moment.

    uv run python -m tools.campaign damages --count 1000
    uv run python -m tools.campaign moments --minutes 30 --page docs/reliability.md

Each run is compared, byte for byte, with one that nothing happened to. What is found is added to
`tools/campaign/record.jsonl`, so that campaigns of several days add up.
"""
