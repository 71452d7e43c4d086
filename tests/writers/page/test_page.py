"""The page: one file that needs nothing else, with the rates of the steps that it has."""

import base64
import hashlib
import json
import math
import re
import zlib
from html.parser import HTMLParser

import numpy as np
import pytest

FOUR = ("cosine", "exp", "piecewise", "warmup")


class Page(HTMLParser):
    """What a browser finds in a page: elements with their attributes and texts."""

    def __init__(self, path):
        super().__init__()
        self.source = path.read_text(encoding="utf-8")
        self.elements, self._open = [], []
        self.feed(self.source)
        self.close()
        self.told = json.loads(self.all("script", type="application/json")[0])

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in ("meta", "input"):
            self._open.append(element)

    def handle_endtag(self, tag):
        opened, _, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data):
        for _, _, texts in self._open:
            texts.append(data)

    def all(self, tag, **wanted):
        """Return the texts of the elements of a name that have such attributes."""
        return [
            "".join(texts)
            for name, attrs, texts in self.elements
            if name == tag and wanted.items() <= attrs.items()
        ]

    def rows(self):
        """Return the steps, and the rates of each curve at them."""
        planes = np.frombuffer(zlib.decompress(base64.b64decode(self.told["packed"])), np.uint8)
        numbers = planes.reshape(8, -1).T.copy().view("<f8")
        return numbers.reshape(-1, self.told["count"])


@pytest.fixture
def page(run, folder):
    def page(*args):
        assert run(*args, "-o", "plot.html").status == 0
        return Page(folder / "plot.html")

    return page


def test_the_page_has_the_rate_of_each_of_its_steps(page):
    words = "keras.CosineDecay(0.5, 9)", "noam:d_model=64,warmup_steps=4"
    shown = page("compare", *words, "--steps", "9")
    steps, cosine, noam = shown.rows()
    assert steps.tolist() == [*range(9)]
    wanted = [0.5 * (1 + math.cos(math.pi * t / 9)) / 2 for t in range(9)]
    np.testing.assert_allclose(cosine, wanted, rtol=1e-14)
    # arXiv:1706.03762, equation 3
    wanted = [64**-0.5 * min(t**-0.5, t * 4**-1.5) for t in range(1, 9)]
    np.testing.assert_allclose(noam, [0, *wanted], rtol=1e-14)
    assert "Every step from 0 to 8 is in this page." in shown.source


def test_a_long_range_has_every_breakpoint_and_stays_small(page):
    step = "MultiStepLR(torch.optim.SGD(params, lr=1.0), [123457, 765432109])"
    shown = page("compare", *FOUR, step, "--steps", "1B")
    steps, *rates = shown.rows()
    assert {123456, 123457, 765432108, 765432109, 999999999} <= {*steps}
    at = dict(zip(steps, rates[4], strict=True))
    assert [at[123456], at[123457], at[765432109]] == pytest.approx([1, 0.1, 0.01])
    jumps = [steps[place] for place in shown.told["curves"][4]["jumps"][0]]
    assert jumps == [123457, 765432109]
    assert len(shown.source) < 150_000


def test_four_curves_take_less_than_120_kilobytes(page):
    assert len(page("compare", *FOUR).source.encode()) < 120_000


def test_nothing_is_fetched_and_only_its_own_scripts_run(page):
    shown = page("compare", *FOUR)
    (policy,) = (
        attrs["content"]
        for tag, attrs, _ in shown.elements
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    hashed = [
        "".join(texts)
        for tag, attrs, texts in shown.elements
        if tag in ("script", "style") and not attrs
    ]
    for text in hashed:
        digest = hashlib.sha256(text.encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert len(hashed) == policy.count("sha256-") == 3
    assert "unsafe" not in policy
    for tag, attrs, _ in shown.elements:
        assert tag not in ("link", "img", "iframe", "object", "base", "form"), tag
        assert not {"src", "href", "srcset", "style"} & attrs.keys()
        assert not [name for name in attrs if name.startswith("on")]
    assert not re.search(r"url\(|@import", "".join(shown.all("style")))


def test_labels_cannot_leave_their_places(page):
    label = "</script><b>&amp;\"'<!--"
    shown = page(
        "compare", f"{label}=cosine", "a\udcff=exp", "--title", "<i>x</i>", "--xlabel", "\udcff"
    )
    assert shown.told["curves"][0]["label"] == label
    assert label in shown.all("span")
    assert shown.all("h1") == ["<i>x</i>"]
    assert any(text.startswith("a\ufffd") for text in shown.all("span"))
    assert not shown.all("b")
    assert not shown.all("i")


def test_the_same_input_gives_the_same_bytes(page, folder):
    first = page("compare", *FOUR).source
    (folder / "plot.html").unlink()
    assert page("compare", *FOUR).source == first


def test_equal_curves_are_one_and_words_read_back(page):
    lr = "torch.optim.SGD(params, lr=0.1)"
    shown = page("compare", f"StepLR({lr}, 30)", f"a=MultiStepLR({lr}, [30])", "--steps", "60")
    (curve,) = shown.told["curves"]
    assert curve["label"].endswith("(equal)")
    assert curve["words"] == [
        f"torch.optim.lr_scheduler.StepLR({lr}, step_size=30)",
        f"torch.optim.lr_scheduler.MultiStepLR({lr}, milestones=[30])",
    ]


def test_a_sweep_has_a_slider_for_each_parameter(page):
    widths = [f"--d-model={width}" for width in (512, 64)]
    warmups = [f"--warmup-steps={steps}" for steps in (100, 200, 300)]
    shown = page("noam", *widths, *warmups)
    sliders = [
        attrs for tag, attrs, _ in shown.elements if tag == "input" and attrs["type"] == "range"
    ]
    assert [each["max"] for each in sliders] == ["1", "2"]
    widths, warmups = (each["values"] for each in shown.told["swept"])
    # numbers in their order
    assert (widths, warmups) == (["64", "512"], ["100", "200", "300"])
    of = [[n for (n,) in each["of"]] for each in shown.told["swept"]]
    assert sorted(zip(*of, strict=True)) == [(d, w) for d in (0, 1) for w in (0, 1, 2)]


def _sliders(page):
    return [
        (attrs["id"], attrs["max"])
        for tag, attrs, _ in page.elements
        if tag == "input" and attrs["type"] == "range"
    ]


def test_a_sweep_with_equal_curves_has_all_of_its_values(page):
    # with a decay_rate of 1 both are level
    shown = page("exp", "--decay-rate=1", "--decay-rate=0.9", "--staircase", "--no-staircase")
    assert _sliders(shown) == [("value-0", "1"), ("value-1", "1")]
    rates, stairs = shown.told["swept"]
    assert (rates["values"], stairs["values"]) == (["0.9", "1"], ["true", "false"])
    pairs = [[*zip(*of, strict=True)] for of in zip(rates["of"], stairs["of"], strict=True)]
    assert sorted(pairs) == [[(0, 0)], [(0, 1)], [(1, 0), (1, 1)]]


def test_a_sweep_beside_another_curve_has_a_slider(page):
    shown = page("noam", "--d-model=128", "--d-model=64", "cosine")
    assert _sliders(shown) == [("value-0", "1")]
    assert shown.told["swept"] == [{"values": ["64", "128"], "of": [[1], [0], [None]]}]
    two = page("compare", "noam:factor=1", "noam:factor=2", "exp:decay_rate=1", "exp")
    assert _sliders(two) == []


def test_telling_steps_are_a_table_with_all_digits(page):
    shown = page("compare", "keras.CosineDecay(0.3, 100)", "--steps-per-epoch", "10")
    heads = [text for text in shown.all("th", scope="col")]
    assert heads == ["What", "Step", "Epoch", "Rate", "Of peak"]
    cells = shown.all("td")
    rows = [cells[n : n + 4] for n in range(0, len(cells), 4)]
    assert ["0", "0", "0.3", "100.0%"] in rows
    half = [row for row in rows if row[0] == "50"]
    assert float(half[0][2]) == pytest.approx(0.15, rel=1e-14)


def test_what_uplot_is_has_not_been_touched():
    from importlib import resources

    folder = resources.files("lrplot.writers.page") / "uplot"
    known = json.loads((folder / "uplot.json").read_text())
    for name, digest in known["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert known["version"] in (folder / "uPlot.iife.min.js").read_text(encoding="utf-8")[:80]


def test_what_else_is_shown_has_a_panel(page):
    cycle = "OneCycleLR(torch.optim.SGD(params, lr=0.1, momentum=0.9), 0.1, total_steps=1000)"
    shown = page("compare", cycle, "--also", "momentum")
    assert [each["name"] for each in shown.told["panels"]] == ["rate", "momentum"]
    steps, _, momentum = shown.rows()
    at = dict(zip(steps, momentum, strict=True))
    # torch's base_momentum and max_momentum, and its pct_start of 0.3
    assert [at[0], at[299], at[999]] == pytest.approx([0.95, 0.85, 0.95])


def test_behind_the_end_of_a_training_there_is_nothing(page, folder):
    loop = "for step in range({}):\n    opt.step()\n    sched.step()\n"
    for name, steps in (("short", 5), ("long", 9)):
        text = "opt = torch.optim.SGD(params, lr=0.1)\n"
        text += "sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)\n"
        (folder / f"{name}.py").write_text(f"import torch\n{text}{loop.format(steps)}")
    steps, short, long = page("compare", "short.py", "long.py").rows()
    assert steps.tolist() == [*range(9)]
    assert [*np.isnan(short)] == [False] * 5 + [True] * 4
    np.testing.assert_allclose(long, 0.1 * 0.5**steps, rtol=1e-14)


def test_a_look_of_somebody_elses_has_one_face(page):
    shown = page("compare", "cosine", "exp", "--look", "ggplot")
    # matplotlib's ggplot.mplstyle: axes.facecolor E5E5E5; E24A33 and 348ABD lead its cycle
    for rule in ("--inside:#e5e5e5", "--c0:#e24a33", "--c1:#348abd"):
        assert rule in shown.all("style")[0]
    assert "prefers-color-scheme" not in shown.source.partition("</style>")[0]
    shown = page("compare", "cosine", "exp", "--look", "dark")
    assert ("html", "dark") in [(tag, attrs.get("data-theme")) for tag, attrs, _ in shown.elements]


@pytest.mark.parametrize(
    "options",
    [
        ["--log-y", "--ylim", "0:1"],
        ["--log-x", "--xlim", "-5:100"],
        ["--log-x", "--steps", "1"],
        ["--xlim", "50k:60k", "--steps", "5k"],
    ],
)
def test_what_a_picture_refuses_a_page_refuses(run, options):
    refused = [run("compare", "exp", *options, "-o", f"x.{form}") for form in ("png", "html")]
    assert refused[0].status == 2
    assert refused[0] == refused[1]


def test_a_page_says_what_it_cannot_show(run):
    done = run("compare", "exp", "--mathtext", "-o", "x.html")
    assert "mathtext: a page shows formulas as they are typed" in done.err
    words = [f"constant:learning_rate={n}" for n in range(101)]
    done = run("compare", *words, "-o", "x.html")
    assert (done.status, "101 curves are too many for a page" in done.err) == (2, True)


def test_a_page_without_a_rate_says_so(page):
    said = "No rate here can be drawn."
    assert page("compare", "expr: 10.0 ** (t + 400)", "--steps", "9").all("strong") == [said]
    assert page("compare", "cosine").all("strong") == []
