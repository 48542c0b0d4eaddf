"""README's pictures."""
