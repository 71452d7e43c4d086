"""How many items a script's data has: arrays, datasets, and what makes batches of them."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script import arrays
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.inline import call
from lrplot.specs.script.looked_at import whole
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree, worked_out
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque, Open

SHAPED = ("zeros", "ones", "empty", "full", "normal", "uniform", "random_sample", "standard_normal")
"""Functions of arrays whose first argument, or `shape` or `size`, is a shape."""

ROWS = ("rand", "randn")
"""Functions whose arguments are the sizes themselves."""

KEEPING = ("shuffle", "prefetch", "cache", "map", "astype", "with_options", "copy")
"""Methods that change no number of items."""

ARRAYS = ("numpy.", "torch.", "tensorflow.", "jax.", "keras.")


def length(run: Run, of: Any, shards: int = 1) -> Any:
    """Return how many items there are: a number, what it depends on, or None if nothing says it.

    `shards` is among how many processes the examples of a loader are divided.
    """
    match of:
        case str() | list() | tuple() | dict():
            return len(of)
        case Instance():
            return _own(run, of)
        case Series():
            return of.many
        case Made():
            whole = of.path == "iter" and of.args
            return length(run, of.args[0], shards) if whole else _made(run, of, shards)
    return None


def counted(run: Run, of: Any, node: ast.Call) -> Any:
    """Return what `len()` gives of something; where nothing says it, what stands for it."""
    name = getattr(of, "name", "") or getattr(of, "text", "")
    name = run.imported.get(name, name)
    said = run.said(f"len({name})", f"len({getattr(of, 'name', name)})") if name else MISSING
    if said is not MISSING:
        return said
    if not whole(run, getattr(of, "of", of)) and (found := length(run, of)) is not None:
        return found
    return Opaque(f"len({name})" if name else source(node), node.lineno)


def examples(run: Run, of: Any, line: int = 0) -> Any:
    """Return how many items a dataset has; where nothing says it, what is said of all, or asked."""
    name, line = getattr(of, "name", "") or getattr(of, "text", ""), getattr(of, "line", line)
    name = run.imported.get(name, name)
    text = f"len({name or 'dataset'})"
    if (said := run.said(text)) is not MISSING:
        return said
    if (found := length(run, of)) is not None:
        return found
    if (said := run.sizes.examples()) is not None:
        return said
    return Opaque(text, line)


def batches(many: Any, size: Any, whole: bool = False) -> Any:
    """Return how many batches so many items make; `whole`: a rest makes none."""
    if isinstance(many, int) and isinstance(size, int) and size > 0:
        return many // size if whole else -(-many // size)
    if whole:
        found = worked_out(ast.BinOp(tree(many), ast.FloorDiv(), tree(size)))
    else:
        less = ast.BinOp(ast.UnaryOp(ast.USub(), tree(many)), ast.FloorDiv(), tree(size))
        found = worked_out(ast.UnaryOp(ast.USub(), less))
    return found if isinstance(found, Open) else Opaque("the batches of an epoch", 0)


def _own(run: Run, of: Instance) -> Any:
    own = of.of.lookup("__len__") if of.of else MISSING
    if not isinstance(own, Function):
        return None
    found = call(run, Function(own.node, own.scope, of), [], {}, own.node)
    return found if isinstance(found, int | Open) else None


def _made(run: Run, of: Made, shards: int) -> Any:
    name = of.path.rpartition(".")[2]
    if name == "DataLoader":
        return _loader(run, of, shards)
    if name in SAMPLERS:
        return _sampled(run, of, name)
    if name in ("TensorDataset", "from_tensor_slices", "array", "asarray", "tensor", "Subset"):
        place = 1 if name == "Subset" else 0
        first = of.argument("indices" if place else "tensors", place)
        return length(
            run, first[0] if name == "from_tensor_slices" and type(first) is tuple else first
        )
    if name == "ConcatDataset" and isinstance(of.argument("datasets", 0), list | tuple):
        sizes = [length(run, one) for one in of.argument("datasets", 0)]
        return sum(sizes) if all(type(size) is int for size in sizes) else None
    if of.path.startswith("torchvision.datasets.") and name in COUNTED:
        train = truth(of.argument("train", 1)) if "train" in of.keywords or of.args[1:] else True
        return None if train is None else COUNTED[name][not train]
    if name in ("range", "randperm") and all(type(arg) is int for arg in of.args):
        return len(range(*of.args))
    if of.path.startswith("of dataset."):
        return _derived(run, of, name)
    if not of.path.startswith(ARRAYS):
        return None
    if name == "arange" and len(of.args) == 1 and type(of.args[0]) is int:
        return of.args[0]
    shape: Any = of.argument("shape", None) or of.argument("size", None)
    if name in ROWS or (name in SHAPED and of.args and type(of.args[0]) is int):
        shape = shape or of.args
    elif name in SHAPED and of.args:
        shape = shape or next((arg for arg in of.args if isinstance(arg, list | tuple)), None)
    elif name == "randint" and shape is None:
        shape = next((arg for arg in of.args if isinstance(arg, list | tuple)), None)
    if type(shape) is int:
        return shape
    first = shape[0] if isinstance(shape, list | tuple) and shape else None
    return first if isinstance(first, int | Open) and type(first) is not bool else None


def _loader(run: Run, of: Made, shards: int) -> Any:
    """Return the batches of torch's loader."""
    if (made := of.argument("batch_sampler", 4)) is not None:
        return length(run, made)
    sampler = of.argument("sampler", 3)
    many = examples(run, of.argument("dataset", 0), of.line)
    if sampler is not None:
        many = length(run, sampler)
        if many is None:
            return None
    if shards > 1:
        many = batches(many, shards)
    size = of.argument("batch_size", 1)
    if size is None:
        size = 1
    return batches(many, size, _drops(of, 8))


def _sampled(run: Run, of: Made, name: str) -> Any:
    """Return how many items, or batches of them, torch's samplers give."""
    if name == "BatchSampler":
        many = length(run, of.argument("sampler", 0))
        size = of.argument("batch_size", 1)
        return None if many is None else batches(many, size, _drops(of, 2))
    if name in ("RandomSampler", "WeightedRandomSampler"):
        own = of.argument("num_samples", 2 if name == "RandomSampler" else 1)
        if own is not None:
            return own
    many = examples(
        run, of.argument("data_source" if name != "DistributedSampler" else "dataset", 0)
    )
    if name != "DistributedSampler":
        return many
    processes = of.argument("num_replicas", 1)
    return batches(many, run.sizes.processes() if processes is None else processes,
                   _drops(of, 5))  # fmt: skip


def _drops(of: Made, place: int) -> bool:
    """Return whether a rest of a batch is dropped."""
    given = of.argument("drop_last", place)
    if any(opaque(tree(given))):
        raise UnknownError([tree(given)])
    return truth(given) is True


SAMPLERS = (
    "BatchSampler", "RandomSampler", "SequentialSampler", "WeightedRandomSampler",
    "DistributedSampler",
)  # fmt: skip


def derived(of: Any, method: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a method gives that makes a dataset of another; `MISSING` for another's."""
    known = method in (*KEEPING, "batch", "repeat", "take", "skip")
    if known and isinstance(of, Made) and length_known(of):
        return Made(f"of dataset.{method}", [of, *args], words, of.line)
    return MISSING


PART = "of dataset.part"
"""What a part of a dataset is made of: the whole, and how many items it has."""

COUNTED = {
    "CIFAR10": (50_000, 10_000), "CIFAR100": (50_000, 10_000), "FashionMNIST": (60_000, 10_000),
    "KMNIST": (60_000, 10_000), "MNIST": (60_000, 10_000),
}  # fmt: skip
"""How many images torchvision's datasets have to train with, and to test with."""


def sliced(run: Run, value: Any, parts: slice) -> Any:
    """Return some of the items of a value; None where nothing counts them."""
    if isinstance(value, str | list | tuple):
        run.created.append(some := value[parts])
        return some
    if isinstance(value, Series):
        found = arrays.part(value, parts)
        return None if found is MISSING else found
    many = length(run, value) if isinstance(value, Made) else None
    if type(many) is not int:
        return None
    return Made(PART, [value, len(range(many)[parts])], {}, value.line)


def length_known(of: Made) -> bool:
    """Tell whether something is data, as its name says."""
    name = of.path.rpartition(".")[2]
    return (
        of.path.startswith("of dataset.")
        or ".data." in of.path
        or name in (*SHAPED, *ROWS, "from_tensor_slices", "arange", "randint", "array")
    )


def _derived(run: Run, of: Made, name: str) -> Any:
    inner, *args = of.args
    many = examples(run, inner)
    if name == "part":
        return args[0]
    if name in KEEPING:
        return many
    if name == "shard":
        return batches(many, args[0], inner.argument("drop_last", 8) is True)
    first = args[0] if args else next(iter(of.keywords.values()), None)
    if name == "batch":
        drop = of.keywords.get("drop_remainder", args[1] if len(args) > 1 else False)
        return batches(many, of.keywords.get("batch_size", first), drop is True)
    if type(many) is int and type(first) is int:
        made = {"repeat": many * first, "take": min(many, first)}
        return made.get(name, max(0, many - first))
    return first if name == "take" and type(first) is int and _endless(inner) else None


def _endless(of: Any) -> bool:
    """Tell whether a dataset begins anew without end."""
    own = isinstance(of, Made) and of.path.startswith("of dataset.")
    return own and ((of.path.endswith(".repeat") and len(of.args) == 1) or _endless(of.args[0]))
