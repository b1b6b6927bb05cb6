from tests.web.halls import hall

__all__ = ["hall"]
