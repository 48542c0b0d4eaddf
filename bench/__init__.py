"""Measures the bot against the sandbox, each a process of its own, for docs/costs.md."""
