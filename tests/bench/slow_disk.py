"""``satupintu`` on a disk that needs 5 ms more per commit. The sleep is a real one: it stops whoever waits for it.

With group commit that is the thread that commits, with commit per request the whole server: as on such a disk.
"""

from __future__ import annotations

import sys

SLOW_S = 0.005


def main() -> int:
    from queue_server import runner  # patches the standard library: before everything below

    del runner
    from eventlet.patcher import original

    from queue_server.__main__ import main as satupintu
    from queue_server.storage import opening
    from queue_server.storage.writers import GroupCommits

    sleep = original("time").sleep

    def slowly(call, *args):
        if args == ("COMMIT",):
            sleep(SLOW_S)
        return call(*args)

    class SlowDisk(GroupCommits):
        def __init__(self, engine, offload=None, place=None):
            super().__init__(engine, offload and (lambda *args: offload(slowly, *args)), place)
            if offload is None:
                self._dbapi = SlowConnection(self._dbapi)

    class SlowConnection:
        def __init__(self, real):
            self._real = real

        def __getattr__(self, name):
            return getattr(self._real, name)

        def execute(self, *args):
            return slowly(self._real.execute, *args)

    opening.GroupCommits = SlowDisk
    return satupintu()


if __name__ == "__main__":
    sys.exit(main())
