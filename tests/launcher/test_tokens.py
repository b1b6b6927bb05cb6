"""Where a screen keeps its token."""

import stat

from queue_server.launcher.tokens import Tokens


def test_a_screen_keeps_its_token_over_a_restart_where_nobody_else_reads_it(tmp_path):
    Tokens(tmp_path, None).keep("the-token")
    assert Tokens(tmp_path, None).current() == "the-token"
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["token"]


def test_a_token_left_half_written_is_written_over(tmp_path):
    (tmp_path / "token.part").write_text("half")
    (tmp_path / "token.part").chmod(0o644)
    Tokens(tmp_path, None).keep("whole")
    assert Tokens(tmp_path, None).current() == "whole"
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


def test_what_pairing_gave_counts_more_than_what_was_made_by_hand(tmp_path):
    by_hand = tmp_path / "by-hand"
    by_hand.write_text("by-hand\n")
    tokens = Tokens(tmp_path, by_hand)
    assert tokens.current() == "by-hand"
    tokens.keep("paired")
    assert tokens.current() == "paired"


def test_a_refused_token_is_not_tried_again_and_a_file_made_by_hand_stays(tmp_path):
    by_hand = tmp_path / "by-hand"
    by_hand.write_text("by-hand")
    tokens = Tokens(tmp_path, by_hand)
    tokens.keep("paired")
    tokens.refuse("paired")
    assert not (tmp_path / "token").exists()
    assert tokens.current() == "by-hand"
    tokens.refuse("by-hand")
    assert tokens.current() is None
    assert by_hand.exists()
    by_hand.write_text("a new one")
    assert tokens.current() == "a new one"


def test_a_damaged_file_is_no_token(tmp_path):
    for damage in (b"", b" \n", b"\xff\xfe\x00", b"a\nb", "tökén".encode()):
        (tmp_path / "token").write_bytes(damage)
        assert Tokens(tmp_path, None).current() is None, damage
