"""The launcher's own pages: waiting for the server, and the code of a screen that asks to come in. In two languages."""

from __future__ import annotations

from html import escape
from typing import Final

LOOKS: Final = {
    "display": ("#06201c", "#ffffff", "#c9dad4", "#ffd34d", "#06201c", "none"),
    "kiosk": ("#f8f5ee", "#13231f", "#46544f", "#ffc93c", "#13231f", "default"),
}
STYLE: Final = """
html {{ font-size: calc(100vmin / 108); }}
body {{ margin: 0; height: 100vh; box-sizing: border-box; padding: 5vh 5vw; overflow: hidden; user-select: none;
  background: {ground}; color: {ink}; cursor: {cursor}; font-size: 5.6rem; line-height: 1.2;
  font-family: "Atkinson Hyperlegible Next", "Noto Sans", "DejaVu Sans", sans-serif;
  display: flex; flex-direction: column; justify-content: center; }}
h1 {{ font-size: 9rem; line-height: 1.1; margin: 0 0 1rem; }} p {{ margin: 0 0 2.4rem; color: {soft}; }}
b {{ display: block; background: {sign}; color: {on_sign}; border-radius: 2rem;
  padding: 2.4rem 1rem; margin: 1rem 0 3.4rem; font-size: 19rem; line-height: 1;
  text-align: center; white-space: nowrap; }}
code {{ font-family: inherit; font-weight: 700; color: {ink}; overflow-wrap: anywhere; }}
@media (orientation: portrait) {{ b {{ font-size: 10.8rem; }} h1 {{ font-size: 7.4rem; }} }}
"""


def waiting(role: str, server: str) -> str:
    """Before the server has answered."""
    return _page(
        role, "Menghubungkan ke server", "Connecting to the server", f"<p><code>{escape(server)}</code></p>"
    )  # fmt: skip


def elsewhere(role: str, server: str) -> str:
    """The server does not answer under the name it was asked by."""
    more = (
        f"<p><code>{escape(server)}</code></p><p>Tambahkan nama ini pada <code>server.hosts</code> di config.yaml. "
        "Add this name to <code>server.hosts</code> in config.yaml.</p>"
    )
    return _page(
        role, "Server tidak menerima alamat ini", "The server does not take this address", more
    )


def code(role: str, server: str, shown: str) -> str:
    """What an administrator must type; an empty code while none is to be had."""
    titles = {
        "display": ("Layar ini belum dipasangkan", "This screen has not been paired"),
        "kiosk": ("Kios ini belum dipasangkan", "This kiosk has not been paired"),
    }[role]
    if not shown:
        return _page(
            role, *titles, "<p>Meminta kode dari server. Asking the server for a code.</p>"
        )
    more = (
        "<p>Di halaman admin, buka Perangkat, pilih Pasangkan layar, lalu ketik kode ini. "
        "On the admin page open Devices, choose Pair a screen, and type this code.</p>"
        f"<b>{escape(shown)}</b><p><code>{escape(server)}/admin/#devices</code></p>"
    )
    return _page(role, *titles, more)


def _page(role: str, title: str, english: str, more: str) -> str:
    ground, ink, soft, sign, on_sign, cursor = LOOKS[role]
    style = STYLE.format(
        ground=ground, ink=ink, soft=soft, sign=sign, on_sign=on_sign, cursor=cursor
    )
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        f'<style>{style}</style></head><body><h1>{title}</h1><p lang="en">{english}</p>{more}</body></html>'
    )
