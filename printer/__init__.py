"""The print agent: it runs beside a ticket printer and knows nothing of the server but its contract."""
