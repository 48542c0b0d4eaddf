"""A DingTalk organisation in a box, on loopback."""
