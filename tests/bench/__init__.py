"""Benchmarks: a load process of its own against the real server. ``./run bench`` runs them; pytest does not."""
