"""Record what ms-swift does with each configuration of `cases/ms_swift/`.

    python tests/readers/configs/record/ms_swift.py

Needs ms-swift 4.6.0, as pip installs it, and deepspeed 0.19.8. Its own code runs whole:
`parse_yaml_args` reads the file, and `sft_main` or `rlhf_main` loads, splits and deals the data
sets and trains a model of a few weights, in as many processes as a configuration asks for. Model
and data are made here: one of images where `vit_lr` is said, and as many rows for each data set.
`train_type`, a key of ms-swift 3, is handed on as `tuner_type`. The first line of a configuration
says beside which options it is read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
import transformers
import yaml
from tokenizers import Tokenizer, models, pre_tokenizers
from writing import CASES, write

WORDS = ("<unk>", "<s>", "</s>", "<image>", "a", "b", "c")
SMALL = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1,
         "num_attention_heads": 2}  # fmt: skip
ROW = {
    "messages": [{"role": "user", "content": "a b"}, {"role": "assistant", "content": "c"}],
    "rejected_response": "b",
}
ALONE = {"RANK": "0", "LOCAL_RANK": "0", "WORLD_SIZE": "1", "MASTER_ADDR": "127.0.0.1",
         "MASTER_PORT": "29533"}  # fmt: skip
KINDS = {"vision_tower": "vit", "multi_modal_projector": "aligner", "lora_embedding": "embeddings",
         "lora_A": "A", "lora_B": "B"}  # fmt: skip
"""The group of a weight, by what stands in its name."""


def made(folder: Path, images: bool) -> list[str]:
    """Save a model of a few weights, and return the options that name it."""
    words = models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="<unk>")
    own = Tokenizer(words)
    own.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokens = transformers.PreTrainedTokenizerFast(
        tokenizer_object=own, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    text = transformers.LlamaConfig(vocab_size=len(WORDS), **SMALL)
    if not images:
        tokens.save_pretrained(folder)
        transformers.LlamaForCausalLM(text).save_pretrained(folder)
        return ["--model_type", "llama", "--template", "dummy"]
    eyes = transformers.CLIPVisionConfig(image_size=8, patch_size=4, **SMALL)
    place = WORDS.index("<image>")
    both = transformers.LlavaConfig(vision_config=eyes, text_config=text, image_token_index=place)
    both.vision_feature_layer = -1
    transformers.LlavaForConditionalGeneration(both).save_pretrained(folder)
    sight = transformers.CLIPImageProcessorPil(size={"shortest_edge": 8}, crop_size=8)
    transformers.LlavaProcessor(sight, tokens, patch_size=4).save_pretrained(folder)
    return ["--model_type", "llava1_5_hf", "--template", "llava1_5_hf"]


def rates(path: Path, options: dict[str, int], folder: Path) -> dict[str, list[float]]:
    """Return the rates at every update of a real run of this process, by group."""
    from swift.cli.main import parse_yaml_args
    from swift.pipelines import rlhf_main, sft_main
    from swift.trainers.mixin import SwiftMixin

    said = yaml.safe_load(path.read_text())
    rows = "".join(f"{json.dumps(ROW)}\n" for _ in range(options["dataset_size"]))
    more = made(folder / "model", "vit_lr" in said)
    more += ["--model", str(folder / "model"), "--output_dir", str(folder / "out")]
    for key in ("dataset", "val_dataset"):
        if key in said:
            names = said[key] if isinstance(said[key], list) else [said[key]]
            more += [f"--{key}"]
            for name in names:
                file, _, sample = name.partition("#")
                (folder / f"{file}.jsonl").write_text(rows)
                more += [f"{folder / file}.jsonl" + (f"#{sample}" if sample else "")]
    arguments = [str(path)]
    parse_yaml_args(arguments)
    arguments = ["--tuner_type" if one == "--train_type" else one for one in arguments]
    arguments += [*more, "--report_to", "none", "--check_model", "false"]
    if "deepspeed" in said:
        # half precision is none of a CPU's
        arguments += ["--torch_dtype", "float32", "--fp16", "false", "--bf16", "false"]
    found: dict[str, list[float]] = {}
    usual = SwiftMixin.create_optimizer
    split = {"vit_lr", "aligner_lr", "lorap_lr_ratio"} & set(said)

    def create(self: Any, model: Any = None) -> Any:
        optimizer = usual(self, model)
        # which is asked for twice beside DeepSpeed
        if getattr(self, "seen", None) is optimizer:
            return optimizer
        self.seen = optimizer
        names = {id(one): name for name, one in self.model.named_parameters()}
        firsts = [names[id(group["params"][0])] for group in optimizer.param_groups]
        labels = [group_of(name) if split else "" for name in firsts]
        lrs: dict[str, float] = {}

        waiting = list(labels)

        def seen(*_: Any) -> None:
            # ZeRO steps the groups one after another
            these = [(waiting.pop(0), group["lr"]) for group in optimizer.param_groups]
            lrs.update(these)
            assert all(lrs[label] == lr for label, lr in these)
            if not waiting:
                waiting.extend(labels)
                for label, lr in lrs.items():
                    found.setdefault(label, []).append(lr)

        optimizer.register_step_pre_hook(seen)
        return optimizer

    if "deepspeed" in said:
        import deepspeed

        # it would be compiled, and is of no use to one process
        deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    SwiftMixin.create_optimizer = create
    (rlhf_main if "rlhf_type" in said else sft_main)(arguments)
    return found


def main() -> None:
    """Run one file in a process of its own, of which there may be several; the first writes."""
    if len(sys.argv) > 1:
        path, folder = Path(sys.argv[1]), Path(sys.argv[2])
        options = stated(path)
        found = rates(path, options, folder)
        if os.environ.get("RANK", "0") == "0":
            names = ("ms-swift", "transformers", "deepspeed", "peft")
            kept = [one for one in names if one != "deepspeed" or "deepspeed:" in path.read_text()]
            write(path, ", ".join(f"{one} {version(one)}" for one in kept), found, options)
            print(path.name, {name: (len(one), one[:3]) for name, one in found.items()})
        return
    for path in sorted((CASES / "ms_swift").glob("*.yaml")):
        gpus = stated(path).get("gpus", 1)
        with tempfile.TemporaryDirectory() as folder:
            runs = []
            for rank in range(gpus):
                place = Path(folder) / str(rank)
                place.mkdir()
                alone = {**ALONE, "WORLD_SIZE": str(gpus), "RANK": str(rank),
                         "LOCAL_RANK": str(rank), "LOCAL_WORLD_SIZE": str(gpus)}  # fmt: skip
                many = alone if gpus > 1 or "deepspeed:" in path.read_text() else {}
                command = [sys.executable, __file__, str(path), str(place)]
                runs.append(subprocess.Popen(command, env={**os.environ, **many}))
            assert not any([one.wait() for one in runs])


def group_of(name: str) -> str:
    """Return the group of a weight."""
    return next((kind for mark, kind in KINDS.items() if mark in name), "llm")


def stated(path: Path) -> dict[str, int]:
    """Return the options that a configuration's first line says."""
    said = dict(pair.split("=") for pair in path.read_text().splitlines()[0][1:].split())
    return {key: int(value) for key, value in said.items()}


if __name__ == "__main__":
    torch.manual_seed(0)
    main()
