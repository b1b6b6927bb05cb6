"""A hall of its own that is killed, cut off and torn again and again: docs/torture.md. It never touches a real hall."""
