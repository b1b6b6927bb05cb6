"""The other end of the wire: bytes back into pictures and words."""
