"""Runs every tool on the same law and requests, holds what they find to comity's answer, and prints the tables."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from law import FINDING

LAWS = {"real": "the real law", "made": "600 provisions of 60 legal orders, invented"}
DATA_TOOLS = ["duckdb_peer", "polars_peer", "numpy_peer"]
# A whole block, so that these requests are the first of the million.
FEW = 4096


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--quick", action="store_true", help="some thousand requests")
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--law", choices=LAWS, action="append")
    options = parser.parse_args()
    requests = FEW * 5 if options.quick else options.requests
    few = FEW
    alike = True
    for law in options.law or LAWS:
        lines, same = one_law(options.target, law, requests, few)
        alike &= same
        table(law, lines)
    sys.exit(0 if alike else 1)


def one_law(target, law, requests, few):
    folder = target / "peers" / law
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.bin"):
        old.unlink()
    binary = target / "release" / "peers"
    run(binary, "export", law, requests, folder)
    lines = run(binary, "comity", law, requests, folder)
    for peer in DATA_TOOLS:
        lines += run(sys.executable, "harness.py", peer, folder, requests)
    lines += run(sys.executable, "harness.py", "clingo_peer", folder, few)
    run(sys.executable, "rego_data.py", folder)
    lines += run(binary, "rego", law, few, folder)
    return lines, check(folder, lines)


def run(*words):
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, check=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line in lines:
        print(json.dumps(line), file=sys.stderr, flush=True)
    return lines


def check(folder, lines):
    """Whether every tool found what comity found, to the last pair."""
    comity = ordered(folder / "comity.bin")
    alike = True
    for line in lines:
        wanted = comity[comity["request"] < line["requests"]]
        file = folder / f"{line['peer']}.{line['form'].replace(' ', '-')}.bin"
        line["same"] = len(wanted) == line["findings"] and (not file.exists() or np.array_equal(wanted, ordered(file)))
        if not line["same"]:
            print(f"{line['peer']}, {line['form']}: finds something else than comity", file=sys.stderr)
        alike &= line["same"]
    return alike


def ordered(file):
    return np.sort(np.fromfile(file, FINDING), order=["request", "required", "forbidden"])


def table(law, lines):
    base = next(line for line in lines if line["peer"] == "comity" and line["form"] == "findings")
    print(f"\n{LAWS[law][0].upper()}{LAWS[law][1:]}\n")
    print("| tool | form | requests | findings | the same | CPU µs a request | x comity |")
    print("| --- | --- | ---: | ---: | --- | ---: | ---: |")
    for line in lines:
        each = line["seconds"] / line["requests"] * 1e6
        ratio = each / (base["seconds"] / base["requests"] * 1e6)
        name = line["peer"].removesuffix("_peer")
        print(f"| {name} | {line['form']} | {line['requests']:,} | {line['findings']:,} | {'yes' if line['same'] else 'NO'} | {each:.3f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
