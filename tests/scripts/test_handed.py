"""Settings that are given to what is not read, which may change them: asked for by their names."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

TAIL = """
opt = torch.optim.SGD(params, lr={rate})
for epoch in range(3):
    opt.step()
"""
CONFIG = "import ml_collections\ncfg = ml_collections.ConfigDict({'lr': 0.1})\n"
NODE = "from yacs.config import CfgNode as CN\ncfg = CN()\ncfg.SOLVER = CN()\ncfg.SOLVER.LR = 0.1\n"
OMEGA = "from omegaconf import OmegaConf\ncfg = OmegaConf.create({'lr': 0.1, 'base': 0.2})\n"
EASY = "from easydict import EasyDict\ncfg = EasyDict(lr=0.1)\n"
BAG = "import argparse\nfrom helpers import *\nargs = argparse.Namespace(lr=0.1)\n"
DICT = "import functools\ncfg = {'lr': 0.1}\n"

LOST = {
    "update": (f"{CONFIG}cfg.update({{'lr': 0.2}})", "cfg.lr"),
    "flattened": (f"{CONFIG}cfg.update_from_flattened_dict({{'lr': 0.2}})", "cfg.lr"),
    "by another name": (f"{CONFIG}other = cfg\nother.update(lr=0.2)", "cfg.lr"),
    "a node inside": (f"{NODE}cfg.merge_from_list(['SOLVER.LR', 0.2])", "cfg.SOLVER.LR"),
    "a function of the library's": (f"{OMEGA}OmegaConf.update(cfg, 'lr', 0.4)", "cfg.lr"),
    "a reference": (f"{OMEGA}cfg.lr = '${{base}}'\ncfg.base = 0.4", "cfg.lr"),
    "merged": (f"{OMEGA}cfg.merge_with({{'lr': 0.4}})", "cfg.lr"),
    "keys that are not known": (f"{EASY}for k, v in read():\n    cfg[k] = v", "cfg.lr"),
    "attributes that are not": (f"{EASY}for k, v in read():\n    setattr(cfg, k, v)", "cfg.lr"),
    "a function that says so": (f"{BAG}update_args(args)", "args.lr"),
    "another": (f"{BAG}helpers.apply_config(args, 'a.yaml')", "args.lr"),
    "shuffled": ("import random\nlrs = [0.1, 0.2]\nrandom.shuffle(lrs)", "lrs[0]"),
    "a method by another name": (f"{DICT}up = cfg.update\nup(lr=0.2)", "cfg['lr']"),
    "a method that is given": (f"{DICT}functools.partial(cfg.update, lr=0.2)()", "cfg['lr']"),
    "a function that is given": (
        f"{DICT}list(map(lambda v: cfg.__setitem__('lr', v), [1]))",
        "cfg['lr']",
    ),
}


def drawn(tmp_path, text, rate, **given):
    path = tmp_path / "train.py"
    path.write_text(f"import torch\n{text}{TAIL.format(rate=rate)}")
    return plan(str(path), **given).plot().curves[0][1](np.arange(3))


@pytest.mark.parametrize("kind", LOST)
def test_what_may_be_changed_is_asked_for(kind, tmp_path):
    text, asked = LOST[kind]
    with pytest.raises(LrplotError, match="not known before it runs") as error:
        drawn(tmp_path, text, asked)
    assert error.value.asks == ("--let", f"{asked}=…")
    np.testing.assert_array_equal(drawn(tmp_path, text, asked, let=[f"{asked}=2"]), [2.0] * 3)


# as the libraries do it: yacs 0.1.8, ml_collections 1.1, omegaconf 2.3, easydict 1.13, munch 4
KEPT = {
    "read and locked": (f"{CONFIG}cfg.lr = 0.2\ncfg.lock()\nprint(cfg.to_dict())", "cfg.lr", 0.2),
    "set by key": (f"{EASY}cfg['lr'] = 0.2", "cfg.lr", 0.2),
    "frozen": (f"{NODE}cfg.freeze()", "cfg.SOLVER.LR", 0.1),
    "a copy of a mapping": (f"{OMEGA}o = OmegaConf.create({{'lr': 0.1}})\ncfg.o = o\no.lr = 0.8",
                            "cfg.o.lr", 0.1),
    "the mapping itself": (f"{EASY}o = EasyDict(lr=0.1)\ncfg.o = o\no.lr = 0.8", "cfg.o.lr", 0.8),
    "a copy of a list": (f"{EASY}l = [0.1]\ncfg.l = l\nl[0] = 0.8", "cfg.l[0]", 0.1),
    "the list itself": ("from munch import Munch\nl = [0.1]\ncfg = Munch(l=l)\nl[0] = 0.8",
                        "cfg.l[0]", 0.8),
    "what trains": (f"{BAG}init_distributed_mode(args)\nmodel = build_model(args)", "args.lr", 0.1),
    "what says it": (f"{BAG}print_args(args)\nimport wandb\nwandb.config.update(args)",
                     "args.lr", 0.1),
    "a value among others": (f"{BAG}build_model(args.width)", "args.lr", 0.1),
}  # fmt: skip


@pytest.mark.parametrize("kind", KEPT)
def test_what_only_reads_changes_nothing(kind, tmp_path):
    text, rate, value = KEPT[kind]
    np.testing.assert_array_equal(drawn(tmp_path, text, rate), [value] * 3)


PARSER = "import argparse, sys\nparser = argparse.ArgumentParser()\n"
OPTION = 'parser.add_argument("--lr", type=float, default=0.1)\n'
COMMANDS = f"""{PARSER}{OPTION}commands = parser.add_subparsers()
commands.add_parser("train").add_argument("--lr", type=float, default=0.5)
"""
TYPED = {
    "a command's other default": f"{COMMANDS}args = parser.parse_args()",
    "a text that is not read": f"{PARSER}{OPTION}args = parser.parse_args(read())",
    "what nobody knows is put there": f"{PARSER}{OPTION}sys.argv = read()\n"
    "args = parser.parse_args()",
    "in a loop": f"{PARSER}{OPTION}for i in range(len(read())):\n    sys.argv += ['--lr', '0.2']\n"
    "args = parser.parse_args()",
}  # fmt: skip


@pytest.mark.parametrize("kind", TYPED)
def test_what_may_be_typed_is_asked_for(kind, tmp_path):
    with pytest.raises(LrplotError) as error:
        drawn(tmp_path, TYPED[kind], "args.lr")
    assert error.value.asks == ("--let", "args.lr=…")


ARGUMENTS = {
    "of the list itself": ("from sys import argv\nargv.append('--lr=0.4')", "parser.parse_args()"),
    "set on the option, and then for all": (
        "lr = parser.add_argument('--rate', dest='lr', default=0.3)\nlr.default = 0.3\n"
        "parser.set_defaults(lr=0.4)", "parser.parse_args()"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_options_are_as_argparse_has_them(kind, tmp_path):
    text, call = ARGUMENTS[kind]
    whole = f"{PARSER}{OPTION}{text}\nargs = {call}\n"
    np.testing.assert_array_equal(drawn(tmp_path, whole, "args.lr"), [0.4] * 3)


IMPORTED = {
    "a flag of another file": ("from own import FLAG", "FLAG", "FLAG"),
    "an attribute of another file": ("import own", "own.flag", "own.flag"),
    "what a function gives": ("import re\nm = re.match('a', 'b')", "m is not None",
                              "re.match('a', 'b')"),
    "whether a package is there": ("from importlib.util import find_spec",
                                   "find_spec('apex') is not None", "find_spec('apex')"),
    "what this version has": ("f = getattr(torch, 'new', None)", "f is not None",
                              "getattr(torch, 'new', None)"),
    "hasattr": ("", "hasattr(torch, 'new')", "hasattr(torch, 'new')"),
    "the version": ("", "torch.__version__ >= '3'", "torch.__version__"),
    "the platform": ("import sys", "sys.platform == 'win32'", "sys.platform"),
}  # fmt: skip


@pytest.mark.parametrize("kind", IMPORTED)
def test_whether_what_is_imported_is_true_is_asked_for(kind, tmp_path):
    text, test, asked = IMPORTED[kind]
    with pytest.raises(LrplotError, match="not known before it runs") as error:
        drawn(tmp_path, text, f"0.3 if {test} else 0.1")
    assert error.value.asks == ("--let", f"{asked}=…")
    # nor is it asked for where both are alike
    np.testing.assert_array_equal(drawn(tmp_path, text, f"0.3 if {test} else 0.3"), [0.3] * 3)


def test_what_only_a_type_checker_sees_is_not_done(tmp_path):
    text = "from typing import TYPE_CHECKING\nlr = 0.1\nif TYPE_CHECKING:\n    lr = 0.2\n"
    np.testing.assert_array_equal(drawn(tmp_path, text, "lr"), [0.1] * 3)


@pytest.mark.parametrize("text", ["getattr(torch.optim, 'AdamW', None)", "torch.optim.AdamW"])
def test_an_optimizer_that_is_known_is_there(text, tmp_path):
    made = f"kind = {text}\nif kind is None:\n    lr = 0.2\nelse:\n    lr = 0.1\n"
    np.testing.assert_array_equal(drawn(tmp_path, made, "lr"), [0.1] * 3)
