"""What a printer can do, found out on the spot."""
