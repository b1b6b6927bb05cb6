"""Rows in, domain objects out. Functions take the connection first and never commit: the transaction does."""
