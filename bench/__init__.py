"""Measures the bot against the sandbox, both as processes of their own; README keeps the table."""
