"""People who act at the same moment."""

import threading


def at_once(*acts):
    """Do ``acts`` side by side, starting together; returns what each returned, or the exception it raised."""
    told, ready = [None] * len(acts), threading.Barrier(len(acts))

    def do(place, act):
        ready.wait(10)
        try:
            told[place] = act()
        except Exception as error:
            told[place] = error

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return told
