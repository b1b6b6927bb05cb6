"""A print agent at work in a thread of its own."""

import threading

from printer.agent import Agent
from printer.journal import Journal
from printer.link import Server
from printer.worker import Worker
from tests.printer.hall_server import TOKEN


class Working:
    """An agent in a thread of its own, as it is in a process of its own."""

    def __init__(self, hall, folder, journal_file):
        self._make = lambda: self._run(hall, folder, journal_file)
        self._thread = threading.Thread(target=self._make)
        self._ready = threading.Event()

    def _run(self, hall, folder, journal_file):
        journal = Journal(journal_file)
        journal.recover()
        server = Server(hall.url, TOKEN, timeout_s=2)
        worker = Worker(server=server, journal=journal)
        self.agent = Agent(server=server, worker=worker, state=folder, paper=folder / "paper")
        self._ready.set()
        self.agent.run()
        self.agent.switch_off()
        journal.close()

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(5)
        return self.agent

    def __exit__(self, *_):
        self.agent.stop()
        self._thread.join(8)
        assert not self._thread.is_alive()
