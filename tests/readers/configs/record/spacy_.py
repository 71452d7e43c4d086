"""Record what spaCy's training does with each configuration of `cases/spacy/`.

    python tests/readers/configs/record/spacy_.py

Needs spaCy. Each configuration trains a text classifier on twenty sentences; the rate is thinc's
optimizer's own, read before its schedules are stepped.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import spacy
import thinc
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from thinc.optimizers import Optimizer
from writing import CASES, write

OPTIONS = {"epochs": {"steps_per_epoch": 5}}


def corpus() -> str:
    """Return the path of a corpus of twenty sentences in two classes."""
    blank, kept = spacy.blank("en"), DocBin()
    for number in range(20):
        doc = blank(f"sentence number {number}")
        doc.cats = {"odd": float(number % 2), "even": float(1 - number % 2)}
        kept.add(doc)
    path = Path(tempfile.mkdtemp()) / "data.spacy"
    kept.to_disk(path)
    return str(path)


def rates(path: Path, data: str) -> list[float]:
    """Return the rate at every update of a real run."""
    config = spacy.util.load_config(path, overrides={"paths.train": data, "paths.dev": data})
    # with spaCy's own defaults for what is not said, as `spacy init fill-config` writes them
    filled = spacy.util.load_model_from_config(config, auto_fill=True).config
    nlp = init_nlp(filled)
    found: list[float] = []
    step = Optimizer.step_schedules

    def seen(self: Any) -> None:
        found.append(float(self.learn_rate))
        step(self)

    Optimizer.step_schedules = seen
    try:
        train(nlp, None, use_gpu=-1)
    finally:
        Optimizer.step_schedules = step
    return found


def main() -> None:
    data = corpus()
    for path in sorted((CASES / "spacy").glob("*.cfg")):
        found = rates(path, data)
        version = f"spacy {spacy.__version__}, thinc {thinc.__version__}"
        write(path, version, {"": found}, OPTIONS.get(path.stem, {}))
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()
