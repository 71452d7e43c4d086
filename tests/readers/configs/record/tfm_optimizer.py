"""Record what the TensorFlow Model Garden does with each configuration of `cases/tfm/`.

    python tests/readers/configs/record/tfm_optimizer.py

Needs tensorflow, tf_keras, PyYAML, gin-config and tf-models-official (without what it depends on).
Its own factory makes rate and optimizer of `trainer.optimizer_config`, read by its own dataclasses;
an SGD in place of the optimizer makes `train_steps` updates, as its trainer does. It computes in
float32: a rate is within a few parts in a million of the curve, since the steps are rounded too.
"""

from __future__ import annotations

import json
from importlib.metadata import version

import tensorflow as tf
import tf_keras
from official.modeling.hyperparams import params_dict
from official.modeling.optimization import optimizer_factory
from official.modeling.optimization.configs import optimization_config
from writing import CASES, write

RTOL = 2e-6


def rates(values: dict) -> list[float]:
    """Return the rate at every update."""
    trainer = values["trainer"]
    config = optimization_config.OptimizationConfig(trainer["optimizer_config"])
    made = optimizer_factory.OptimizerFactory(config).build_learning_rate()
    optimizer = tf_keras.optimizers.legacy.SGD(made)
    weight, found = tf.Variable(1.0), []
    for _ in range(trainer["train_steps"]):
        found.append(float(optimizer._decayed_lr(tf.float32)))
        optimizer.apply_gradients([(tf.constant(0.0), weight)])
    return found


def main() -> None:
    for path in sorted((CASES / "tfm").glob("*.yaml")):
        found = rates(params_dict.read_yaml_to_params_dict(str(path)).as_dict())
        write(path, f"tf-models-official {version('tf-models-official')}", {"": found}, {})
        record = path.with_name(f"{path.stem}.record.json")
        said = {"rtol": RTOL, **json.loads(record.read_text())}
        record.write_text(f"{json.dumps(said, separators=(',', ': '))}\n")
        print(path.name, len(found), found[:3], found[-1])


if __name__ == "__main__":
    main()
