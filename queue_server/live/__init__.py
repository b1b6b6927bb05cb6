"""Live connections: who is there, and what they are told. Only push.py emits."""
