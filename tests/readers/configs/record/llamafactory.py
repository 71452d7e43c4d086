"""Record what transformers' Trainer does with what LLaMA-Factory hands it of each configuration.

    python tests/readers/configs/record/llamafactory.py

Needs what `huggingface.py` needs, and datasets. The Trainer trains as LLaMA-Factory's own class of
it does. That project itself is not run: its cut to `max_samples` and the call that holds out
`val_size` are written after its data/loader.py and data/data_utils.py, v0.9.3, and `warmup_ratio`
is handed on as the fraction that transformers 5 takes in its place.
"""

from __future__ import annotations

import datasets
import transformers
import yaml
from huggingface import rates
from writing import CASES, write


def trained_on(values: dict[str, object], examples: int) -> int:
    """Return how many examples are trained on."""
    most, held = values.get("max_samples"), float(str(values.get("val_size", 0)))
    many = examples if most is None else min(int(str(most)), examples)
    if held <= 1e-6:
        return many
    # with fingerprints of its own, nothing is pickled
    table = datasets.table.InMemoryTable.from_pydict({"x": [*range(many)]})
    parts = datasets.Dataset(table, fingerprint="all").train_test_split(
        test_size=int(held) if held > 1 else held,
        train_new_fingerprint="train",
        test_new_fingerprint="test",
    )
    return len(parts["train"])


def main() -> None:
    for path in sorted((CASES / "llamafactory").glob("*.yaml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        options = {key: int(value) for key, value in said.items()}
        values = yaml.safe_load(text)
        many = trained_on(values, options.get("dataset_size", 10_000))
        values["learning_rate"] = float(values.get("learning_rate", 5e-5))
        values["warmup_steps"] = values.pop("warmup_ratio", values.get("warmup_steps", 0))
        found = rates(values, many)
        version = f"transformers {transformers.__version__}, datasets {datasets.__version__}"
        write(path, version, {"": found}, options)


if __name__ == "__main__":
    main()
