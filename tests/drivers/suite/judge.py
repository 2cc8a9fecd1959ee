"""judge.py KNOWN_FAILURES FOLDER [partial] - compare pytest runs (FOLDER/result-*.xml) with the exact list of known failures.

A failure that is not in the list fails the run; so does a listed test that passes (it must leave the list) or, unless the
run is partial, one that no longer exists. A reason that begins with "sometimes:" is one of timing: either result is
right. Prints a line per file and the closing line.
"""
import collections
import glob
import sys
import xml.etree.ElementTree as ET

known = {}
with open(sys.argv[1], encoding="utf-8") as f:
    for line in f:
        line = line.strip()
        if line and not line.startswith("#"):
            name, _, reason = line.partition(" ")
            known[name] = reason.strip()
partial = len(sys.argv) > 3
files = collections.defaultdict(lambda: [0, 0, 0, 0])
unexpected, passing, seen = [], [], set()
cases = [case for path in sorted(glob.glob(sys.argv[2] + "/result-*.xml")) for case in ET.parse(path).getroot().iter("testcase")]
for case in cases:
    file = case.get("classname").replace(".", "/") + ".py"
    name = f"{file}::{case.get('name')}".replace(" ", "_")
    seen.add(name)
    bad = case.find("failure") if case.find("failure") is not None else case.find("error")
    if bad is not None:
        if name in known:
            files[file][2] += 1
        else:
            files[file][1] += 1
            unexpected.append((name, (bad.get("message") or "").splitlines()[0][:200] if bad.get("message") else ""))
    elif case.find("skipped") is not None:
        files[file][3] += 1
    else:
        files[file][0] += 1
        if name in known and not known[name].startswith("sometimes:"):
            passing.append(name)
for file in sorted(files):
    p, f, k, s = files[file]
    print(f"  {file}: {p} passed, {f} failed, {k} known failing, {s} skipped by the test itself")
for name, message in unexpected:
    print(f"  FAILED {name} {message}")
for name in passing:
    print(f"  PASSES NOW {name}: take it out of known_failures.txt")
gone = [] if partial else [n for n in known if n not in seen]
for name in gone:
    print(f"  GONE {name}: take it out of known_failures.txt")
for name, reason in known.items():
    if not reason:
        print(f"  NO REASON {name}")
        gone.append(name)
total = [sum(v[i] for v in files.values()) for i in range(4)]
print(f"  known failing: {total[2]}, each with its reason in known_failures.txt; skipped by the tests themselves: {total[3]}")
print(f"suite: {total[0]} passed, {total[1] + len(passing) + len(gone)} failed, {total[2] + total[3]} skipped")
sys.exit(1 if total[1] or passing or gone or not total[0] else 0)
