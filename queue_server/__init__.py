"""Satu Pintu: the server of a public service hall."""
