"""What people do at the hall, one file each: one transaction, the story readable from top to bottom."""
