"""Record what OpenCLIP's training does with each configuration of `cases/open_clip/`.

    python tests/readers/configs/record/open_clip_run.py

Its own `main` trains a tiny model on the processor, on pairs that are made here. Needs torch,
torchvision and open_clip_torch with what its training imports.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import open_clip
import torch
from open_clip_train import main as training
from PIL import Image
from writing import CASES, write

TINY = {
    "embed_dim": 8,
    "vision_cfg": {"image_size": 16, "layers": 1, "width": 16, "patch_size": 8, "head_width": 8},
    "text_cfg": {"context_length": 8, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
SIZES = {"cooldown": 23, "level": 23}
"""How many pairs there are where the file does not say it."""


def arguments(path: Path) -> dict[str, str | None]:
    """Return the arguments of a dump, or of a command; None for a flag."""
    lines = path.read_text()
    if path.suffix == ".txt":
        pairs = (line.split(": ", 1) for line in lines.splitlines())
        return {name: value for name, value in pairs if value not in ("None", "False")}
    words = shlex.split(lines.replace("\\\n", " "), comments=True)
    words = words[words.index("open_clip_train.main") + 1 :]
    found: dict[str, str | None] = {}
    for word, after in zip(words, [*words[1:], "--"], strict=True):
        if word.startswith("--"):
            found[word[2:].replace("-", "_")] = None if after.startswith("--") else after
    return found


def image() -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, "JPEG")
    return out.getvalue()


def pairs(many: int) -> None:
    """Write pairs of pictures and texts into the working folder, as a table and in shards."""
    Path("a.jpg").write_bytes(image())
    with open("pairs.csv", "w", newline="") as file:
        rows = csv.writer(file, delimiter="\t")
        rows.writerows([["filepath", "title"], *(["a.jpg", "a text"] for _ in range(many))])
    Path("shards").mkdir()
    for shard in range(4):
        with tarfile.open(f"shards/{shard}.tar", "w") as out:
            for one in range(10):
                for suffix, data in (("jpg", image()), ("txt", b"a text")):
                    info = tarfile.TarInfo(f"{shard}-{one}.{suffix}")
                    info.size = len(data)
                    out.addfile(info, io.BytesIO(data))


def rates(given: dict[str, str | None]) -> list[float]:
    """Return the rate at every update of a real run."""
    seen: list[float] = []

    class AdamW(torch.optim.AdamW):
        def step(self, *args: Any, **kwargs: Any) -> Any:
            assert len({group["lr"] for group in self.param_groups}) == 1
            seen.append(self.param_groups[0]["lr"])
            return super().step(*args, **kwargs)

    training.optim.AdamW = AdamW
    given = {**given, "device": "cpu", "precision": "fp32", "logs": "logs", "save_frequency": "0"}
    words = [[f"--{name.replace('_', '-')}", *([value] if value else [])]
             for name, value in given.items()]  # fmt: skip
    training.main([word for pair in words for word in pair])
    return seen


def main() -> None:
    for path in sorted((CASES / "open_clip").glob("*.*")):
        if path.suffix == ".json":
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            pairs(SIZES.get(path.stem, 0))
            Path("own-tiny.json").write_text(json.dumps(TINY))
            open_clip.add_model_config(folder)
            found = rates(arguments(path))
            os.chdir("/")
        size = SIZES.get(path.stem)
        write(path, f"open_clip_torch {open_clip.__version__}", {"": found},
              {"dataset_size": size} if size else {})  # fmt: skip
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()
