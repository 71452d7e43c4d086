"""Hypothesis strategies for texts: odd ones, and good ones with mistakes in them."""

from __future__ import annotations

from hypothesis import strategies as st

NUMBERS = (
    "0", "-0", "1", "-1", "2", "0.5", "1e-3", "10k", "1M", "1/3", "10%", "1e308", "-1e308",
    "5e-324", "1e-320", "9007199254740992", "9007199254740993", "1e18", "1e400", "1e-400", "nan",
    "inf", "-inf", "1_000", "0x10", "010", "1e3k", "1/0", "2**53", "10**400", "-(3)", "1e", ".",
    "٣",
)  # fmt: skip

TEXTS = (
    "", " ", "None", "none", "null", "true", "False", "[]", "[1]", "[0, 1, 2]", "[1, [2]]", "()",
    "(1,)", "{}", "{1: 2}", "{'a': 1}", "''", "'x'", "\"x", "x", "t", "cosine", "hold",
    "exp:decay_rate=2", "1:2", "0:10:3", "1,2", "1x2", "a=b", "=", ":", ",", "-", "--", "--lr",
    "@x", "$x$", "$\\frac{", "\\", "%s", "{0}", "学习率", "a\u0301", "\u202e", "\x00", "\x1b[31m",
    "\n", "\r\n", "\t", "\ud800", "\udcff", "\ufffe", "\u2028", "a" * 500, "9" * 500, "(" * 60,
    "[" * 300, "x.py:f", "m.csv:loss", "no.yaml", "../x.png", "/dev/null", ".", "~", "CON",
)  # fmt: skip

CODE = (
    "torch.optim.SGD(p, lr=0.1)", "torch.optim.Adam(p)", "optimizer", "args.lr", "len(loader) * 10",
    "[1, 2, 3] * 9", "lambda t: 0.9 ** t", "lambda: 1", "lambda t, lr: lr", "f(x)", "*xs", "**kw",
    "...", "1if 1else 2", "'a' 'b'", "b'x'", "f'{x}'", "1j", "not 1", "(x := 1)",
    "[i for i in range(10 ** 9)]", "10 ** 10 ** 10", "-(-1)", "{**a}", "await x", "yield",
    "__import__('os')", "'\\ud800'", "'\\0'", '"""a\nb"""', "0o17", "1 << 9999", "[...]", "x[0]",
    "x.y.z", "1 < 2 < 3", "(1 for i in [])", "CosineAnnealingLR(opt, 100)", "ConstantLR(opt)",
    "dict(type='StepLR', step_size=3)", "cosine()", "optax.constant_schedule(0.1)", "range(3)",
    "float('nan')", "math.inf", "np.array([1, 2])", "1 # 2", "'m.csv:loss'", "'x.py:f'",
    "lambda t: lambda s: 1", "[lambda t: 1, lambda t: t]", "print(1)",
)  # fmt: skip

PIECES = (
    * "()[]{}'\",:=*.%-+ \\\n", "\x00", "\ud800", "\x7f", "学", "1", "e", "**", "lambda ", "None",
)  # fmt: skip

odd = st.sampled_from((*NUMBERS, *TEXTS)) | st.text(max_size=12)
code = st.sampled_from((*NUMBERS, *TEXTS[:18], *CODE))


def mutated(
    texts: st.SearchStrategy[str], pieces: tuple[str, ...] = PIECES
) -> st.SearchStrategy[str]:
    """Return texts with one to three places cut out, doubled, or something else put into."""
    places = st.tuples(
        st.floats(0, 1), st.floats(0, 1), st.sampled_from(["", "double", *pieces, *pieces])
    )
    return st.tuples(texts, st.lists(places, min_size=1, max_size=3)).map(lambda x: edited(*x))


def edited(text: str, places: list[tuple[float, float, str]]) -> str:
    """Return a text with something else in place of a few of its characters."""
    for where, long, new in places:
        start = round(where * len(text))
        stop = min(len(text), start + round(long * 6))
        text = text[:start] + (text[start:stop] * 2 if new == "double" else new) + text[stop:]
    return text
