#!/usr/bin/env python3
"""sqlplus_share.py - what share of the use of SQL*Plus the scripts in tests/sqlplus cover, from sqlplus_features.tsv.

A row counts as covered when its script exists with its expected output and names it (a command by its first letters, an option in a
SET or SHOW). Prints one line per kind and what is missing; fails below 98 % or when a row names a script that is not there.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parent / "sqlplus"
GOAL = 98.0


def names_it(kind, name, text):
    """Does the script use the command or option? Abbreviations count from three letters on."""
    if kind == "command" and not name[0].isalpha():
        return re.search(r"(?m)^\s*" + re.escape(name), text) is not None
    if kind == "command":
        short = {"HOST": "HO|!", "LIST": "L", "RUN": "R", "APPEND": "A", "CHANGE": "C", "INPUT": "I", "HELP": "HELP"}.get(name, re.escape(name[:3]))
        return re.search(r"(?im)^\s*(" + short + r")", text) is not None
    if kind == "set":
        return re.search(r"(?im)^\s*(set|show|--).*\b" + re.escape(name[:3]), text) is not None
    return True


def main():
    rows = [line.rstrip("\n").split("\t") for line in open(HERE / "sqlplus_features.tsv", encoding="utf-8") if not line.startswith("#")][1:]
    wrong, low = [], False
    for kind in ("command", "set", "detail"):
        total = covered = 0.0
        missing = []
        for k, name, share, test in rows:
            if k != kind:
                continue
            total += float(share)
            if test.startswith("refused"):
                missing.append(f"{name} {share}")
                continue
            script = SCRIPTS / f"{test}.sql"
            if not script.exists() or not script.with_suffix(".out").exists():
                wrong.append(f"{kind} {name}: there is no test {test}")
            elif not names_it(kind, name, "\n".join(p.read_text(encoding="utf-8", errors="replace")
                                                    for p in (script, script.with_suffix(".in")) if p.exists())):
                wrong.append(f"{kind} {name}: {test} does not use it")
            else:
                covered += float(share)
        percent = 100 * covered / total
        low = low or percent < GOAL
        print(f"{kind:8} {percent:6.2f} % of use covered; not there: {', '.join(missing) or 'nothing'}")
    for line in wrong:
        print(line)
    return 1 if wrong or low else 0


if __name__ == "__main__":
    sys.exit(main())
