"""Runs training scripts with their frameworks, and records the rate of every update.

    PYTHON tests/scripts/record_frameworks.py keras optax huggingface lightning timm

Each name is a folder of scripts beside this file; `NAME.json` is what they did. An interpreter
with the framework runs it; lrplot has no part in it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import runpy
import sys
import tempfile
import warnings
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
PACKAGES = {
    "keras": ("keras", "tensorflow", "tensorflow-cpu"),
    "optax": ("optax", "jax", "flax", "equinox"),
    "huggingface": ("transformers", "accelerate", "torch"),
    "lightning": ("lightning", "pytorch-lightning", "torch"),
    "timm": ("timm", "torch"),
    "warmup_scheduler": ("warmup_scheduler", "torch"),
}
RATES: list[list[float]] = []


@functools.cache
def watch_torch() -> None:
    """Note the rate of every group at each step of an optimizer."""
    from torch.optim.optimizer import register_optimizer_step_pre_hook

    def note(optimizer, *args):
        RATES.append([float(group["lr"]) for group in optimizer.param_groups])

    register_optimizer_step_pre_hook(note)


def watch_keras() -> None:
    """Note the optimizer's rate when it applies gradients; nothing is compiled."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    apply, compile_ = keras.optimizers.Optimizer.apply, keras.Model.compile

    def noting(self, *args, **kwargs):
        every = self.gradient_accumulation_steps or 1
        if (int(self._iterations) + 1) % every == 0:
            RATES.append([float(self.learning_rate)])
        return apply(self, *args, **kwargs)

    def eager(self, *args, **kwargs):
        return compile_(self, *args, **{**kwargs, "run_eagerly": True})

    keras.optimizers.Optimizer.apply = noting
    keras.Model.compile = eager


def watch_optax() -> None:
    """Note what the updates are scaled by; nothing is compiled."""
    import jax
    import optax
    from optax._src import transform

    jax.config.update("jax_disable_jit", True)
    by_schedule, by_rate = transform.scale_by_schedule, transform.scale_by_learning_rate

    def scale_by_schedule(step_size_fn):
        made = by_schedule(step_size_fn)

        def update(updates, state, params=None):
            RATES.append([abs(float(step_size_fn(state.count)))])
            return made.update(updates, state, params)

        return optax.GradientTransformation(made.init, update)

    def scale_by_learning_rate(learning_rate, *, flip_sign=True):
        made = by_rate(learning_rate, flip_sign=flip_sign)
        if callable(learning_rate):
            return made

        def update(updates, state, params=None):
            RATES.append([float(learning_rate)])
            return made.update(updates, state, params)

        return optax.GradientTransformation(made.init, update)

    accumulate = optax.MultiSteps.update

    def accumulated(self, *args, **kwargs):
        before = len(RATES)
        updates, state = accumulate(self, *args, **kwargs)
        if not self.has_updated(state):
            # it works out an update at each call, and uses one in so many
            del RATES[before:]
        return updates, state

    optax.MultiSteps.update = accumulated
    transform.scale_by_schedule = optax.scale_by_schedule = scale_by_schedule
    transform.scale_by_learning_rate = scale_by_learning_rate


def watch_timm() -> None:
    """Let what trains in timm be imported alone: its models need torchvision."""
    for name in ("timm", "timm.utils"):
        package = ModuleType(name)
        package.__path__ = [str(metadata.distribution("timm").locate_file(name.replace(".", "/")))]
        sys.modules[name] = package
    # what groups the layers of a model is for layer_decay alone
    models = sys.modules["timm.models"] = ModuleType("timm.models")
    models.group_parameters = None
    sys.modules["timm.utils"].NativeScaler = import_module("timm.utils.cuda").NativeScaler
    watch_torch()


WATCHES = {"keras": watch_keras, "optax": watch_optax, "timm": watch_timm}


def forget_accelerate() -> None:
    """Let accelerate begin anew: it keeps where an accumulation stands beside its objects."""
    from accelerate import state

    for kind in (state.AcceleratorState, state.GradientState, state.PartialState):
        kind._reset_state()


def record(name: str) -> None:
    """Run every script of a framework, and write what they did."""
    cases = {}
    for path in sorted((HERE / "cases" / name).glob("*.py")):
        RATES.clear()
        if name == "huggingface":
            forget_accelerate()
        before = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            sys.argv = [path.name]
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    runpy.run_path(str(path), run_name="__main__")
            finally:
                os.chdir(before)
        assert RATES, f"{path} made no update"
        # groups that have one rate are one curve
        cases[path.stem] = [rates if len(set(rates)) > 1 else rates[0] for rates in RATES]
        print(f"{name}/{path.name}: {len(RATES)} updates")
    versions = {}
    for package in PACKAGES[name]:
        with contextlib.suppress(metadata.PackageNotFoundError):
            versions[package] = metadata.version(package)
    lines = [f"  {json.dumps(case)}: {json.dumps(rates)}" for case, rates in cases.items()]
    whole = ",\n".join(lines)
    text = f'{{\n"versions": {json.dumps(versions)},\n"rates": {{\n{whole}\n}}\n}}\n'
    (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for framework in sys.argv[1:]:
        WATCHES.get(framework, watch_torch)()
        record(framework)
