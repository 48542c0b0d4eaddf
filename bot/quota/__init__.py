"""What fills up: where to look, what is worth a notification, when it will be full."""
