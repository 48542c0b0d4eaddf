"""Who is told, as a file that admins keep, edit and send back."""
