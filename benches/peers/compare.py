"""Runs every tool on the same law and requests, holds what they find to comity's answer, and prints the table.

All run in one process and one thread each, one after the other, because what counts is processor time. No process may
take more memory, and all together no more time, than the limits below.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from law import FINDING

LAWS = {"real": "real law", "made": "600 invented provisions"}
DATA_TOOLS = ["duckdb", "polars", "numpy"]
# What is asked of comity: how many times more the fastest data tool takes for each work, and every logic engine.
AIMS = {"findings": 20, "count": 100}
LOGIC_AIM = 1_500
MEMORY = 12 << 30
SECONDS = 14 * 60

# How many requests, and how many for the logic engines, which are slow.
FULL = 1_000_000, 10_000
QUICK = 20_000, 1_000


def main():
    parser = argparse.ArgumentParser(description="The same law and requests in comity and in other tools.")
    parser.add_argument("target", type=Path, help="cargo's target folder")
    parser.add_argument("--quick", action="store_true", help="few requests: what matters is that all find the same")
    options = parser.parse_args()
    requests, few = QUICK if options.quick else FULL
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    runner = Runner(options.target / "release" / "peers")
    lines = [line for law in LAWS for line in one_law(runner, options.target / "peers" / law, law, requests, few)]
    table(lines)
    for law in LAWS:
        aims([line for line in lines if line["law"] == law])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20)
    print(f"\n{runner.spent() / 60:.1f} minutes; {peak:.1f} GiB of memory at the most.")
    sys.exit(0 if all(line["same"] for line in lines) else 1)


class Runner:
    """Runs processes, all of them within the time limit."""

    def __init__(self, binary):
        self.binary = binary
        self.start = time.monotonic()

    def spent(self):
        return time.monotonic() - self.start

    def rust(self, *words):
        return self.run(self.binary, *words)

    def python(self, *words):
        return self.run(sys.executable, *words)

    def run(self, *words):
        """The lines that a process prints; they are shown as they come."""
        words = [str(word) for word in words]
        alone, left = os.environ | {"POLARS_MAX_THREADS": "1"}, SECONDS - self.spent()
        try:
            done = subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True, env=alone, timeout=left)
        except subprocess.TimeoutExpired:
            sys.exit(f"stopped after {SECONDS // 60} minutes, at: {' '.join(words)}")
        except subprocess.CalledProcessError as error:
            sys.exit(f"failed: {' '.join(words)} ({error})")
        print(done.stdout, end="", file=sys.stderr, flush=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def one_law(runner, folder, law, requests, few):
    """Everything measured on one law."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    runner.rust("export", law, requests, folder)
    lines = runner.rust("comity", law, requests, folder)
    for peer in DATA_TOOLS:
        lines += runner.python("harness.py", peer, folder, requests)
    lines += runner.python("harness.py", "clingo", folder, few)
    runner.python("rego_data.py", folder)
    lines += runner.rust("rego", law, few, folder)
    check(folder, lines)
    return [line | {"law": law} for line in lines]


def check(folder, lines):
    """Whether every tool found what comity found, to the last pair and its certainty."""
    comity = ordered(folder / "comity.bin")
    for line in lines:
        wanted = comity[comity["request"] < line["requests"]]
        line["same"] = line["found"] == len(wanted)
        if line["work"] == "findings" and line["peer"] != "comity":
            file = folder / f"{line['peer']}.{line['form'].replace(' ', '-')}.bin"
            line["same"] &= np.array_equal(wanted, ordered(file))
        if not line["same"]:
            print(f"{line['peer']}, {line['form']}: finds something else than comity", file=sys.stderr)


def ordered(file):
    return np.sort(np.fromfile(file, FINDING), order=["request", "required", "forbidden"])


def each(line):
    """Microseconds of processor time a request."""
    return line["seconds"] / line["requests"] * 1e6


def base(lines, law, work):
    """The time of comity for the same work; it comes before any other form of it."""
    return each(next(line for line in lines if (line["law"], line["peer"], line["work"]) == (law, "comity", work)))


def table(lines):
    print("| law | work | tool | form | requests | conflicts | all the same | CPU µs a request | × comity |")
    print("| --- | --- | --- | --- | ---: | ---: | --- | ---: | ---: |")
    for line in sorted(lines, key=lambda line: (list(LAWS).index(line["law"]), list(AIMS).index(line["work"]))):
        ratio = each(line) / base(lines, line["law"], line["work"])
        same = "yes" if line["same"] else "NO"
        numbers = f"{line['requests']:,} | {line['found']:,} | {same} | {each(line):,.3f} | {ratio:,.1f}"
        print(f"| {LAWS[line['law']]} | {line['work']} | {line['peer']} | {line['form']} | {numbers} |")


def aims(lines):
    """What was asked for on one law, and what was reached."""
    law = lines[0]["law"]
    print(f"\n{LAWS[law]}:")
    for work, aim in AIMS.items():
        fastest = min((line for line in lines if line["peer"] in DATA_TOOLS and line["work"] == work), key=each)
        say(f"{work}, fastest data tool", fastest, base(lines, law, work), aim)
    for engine in ("clingo", "regorus"):
        fastest = min((line for line in lines if line["peer"] == engine), key=each)
        say("findings", fastest, base(lines, law, "findings"), LOGIC_AIM)


def say(what, line, comity, aim):
    ratio = each(line) / comity
    reached = "reached" if ratio >= aim else "not reached"
    print(f"- {what}: {line['peer']} ({line['form']}) takes {ratio:,.1f} × comity; the aim, {aim:,} ×, is {reached}")


if __name__ == "__main__":
    main()
