"""Runs one Python peer: `python harness.py PEER DIR REQUESTS`. Prints a line per form, writes what it found."""

import importlib
import json
import statistics
import sys
import time
from pathlib import Path

import law as lowered

ROUNDS = 3


def main():
    name, folder, requests = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    peer = importlib.import_module(name)
    law = lowered.load_law(folder)
    columns = [[slot[:requests] for slot in slots] for slots in lowered.load_requests(folder, law)]
    for form, prepare in peer.FORMS.items():
        solve = prepare(law, columns)
        seconds = []
        for _ in range(getattr(peer, "ROUNDS", ROUNDS)):
            start = time.process_time()
            found = solve()
            seconds.append(time.process_time() - start)
        # Handing the findings over to numpy is no part of finding them.
        found = found() if callable(found) else found
        count = found if isinstance(found, int) else len(found[0])
        line = {"peer": name, "form": form, "requests": requests, "findings": count, "seconds": statistics.median(seconds)}
        print(json.dumps(line), flush=True)
        if not isinstance(found, int):
            lowered.findings(law, *found).tofile(folder / f"{name}.{form.replace(' ', '-')}.bin")
        del solve, found


if __name__ == "__main__":
    main()
