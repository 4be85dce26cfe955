"""Runs one Python peer and measures it as comity is measured: `python harness.py PEER DIR REQUESTS`.

Prints a line for each form, and writes what was found for comparing. Laying out law and requests in the tool's own
form is not measured, and neither is handing findings over to numpy.
"""

import importlib
import json
import statistics
import sys
import time
from pathlib import Path

import law as lowered

# The median of so many rounds counts; no new round begins after so many seconds.
ROUNDS = 7
ENOUGH = 10


def main():
    name, folder, requests = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    peer = importlib.import_module(f"{name}_peer")
    law = lowered.load_law(folder)
    columns = [[slot[:requests] for slot in slots] for slots in lowered.load_requests(folder, law)]
    for work, prepare in peer.WORK.items():
        found, seconds = measured(prepare(law, columns))
        count = found if work == "count" else len(found[0])
        line = {"peer": name, "form": peer.FORM, "work": work, "requests": requests, "found": count, "seconds": seconds}
        print(json.dumps(line), flush=True)
        if work == "findings":
            lowered.findings(law, *found).tofile(folder / f"{name}.{peer.FORM.replace(' ', '-')}.bin")


def measured(solve):
    """What a job finds, and the processor time that it takes, user and system, over all threads."""
    seconds = []
    while len(seconds) < ROUNDS and sum(seconds) < ENOUGH:
        start = time.process_time()
        found = solve()
        seconds.append(time.process_time() - start)
    return found() if callable(found) else found, statistics.median(seconds)


if __name__ == "__main__":
    main()
