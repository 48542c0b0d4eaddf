"""Who is told what is filling up, when, and by which message."""
