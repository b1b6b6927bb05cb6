from tests.live.conftest import join, step
from tests.web.halls import hall

__all__ = ["hall", "join", "step"]
