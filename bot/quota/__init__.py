"""What fills up: where to look, what is worth telling, when it will be full."""
