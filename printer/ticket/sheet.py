"""What a block of the layout has in hand: the paper, its sizes and what is to be said."""

from __future__ import annotations

from dataclasses import dataclass

from printer.ticket import fonts
from printer.ticket.content import Content
from printer.ticket.look import Look
from printer.ticket.paper import Paper
from printer.ticket.style import Style
from queue_server.messages.ticket_template import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``before`` and ``after`` are the blocks around, None at the ends of the paper."""

    paper: Paper
    style: Style
    content: Content
    look: Look
    block: Block
    text: str
    before: Block | None
    after: Block | None

    def write(self, text: str, px: int, weight: int = fonts.TEXT) -> None:
        """``text`` from the baseline on, aligned as the block says."""
        edge = self.style.edge
        self.paper.down(round(px * self.content.words.taller))
        self.paper.block(text, px, weight, edge=edge, align=self.block.align)

    @property
    def code_brings(self) -> bool:
        """Whether what to bring stands beside the code above it, with no sizes of its own."""
        code, bring = (
            (self.block, self.after) if self.block.kind == "code" else (self.before, self.block)
        )
        if code is None or bring is None or (code.kind, bring.kind) != ("code", "requirements"):
            return False
        return bring.size == code.size and bring.align == "center"
