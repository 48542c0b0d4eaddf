"""What somebody asks for and others decide: kept, and shown where each of them is."""
