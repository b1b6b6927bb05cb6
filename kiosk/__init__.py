"""The kiosk: the page visitors touch (static/), served by the server at /kiosk/."""
