"""Passwords that are hashed quickly."""

import argon2
import pytest

from queue_server.usecases import people


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Real argon2id at the least cost it knows: these tests are not about being slow."""
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(people, "_hasher", cheap)
    monkeypatch.setattr(people, "_NOBODY", cheap.hash("nobody"))
