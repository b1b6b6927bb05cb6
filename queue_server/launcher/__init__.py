"""Brings a page of the hall full screen on a machine of its own and keeps it there. Standard library only; a leaf."""
