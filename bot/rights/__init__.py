"""Who may do what with a file, a folder or a space: seen, given and taken as DingTalk judges it."""
