"""What a conversation is told every day or week of all that it watches."""
