"""The announcer: a program of its own that turns each call into one sound, for the server or for a loudspeaker."""
