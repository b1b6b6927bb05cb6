from tests.web.halls import hall, still

__all__ = ["hall", "still"]
