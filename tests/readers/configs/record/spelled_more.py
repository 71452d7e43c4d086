"""The rest of the loaders of programs that do not train here, for `spellings.py`."""

from __future__ import annotations

import ast
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from .spelled import HERE, program, top
from .spelled_loaders import SOURCES, trained


@program(
    "GPT-NeoX@ea7aefd8", "a.yml", "pipe_parallel_size: 0\n"
    "optimizer: {type: SGD, params: {lr: RATE}}\n"
    "train_iters: LENGTH\nlr_decay_style: constant\nwarmup: 0\n",
)  # fmt: skip
def gpt_neox(path: Path) -> tuple[float, int]:
    sys.path.insert(0, str(SOURCES / "gpt-neox"))
    from megatron.neox_arguments import NeoXArgs

    needed = {"num_layers": 1, "hidden_size": 4, "num_attention_heads": 1, "seq_length": 4,
              "max_position_embeddings": 4, "train_micro_batch_size_per_gpu": 1,
              "global_num_gpus": 1}  # fmt: skip
    said = NeoXArgs.from_ymls([str(path)], overwrite_values=needed)
    return trained(said.lr, said.train_iters)


@program(
    "MaxText@e591f30c", "a.yml", "base_config: base.yml\nsteps: LENGTH\nlearning_rate: RATE\n"
    "warmup_steps_fraction: 0.1\n",
)  # fmt: skip
def maxtext(path: Path) -> tuple[float, int]:
    sys.path.insert(0, str(SOURCES / "maxtext/src"))
    from maxtext.configs import pyconfig

    base = SOURCES / "maxtext/src/maxtext/configs/base.yml"
    path.write_text(path.read_text().replace("base.yml", str(base)))
    said = pyconfig._initialize_pydantic(
        ["train", str(path)], run_name="a", base_output_directory=str(path.parent),
        skip_jax_distributed_system=True,
        enable_checkpointing=False, dataset_type="synthetic",
    )  # fmt: skip
    return trained(said.learning_rate, said.steps)


@program("espnet", "a.yaml", "optim: sgd\noptim_conf: {lr: RATE}\nmax_epoch: LENGTH\n"
         "num_iters_per_epoch: 1\n")  # fmt: skip
def espnet(path: Path) -> tuple[float, int]:
    from espnet2.utils.config_argparse import ArgumentParser
    from espnet2.utils.nested_dict_action import NestedDictAction

    parser = ArgumentParser()
    # as espnet2/tasks/abs_task.py has them
    parser.add_argument("--optim", type=str.lower, default="adadelta")
    parser.add_argument("--optim_conf", action=NestedDictAction, default={})
    parser.add_argument("--max_epoch", type=int, default=40)
    parser.add_argument("--num_iters_per_epoch", type=int, default=None)
    args = parser.parse_args(["--config", str(path)])
    # as espnet2/train/trainer.py has it
    return trained(args.optim_conf["lr"], args.max_epoch)


@program("OpenNMT-py", "a.yaml", "src_vocab: v.src\ndata: {}\noptim: sgd\nlearning_rate: RATE\n"
         "train_steps: LENGTH\nsave_model: a\n")  # fmt: skip
def onmt(path: Path) -> tuple[float, int]:
    import onmt_ as own

    for name in ("onmt", "onmt.utils", "onmt.modules", "onmt.transforms"):
        own.alone(name, name.replace(".", "/"))
    sys.modules["onmt.transforms"].AVAILABLE_TRANSFORMS = {}
    import configargparse
    from onmt import opts

    # as onmt/utils/parse.py makes its parser
    parser = configargparse.ArgumentParser(
        config_file_parser_class=configargparse.YAMLConfigFileParser
    )
    parser.add("-config", "--config", is_config_file_arg=True)
    parser.add("-data", "--data")
    parser.add("-src_vocab", "--src_vocab")
    opts._add_train_general_opts(parser)
    opt = parser.parse_args(["-config", str(path)])
    return trained(opt.learning_rate, opt.train_steps)


@program(
    "tf-models-official tensorflow", "a.yaml", "trainer:\n  train_steps: LENGTH\n"
    "  optimizer_config:\n    optimizer: {type: sgd}\n"
    "    learning_rate: {type: constant, constant: {learning_rate: RATE}}\n",
)  # fmt: skip
def tfm(path: Path) -> tuple[float, int]:
    import tensorflow as tf
    import tf_keras

    sys.modules["tensorflow_datasets"] = ModuleType("tensorflow_datasets")
    from official.core.config_definitions import TrainerConfig
    from official.modeling.hyperparams import params_dict
    from official.modeling.optimization import optimizer_factory

    said = TrainerConfig()
    values = params_dict.read_yaml_to_params_dict(str(path)).as_dict()["trainer"]
    said = params_dict.override_params_dict(said, values, is_strict=True)
    made = optimizer_factory.OptimizerFactory(said.optimizer_config).build_learning_rate()
    optimizer, weight = tf_keras.optimizers.legacy.SGD(made), tf.Variable(1.0)
    optimizer.apply_gradients([(tf.constant(0.0), weight)])
    step = 0
    # as orbit's controller counts
    while step < said.train_steps:
        step += min(said.train_steps - step, 1)
    return float(optimizer._decayed_lr(tf.float32)), step


@program("paddlepaddle PaddleClas@d178931f", "a.yaml", "Global: {epochs: LENGTH}\n"
         "Optimizer: {name: SGD, lr: {name: Cosine, learning_rate: RATE}}\n"
         "DataLoader: {Train: {sampler: {batch_size: 1, drop_last: false}}}\n",
         dataset_size=1)  # fmt: skip
def paddleclas(path: Path) -> tuple[float, int]:
    sys.argv = ["train.py", str(SOURCES / "PaddleClas")]
    import paddleclas_train as own

    tree = ast.parse((SOURCES / "PaddleClas/ppcls/utils/config.py").read_text())
    names = ("AttrDict", "create_attr_dict", "parse_config")
    tree.body = [one for one in tree.body if getattr(one, "name", "") in names]
    scope: dict[str, Any] = {"yaml": own.yaml, "os": os}
    exec(compile(tree, "config.py", "exec"), scope)
    return top(own.rates(scope["parse_config"](str(path)), 1, 1)[""])


@program("paddlepaddle PaddleDetection@666f597f", "a.yml", "epoch: LENGTH\n"
         "LearningRate:\n  base_lr: RATE\n  schedulers:\n"
         "  - !PiecewiseDecay {milestones: [90], gamma: 0.5, use_warmup: false}\n"
         "TrainReader: {batch_size: 1}\n", dataset_size=1)  # fmt: skip
def paddledetection(path: Path) -> tuple[float, int]:
    sys.argv = ["train.py", str(SOURCES / "PaddleDetection")]
    import paddledetection_train as own

    return top(own.rates(own.config(path), 1, 1))


@program("nanoGPT@3adf61e", "a.py", "learning_rate = RATE\nmax_iters = LENGTH\ndecay_lr = False\n")
def nanogpt(path: Path) -> tuple[float, int]:
    tree = ast.parse((SOURCES / "nanoGPT/configurator.py").read_text())
    sys.argv = ["train.py", str(path)]
    # as train.py has them
    scope = {"learning_rate": 6e-4, "max_iters": 600_000, "decay_lr": True}
    exec(compile(tree, "configurator.py", "exec"), scope)
    trained(scope["learning_rate"], 1)
    done = 0
    while not done > scope["max_iters"]:
        done += 1
    return scope["learning_rate"], done


def _megatron(values: Any) -> tuple[float, int]:
    # a file of that name here would be taken for the package, which has no `__init__`
    sys.path[:] = [one for one in sys.path if one != str(HERE)]
    sys.modules.pop("megatron", None)
    from megatron.core.optimizer_param_scheduler import OptimizerParamScheduler

    trained(values.lr, 1)
    group = {"max_lr": values.lr, "min_lr": 0.0}
    OptimizerParamScheduler(
        SimpleNamespace(param_groups=[group]), init_lr=0.0, max_lr=values.lr, min_lr=0.0,
        lr_warmup_steps=0, lr_decay_steps=values.train_iters * 1, lr_decay_style="constant",
        start_wd=0.0, end_wd=0.0, wd_incr_steps=values.train_iters * 1, wd_incr_style="constant",
    ).step(0)  # fmt: skip
    done = 0
    while done < values.train_iters:
        done += 1
    return group["lr"], done


@program("megatron-core", "a.yaml", "lr: RATE\ntrain_iters: LENGTH\nlr_decay_style: constant\n"
         "micro_batch_size: 1\nglobal_batch_size: 1\n"
         "model_parallel: {tensor_model_parallel_size: 1}\n")  # fmt: skip
def megatron(path: Path) -> tuple[float, int]:
    import yaml

    # as load_yaml of megatron/training/yaml_arguments.py
    text = json.dumps(yaml.safe_load(path.read_text()))
    return _megatron(json.loads(text, object_hook=lambda item: SimpleNamespace(**item)))


@program("megatron-core", "a.yaml", "MODEL_ARGS:\n  --lr: RATE\n  --train-iters: LENGTH\n"
         "  --lr-decay-style: constant\n  --micro-batch-size: 1\n"
         "  --global-batch-size: 1\n")  # fmt: skip
def megatron_args(path: Path) -> tuple[float, int]:
    sys.path[:] = [one for one in sys.path if one != str(HERE)]
    own = import_module("tests.readers.configs.record.megatron")
    args, _ = own.arguments().parse_known_args(own.words(path))
    return _megatron(args)


@program("transformers", "a.yaml", "model: own/tiny\ntuner_type: lora\nlearning_rate: RATE\n"
         "max_steps: LENGTH\nlr_scheduler_type: constant\n"
         "per_device_train_batch_size: 1\n")  # fmt: skip
def ms_swift(path: Path) -> tuple[float, int]:
    import transformers
    import yaml

    # as parse_yaml_args of swift/cli/main.py
    values = yaml.safe_load(path.read_text())
    words = [word for key, value in values.items() for word in (f"--{key}", str(value))]
    parser = transformers.HfArgumentParser(transformers.TrainingArguments)
    (args, _) = parser.parse_args_into_dataclasses(words, return_remaining_strings=True)
    return trained(args.learning_rate, args.max_steps)
