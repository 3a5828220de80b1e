"""How long `torkham gazetteer check` takes for a large file: CPU seconds and peak memory, on the machine at hand.

    python tests/bench/bench_check.py [ROWS] [--faulty SHARE]

The file is made of the shipped rows and of copies of their settlements, each with an id, a name and a point of its own.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from geo.gazetteer import COLUMNS
from geo.shipped import data_folder

_SETTLEMENTS = ("city", "town", "village")
_SYLLABLES = ("ba", "dar", "gul", "kha", "lor", "man", "ni", "por", "shin", "tak", "wal", "zai")
_AWAY_DEG = 0.008  # about 0.8 km: still in its district, give or take what the check allows
_SLIPS = (  # column, what becomes of its cell
    ("latitude", lambda cell: cell.replace(".", ",")),
    ("longitude", lambda cell: str(float(cell) + 3)),
    ("admin2", lambda cell: cell + "h"),
    ("kind", lambda cell: cell.title()),
    ("name", lambda cell: cell + "\u200b"),
)


def main() -> None:
    """Make the file, check it in a process of its own, and print what that took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=1_000_000)
    asked.add_argument("--faulty", type=float, default=0.0, metavar="SHARE", help="of the copied rows, such as 0.01")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write(path, given.rows, given.faulty)
        command = [sys.executable, "-m", "geo.cli", "gazetteer", "check", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = done.stderr.count(f"{path}:")
        print(f"{given.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB: exit {done.returncode}, {told:,} faults told")
        print(f"CPU {used.ru_utime + used.ru_stime:.1f} s, peak memory {used.ru_maxrss / 1024:.0f} MB")


def write(path: Path, rows: int, faulty: float) -> None:
    """Write so many rows; the same number and share give the same file."""
    chance = random.Random(1)
    shipped = list(csv.DictReader((data_folder() / "gazetteer.csv").read_text(encoding="utf-8").splitlines()))
    models = [row for row in shipped if row["kind"] in _SETTLEMENTS and not row["capital_of"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(shipped[:rows])
        for number in range(rows - len(shipped)):
            writer.writerow(copy(models[number % len(models)], number, chance, faulty))


def copy(model: dict[str, str], number: int, chance: random.Random, faulty: float) -> dict[str, str]:
    """Return a settlement of its own beside another; of so large a share a faulty one."""
    name = "".join(_SYLLABLES[number // 12**place % 12] for place in range(6)).title()
    row = model | {"id": f"{model['id']}-{number}", "name": f"{model['name'].partition(' (')[0]} {name}"}
    row["alt_names"] = f"{name} {model['name'].partition(' (')[0]}"
    row["population"] = ""
    for column in ("latitude", "longitude"):
        row[column] = f"{float(row[column]) + chance.uniform(-_AWAY_DEG, _AWAY_DEG):.5f}"
    if chance.random() < faulty:
        column, slip = chance.choice(_SLIPS)
        row[column] = slip(row[column])
    return row


if __name__ == "__main__":
    main()
