"""Hypothesis strategies for the text of formulas of the step t."""

from hypothesis import strategies as st

NUMBERS = st.integers(-20, 20).map(str) | st.floats(-9, 9).map(lambda x: f"{x:.3g}")


LESS = st.sampled_from(["<", "<=", "!="])


def loops(inner):
    rounds = inner | st.just("m") | inner.map(lambda text: f"(m - {text})")
    each = st.tuples(rounds, st.sampled_from(["(1, t, 5)", "range(3)"]), rounds)
    return each.map(lambda x: f"{x[0]} for m in {x[1]} if {x[2]}")


def listed(inner):
    display = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return (display | loops(inner)).map(lambda text: f"[{text}]")


def nested(inner):
    pair = st.tuples(inner, inner)
    return (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(" ".join)
        | st.tuples(
            inner, st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "and", "or"]), inner
        ).map(" ".join)
        | st.sampled_from(["-", "not ", "abs", "int", "float", "round", "math.floor"]).flatmap(
            lambda name: inner.map(lambda text: f"{name}({text})")
        )
        | pair.map(lambda two: f"min({two[0]}, {two[1]})")
        | pair.map(lambda two: f"max({two[0]}, {two[1]})")
        | st.tuples(inner, inner, inner).map(lambda x: f"{x[0]} if {x[1]} else {x[2]}")
        | st.tuples(inner, LESS, inner, LESS, inner).map(" ".join)
        | st.tuples(inner, st.sampled_from(["in", "not in"]), listed(inner)).map(" ".join)
        | st.tuples(
            st.sampled_from(["sum", "min", "max", "any", "all", "len", "math.prod"]), listed(inner)
        ).map(lambda x: f"{x[0]}({x[1]})")
        | st.tuples(st.sampled_from(["any", "all", "sum"]), loops(inner)).map(
            lambda x: f"{x[0]}({x[1]})"
        )
        | st.tuples(listed(inner), inner).map(lambda x: f"{x[0]}[min({x[1]}, 9)]")
        | st.tuples(inner, inner, inner).map(lambda x: f"{{{x[0]}: {x[1]}, 3: t}}.get({x[2]}, 0)")
    ).map(lambda text: f"({text})")


FORMULAS = st.recursive(NUMBERS | st.just("t"), nested, max_leaves=8)
"""What Python can work out at any step."""

GROWING = st.recursive(
    st.sampled_from(["t", "9", "10 ** 300", "0.5", "-1"]),
    lambda inner: st.tuples(
        inner,
        st.sampled_from(
            [
                "({0} ** {1})",
                "({0} * {1} % 7)",
                "sum([{0} for i in range(200) if {1}])",
                "sum({0} for i in [t, {1}] for j in range(9))",
                "({0} in ({1}, {1}, {0}))",
                "(0 < {0} <= {1} < t)",
                "[{0}, {1}][t % 2]",
                "min({0}, {1}, t % 5)",
                "round({0}, {1})",
                "math.prod([{0}] * 90)",
            ]
        ),
        inner,
    ).map(lambda x: x[1].format(x[0], x[2])),
    max_leaves=10,
)
"""What may cost without end, if nobody looks."""
