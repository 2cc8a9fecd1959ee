"""share.py [-m] - the share of use that the tests prove, per category of sql_features.tsv (tests/oracle),
plsql_features.tsv and plsql_packages.tsv (tests/plsql).

Columns of the tables: category, item, weight (its share of use within the category, in per cent), status, proof. Status: tested (proof:
the file of that folder with a case that passes), refused (a case says so, proof: the reason), untested. -m also lists what is
missing, most used first. The weights of a category do not reach 100: its rarest items are not in the table.
See also: tests/oracle/README.md
"""
import collections
import csv
import sys
from pathlib import Path


def main():
    rows = []
    for name, folder in (("sql_features.tsv", "oracle"), ("plsql_features.tsv", "plsql"), ("plsql_packages.tsv", "plsql")):
        with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in table:
            if row["status"] == "tested" and not (Path(__file__).parent.parent / folder / row["proof"]).exists():
                sys.exit(f"{name}: {row['item']}: tests/{folder}/{row['proof']} does not exist")
        rows += table
    sums = collections.defaultdict(collections.Counter)
    counts = collections.defaultdict(collections.Counter)
    for row in rows:
        sums[row["category"]][row["status"]] += float(row["weight"])
        counts[row["category"]][row["status"]] += 1
    print(f"{'category':22} {'tested':>8} {'refused':>8} {'untested':>9}   items tested / listed")
    for category, weight in sums.items():
        total = sum(weight.values())
        shares = [100 * weight[s] / total for s in ("tested", "refused", "untested")]
        print(f"{category:22} {shares[0]:7.1f}% {shares[1]:7.1f}% {shares[2]:8.1f}%   "
              f"{counts[category]['tested']} / {sum(counts[category].values())}")
    if "-m" in sys.argv[1:]:
        missing = [r for r in rows if r["status"] != "tested"]
        for row in sorted(missing, key=lambda r: -float(r["weight"])):
            print(f"{row['weight']:>6} {row['category']}: {row['item']}: {row['status']}, {row['proof']}")


if __name__ == "__main__":
    main()
