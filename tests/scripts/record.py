"""Run the training scripts with the framework itself and record the rate of every update.

    python tests/scripts/record.py torch
    python tests/scripts/record.py drawn

Run it with an interpreter that has the framework and tqdm; `../golden/README.md` says how to make
one. Each script of the folder is run as it stands; before every update of an optimizer the rates of
its groups are kept. `torch.json` has the versions, and for each script what lrplot must be told
beside it and a list of rates for every group, optimizer by optimizer as they first step. The
scripts that `drawn.py` draws are run in the same way; null stands for one that fails.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

MEASURED = [1.0, 0.9, 0.95, 0.95, 0.95, 0.1, 0.2, 0.3, 0.4, 0.5]

LETS = {
    "plateau.py": [f"val_loss={[1.0, 0.9, 0.95, 0.95, 0.95, 0.95, 0.8, 0.95, 0.95, 0.95]}"],
    "plateau_groups.py": [f"acc={MEASURED}"],
    "segmentation.py": ["len(train_loader)=7"],
}
"""What a script's text does not say."""

MODULES = ("feeds.py",)
"""What scripts import, and is none."""


def torch_rates(path: Path) -> list[list[float]]:
    """Return the rates of every group of the optimizers of a script, which is run."""
    from torch.optim.optimizer import register_optimizer_step_pre_hook

    found: dict[Any, list[list[float]]] = {}

    def keep(optimizer: Any, args: Any, kwargs: Any) -> None:
        groups = found.setdefault(optimizer, [[] for _ in optimizer.param_groups])
        for rates, group in zip(groups, optimizer.param_groups, strict=True):
            rates.append(float(group["lr"]))

    hook = register_optimizer_step_pre_hook(keep)
    try:
        sys.argv = [str(path)]
        quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
        with quiet[0], quiet[1], contextlib.suppress(SystemExit):
            runpy.run_path(str(path), run_name="__main__")
    finally:
        hook.remove()
    return [rates for groups in found.values() for rates in groups]


def record(framework: str) -> Path:
    """Run the scripts of a framework and return the file written."""
    import torch

    folder = HERE / "cases" / framework
    sys.path.insert(0, str(folder))
    lines = []
    for path in sorted(folder.glob("*.py")):
        if path.name in MODULES:
            continue
        case = {"script": path.name, "let": LETS.get(path.name, []), "rates": torch_rates(path)}
        lines.append(json.dumps(case, separators=(",", ":")))
    version = torch.__version__.partition("+")[0]
    out = HERE / f"{framework}.json"
    text = f'{{"versions":{{"torch":"{version}"}},"cases":[\n' + ",\n".join(lines) + "\n]}\n"
    out.write_text(text, encoding="utf-8")
    print(f"{out.name}: {len(lines)} scripts, {out.stat().st_size // 1000} kB")
    return out


def record_drawn() -> Path:
    """Run the scripts that are drawn and return the file written."""
    import torch
    from drawn import COUNT, script

    lines = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.py"
        for seed in range(COUNT):
            text = script(seed)
            path.write_text(text, encoding="utf-8")
            try:
                rates = torch_rates(path)
            except Exception:
                # torch refuses what it steps too often, for one
                rates = None
            digest = hashlib.sha256(text.encode()).hexdigest()[:12]
            case = {"seed": seed, "digest": digest, "rates": rates}
            lines.append(json.dumps(case, separators=(",", ":")))
    version = torch.__version__.partition("+")[0]
    out = HERE / "drawn.json"
    text = f'{{"versions":{{"torch":"{version}"}},"cases":[\n' + ",\n".join(lines) + "\n]}\n"
    out.write_text(text, encoding="utf-8")
    print(f"{out.name}: {len(lines)} scripts, {out.stat().st_size // 1000} kB")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Record the rates of training scripts.")
    parser.add_argument("framework", choices=["torch", "drawn"])
    given = parser.parse_args()
    sys.dont_write_bytecode = True
    if given.framework == "drawn":
        record_drawn()
    else:
        record(given.framework)


if __name__ == "__main__":
    main()
