#!/usr/bin/env python3
"""run.py [FILE ...] [-k PART] - the server tests: start, logins, limits, crashes. Prints a line per test and the sum.

FILE: names of tests/server/*_test.py (without folder or _test.py is fine); default all. -k: only tests whose name has PART.
"""
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import harness  # noqa: E402


def main():
    words = sys.argv[1:]
    only = None
    if "-k" in words:
        at = words.index("-k")
        only = words[at + 1]
        del words[at:at + 2]
    here = Path(__file__).resolve().parent
    names = [Path(w).name.removesuffix(".py").removesuffix("_test") for w in words]
    names = names or sorted(p.name.removesuffix("_test.py") for p in here.glob("*_test.py"))
    total = [0, 0, 0]
    for name in names:
        module = importlib.import_module(name + "_test")
        server = harness.Server(getattr(module, "SETTINGS", None))
        try:
            server.init().start()
            server.standard_objects()
            for i, n in enumerate(harness.run_module(module, server, only)):
                total[i] += n
        except Exception as error:  # noqa: BLE001
            print(f"{name}: the private server: {error}", flush=True)
            total[1] += 1
        finally:
            server.remove()
    print(f"server: {total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
