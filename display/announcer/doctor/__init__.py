"""What the voice of a hall can do, found out on the spot."""
