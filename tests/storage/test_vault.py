"""What is sealed opens whole and for one key alone; whatever was done to it is told in words, and nothing comes out."""

import re
import resource

import pytest

from queue_server.storage import vault, vault_keys
from queue_server.storage.backup import NotSound
from queue_server.storage.vault_keys import PRIVATE, PUBLIC, NoKey

PRIVATE_HALF, PUBLIC_HALF = vault.new_key()
PIECE = vault.PIECE + vault.TAG


@pytest.fixture
def sealed(tmp_path):
    """Three pieces and a bit, sealed."""
    plain = tmp_path / "plain"
    plain.write_bytes(bytes(range(256)) * 3100)
    vault.seal(plain, tmp_path / "sealed", public=PUBLIC_HALF)
    return tmp_path / "sealed"


def opened(file, private=PRIVATE_HALF):
    """What comes out of it; after a refusal there is nothing."""
    out = file.with_name("out")
    try:
        written = vault.unseal(file, out, private=private)
    except NotSound:
        assert not out.exists()
        raise
    assert written.bytes == out.stat().st_size
    return out.read_bytes()


@pytest.mark.parametrize("size", [0, 1, vault.PIECE - 1, vault.PIECE, vault.PIECE + 1, 3 * vault.PIECE])  # fmt: skip
def test_what_goes_in_comes_out(tmp_path, size):
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"A015" * (size // 4) + b"x" * (size % 4))
    written = vault.seal(plain, sealed, public=PUBLIC_HALF)

    assert written.bytes == sealed.stat().st_size == vault.sealed_size(size)
    assert b"A015" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o77 == 0
    assert opened(sealed) == plain.read_bytes()


def test_the_same_file_is_never_sealed_the_same_way(tmp_path, sealed):
    vault.seal(tmp_path / "plain", tmp_path / "again", public=PUBLIC_HALF)
    once, again = sealed.read_bytes(), (tmp_path / "again").read_bytes()
    assert once[vault.HEAD - 32 : vault.HEAD] != again[vault.HEAD - 32 : vault.HEAD]
    assert once[vault.HEAD :][:64] != again[vault.HEAD :][:64]


def test_another_key_is_named(sealed):
    other, public = vault.new_key()
    with pytest.raises(NotSound, match="is encrypted to the key") as told:
        opened(sealed, other)
    assert vault_keys.name_of(PUBLIC_HALF) in str(told.value)
    assert vault_keys.name_of(public) in str(told.value)


def swapped(bytes):
    head, rest = bytes[: vault.HEAD], bytes[vault.HEAD :]
    return head + rest[PIECE : 2 * PIECE] + rest[:PIECE] + rest[2 * PIECE :]


def left_out(bytes):
    return bytes[: vault.HEAD + PIECE] + bytes[vault.HEAD + 2 * PIECE :]


def flipped(at):
    def hurt(bytes):
        changed = bytearray(bytes)
        changed[at] ^= 1
        return changed

    return hurt


@pytest.mark.parametrize(
    ("hurt", "said"),
    [
        (flipped(3), "its beginning"), (flipped(len(vault.MAGIC)), "the key"), (flipped(vault.HEAD - 1), "changed"),
        (flipped(vault.HEAD + 5), "changed"), (flipped(-1), "changed"), (flipped(vault.HEAD + PIECE), "changed"),
        (lambda bytes: bytes[:-1], "changed or cut"), (lambda bytes: bytes[: vault.HEAD + 2 * PIECE], "end is missing"),
        (lambda bytes: bytes[: vault.HEAD], "cut"), (lambda bytes: bytes[:20], "its beginning"),
        (lambda _: b"", "its beginning"),
        (lambda bytes: bytes + b"more", "changed or cut"), (swapped, "changed"), (left_out, "changed"),
        (lambda bytes: bytes[: vault.HEAD - 32] + b"\0" * 32 + bytes[vault.HEAD :], "beginning was changed"),
    ],
)  # fmt: skip
def test_whatever_was_done_to_it_is_told(sealed, hurt, said):
    sealed.write_bytes(hurt(sealed.read_bytes()))
    with pytest.raises(NotSound, match=said):
        opened(sealed)


def test_what_follows_a_last_piece_is_told(tmp_path):
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"x" * vault.PIECE)
    vault.seal(plain, sealed, public=PUBLIC_HALF)
    sealed.write_bytes(sealed.read_bytes() + b"more")
    with pytest.raises(NotSound, match="behind its end"):
        opened(sealed)


def test_a_large_file_needs_no_more_memory_than_a_piece(tmp_path):
    plain, sealed, out = tmp_path / "plain", tmp_path / "sealed", tmp_path / "out"
    with plain.open("wb") as file:
        file.truncate(200 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    vault.seal(plain, sealed, public=PUBLIC_HALF)
    vault.unseal(sealed, out, private=PRIVATE_HALF)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10  # kB


# --- the key in letters


def test_a_key_is_typed_from_paper_as_people_type():
    shown = vault_keys.letters(PRIVATE, PRIVATE_HALF)
    assert re.fullmatch(r"SPKEY(-[A-Z2-7]{4}){14}", shown)
    typed = (
        f"# for the safe\n {shown.lower().replace('-', ' ').replace('o', '0').replace('i', '1')}\n"
    )
    assert vault_keys.parse(typed, kind=PRIVATE) == PRIVATE_HALF


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (vault_keys.letters(PUBLIC, PUBLIC_HALF), "this is the public half"),
        (vault_keys.letters(PRIVATE, PRIVATE_HALF)[:-3], "missing"), ("", "no key"), ("# only a note", "no key"),
        (vault_keys.letters(PRIVATE, PRIVATE_HALF) + "AAAABBBB", "wrong"), ("SPKEY", "wrong"),
    ],
    ids=["the public half", "cut", "nothing", "a note", "too long", "the beginning alone"],
)  # fmt: skip
def test_a_key_that_is_none_is_told(text, said):
    with pytest.raises(NoKey, match=said):
        vault_keys.parse(text, kind=PRIVATE)


def test_each_slip_of_the_pen_is_seen():
    shown = vault_keys.letters(PRIVATE, PRIVATE_HALF)
    for at in range(len("SPKEY-"), len(shown), 7):
        if shown[at] == "-":
            continue
        slip = shown[:at] + ("A" if shown[at] != "A" else "C") + shown[at + 1 :]
        with pytest.raises(NoKey, match="wrong"):
            vault_keys.parse(slip, kind=PRIVATE)


def test_what_is_no_text_is_no_key(tmp_path):
    file = tmp_path / "key"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NoKey, match="no key"):
        vault_keys.read(file, kind=PUBLIC)
