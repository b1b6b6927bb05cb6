"""What a ticket says and how it looks, as a picture and in a printer's own letters. Pure: no device, no network."""
