"""Record what each program makes of a rate, and of a length, that is written in an odd way.

    SOURCES=FOLDER python -m tests.readers.configs.record.spellings NAME…

Text in quotes, exponents, a length with a decimal point, a whole number where the rate stands, and
`true`: each stands in a small configuration that the program's own loader reads and trains with.
`spellings.json` has, for each, the highest rate and the number of updates, or the error. Each name
needs what its own recorder needs; SOURCES has the sources of those that pip does not have.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import spelled_loaders, spelled_more, spelled_runs  # noqa: F401
from .spelled import HERE, PROGRAMS

FILE = HERE.parent / "spellings.json"

RATE, LENGTH = 0.25, 10
YAML = ('"1e-1"', "1e-1", "1.0e-1", "1E-1", "1", "true"), ('"10"', "1e1", "10.0", '"1e1"', "true")
JSON = ('"1e-1"', "1e-1", "1", "true"), ('"10"', "1e1", "10.0", '"1e1"', "true")
PYTHON = tuple(tuple(one.replace("true", "True") for one in ones) for ones in JSON)
SHELL = ("1e-1", "1", "true"), ("1e1", "10.0")
WRITTEN = {"json": JSON, "toml": JSON, "cfg": JSON, "py": PYTHON, "sh": SHELL}
"""How a rate and a length are written, by the suffix of a file; YAML where none is here."""


def key(text: str, place: str) -> str:
    """Return the key whose value has a place in the text."""
    return re.findall(rf"(\w[\w-]*)\W+{place}\b", text)[-1]


def recorded(name: str) -> dict[str, Any]:
    """Return what a program makes of each way."""
    packages, out, text, run = PROGRAMS[name]
    suffix = out["file"].rpartition(".")[2]
    ways = WRITTEN.get(suffix, YAML)
    # those with a commit are of a clone
    known = [
        one.replace("@", " ") if "@" in one else f"{one} {version(one)}" for one in packages.split()
    ]
    out = {
        "version": ", ".join(known),
        **out,
        "text": text,
        "keys": {kind: key(text, kind.upper()) for kind in ("rate", "length")},
        "rate": {},
        "length": {},
    }
    for kind, place in (("plain", 0), ("rate", 0), ("length", 1)):
        for way in ways[place] if kind != "plain" else [str(RATE)]:
            given = (way, str(LENGTH)) if kind != "length" else (str(RATE), way)
            path = Path(tempfile.mkdtemp()) / out["file"]
            path.write_text(text.replace("RATE", given[0]).replace("LENGTH", given[1]))
            try:
                rate, length = run(path)
                found: Any = rate if kind != "length" else length
            except (Exception, SystemExit) as error:
                said = str(error).strip().splitlines() or [""]
                found = f"{type(error).__name__}: {said[0][:90]}"
                if kind == "plain" or os.environ.get("RAISE"):
                    raise
            print(name, kind, way, found, file=sys.stderr)
            if kind == "plain":
                out[kind] = length
                assert rate == RATE, rate
            else:
                out[kind][way] = found
    return out


def main() -> None:
    for name in sys.argv[1:] or PROGRAMS:
        try:
            found = recorded(name)
        except ImportError as error:
            print(name, error)
            continue
        kept = json.loads(FILE.read_text()) if FILE.exists() else {}
        kept[name] = found
        lines = ",\n".join(f'"{key}": {json.dumps(kept[key])}' for key in sorted(kept))
        FILE.write_text(f"{{\n{lines}\n}}\n")


if __name__ == "__main__":
    main()
