"""lint.py - what the checks in this folder share: the tree's files, and how a problem is reported.

A check is an executable in tools/lint which prints one line per problem, "path:line: text", and exits with 1 when there
is any. tools/lint/run runs them all. Only files git knows (or would add) are looked at.
"""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.chdir(TOP)
problems = 0


def problem(path, line, text):
    global problems
    problems += 1
    print(f"{path}:{line}: {text}")


def note(path, line, text):
    print(f"{path}:{line}: note: {text}")


def finish():
    sys.exit(1 if problems else 0)


def files(*suffixes, under=""):
    try:
        out = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"], check=True,
                             stdout=subprocess.PIPE).stdout.decode()
        names = [n for n in out.split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = [os.path.relpath(os.path.join(d, f), TOP) for d, _, fs in os.walk(TOP) for f in fs]
        names = [n for n in names if not n.startswith(("build/", ".git/"))]
    return sorted(n for n in names if n.startswith(under) and n.endswith(suffixes) and os.path.isfile(n))


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def without_comments(text):
    """C text with comments and the insides of strings blanked, line breaks kept."""
    def blank(match):
        s = match.group(0)
        if s[0] in "\"'":
            return s[0] + " " * (len(s) - 2) + s[0]
        return re.sub(r"[^\n]", " ", s)
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)
