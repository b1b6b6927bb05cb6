"""A program that talks like Chromium through its files 3 and 4: what it is asked for is in the method's name."""

import json
import os
import signal
import sys
import time

said = {"sys.argv": sys.argv[1:], "pid": os.getpid()}
sys.stderr.write("no display here\n")
if "--deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
rest = b""
while part := os.read(3, 65536):
    *whole, rest = (rest + part).split(b"\0")
    for raw in whole:
        asked = json.loads(raw)
        answer = {"id": asked["id"], "result": {**said, "params": asked["params"]}}
        match asked["method"]:
            case "silent":
                continue
            case "refuse":
                answer = {"id": asked["id"], "error": {"message": "no such thing"}}
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "Browser.close":
                if "--deaf" not in sys.argv:
                    sys.exit(0)
                continue
            case "event":
                os.write(4, json.dumps({"method": "happened", "params": asked["params"]}).encode() + b"\0")  # fmt: skip
        sent = json.dumps(answer).encode() + b"\0"
        os.write(4, sent[:7])
        time.sleep(0)
        os.write(4, sent[7:])
