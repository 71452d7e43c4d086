"""Rates that texts say: JSON, YAML, literals, and what their methods and formats make."""

import ast
import json
import textwrap

import torch
import yaml

told = json.loads('{"lr": 1e-3, "groups": [{"lr": 0.5}, {"lr": 2}], "on": true, "none": null}')
listed = yaml.safe_load(
    textwrap.dedent("""
    lr: 0.2
    text: 1e-4
    number: 1.0e-4
    octal: 010
    list: [1, 2]
    """)
)
literal = ast.literal_eval("{'lr': (0.25, 3), 'names': {'a', 'b'}}")
loaded = yaml.load("rate: .5", Loader=yaml.SafeLoader)
overrides = {"lr": 0.1, "epochs": 4, "name": "step"}
for item in "lr=0.3 epochs=6 name=cosine".split():
    key, _, value = item.partition("=")
    overrides[key] = type(overrides[key])(value)

rates = [
    told["lr"],
    told["groups"][-1]["lr"] if told["on"] and told["none"] is None else 9,
    listed["lr"] * listed["list"][1],
    float(listed["text"]) + (0.5 if isinstance(listed["text"], str) else 0),
    listed["number"] + listed["octal"],
    literal["lr"][0] * len(literal["names"]),
    loaded["rate"],
    overrides["lr"] * overrides["epochs"] + len(overrides["name"]),
    json.loads(json.dumps({"lr": 0.7}))["lr"],
    float(" LR: 0.15 ".strip().lower().split(":")[1]),
    float("0,5".replace(",", ".")) + "abc".find("c") + "a-b-c".count("-"),
    len("{}_{:>5}|{name!r}".format("l", 0.5, name="x")),
    float(f"{0.123456:.3f}") + len(f"{3:03d}{'a':<6}{0.25:.0%}"),
    len("%s_%03d_%.2e" % ("l", 7, 0.001)),
    float("".join(map(str, [0, ".", 3]))),
    1.0 if "12".isdigit() and "Step LR".title() == "Step Lr" and "ab" in "cab" else 2.0,
]

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in rates:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
