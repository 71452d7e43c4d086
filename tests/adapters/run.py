"""Train with the frameworks themselves: `python tests/adapters/run.py [NAME ...]`.

For each `train_NAME.py` here, what it names in `INSTALL` is installed under `build/live/`, where
it stays, and pytest runs it there: with each of the backends that it names, if it does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "golden"))

import live  # noqa: E402

BACKENDS = {"keras": ("tensorflow", "jax", "torch")}


def main(names: list[str]) -> int:
    """Train, and return the exit status: 1 if one of the trainings failed."""
    wanted = {name: HERE / f"train_{name}.py" for name in names} or {
        path.stem.removeprefix("train_"): path for path in sorted(HERE.glob("train_*.py"))
    }
    lines = {name: live.install(path) or () for name, path in wanted.items()}
    pythons = live.interpreters(lines.values(), ROOT / "build" / "live")
    failed = False
    for name, path in wanted.items():
        for backend in BACKENDS.get(name, ("",)):
            python = pythons[lines[name]]
            print(f"training with {name} {backend}".rstrip(), file=sys.stderr, flush=True)
            if isinstance(python, live.LiveError):
                print(f"{name}: {python}", file=sys.stderr)
                failed = True
                continue
            # the options and fixtures of the suite want what is installed for it
            command = [python, "-m", "pytest", "-q", "-o", "addopts=", "--noconftest", path]
            added = {"PYTHONPATH": str(ROOT), "KERAS_BACKEND": backend or "tensorflow"}
            failed |= bool(subprocess.run(command, env=os.environ | added).returncode)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
