"""How bytes reach a printer and what it says of itself: network, USB, serial. No wait is endless."""
