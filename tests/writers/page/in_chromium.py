"""The page in a real Chromium, which not everybody has: make page."""

import functools
import http.server
import json
import math
import os
import shutil
import threading
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from lrplot.cli import main

AXE = Path(os.environ["AXE"]).read_text(encoding="utf-8")
WIDE, NARROW = (1280, 900), (400, 800)


class Browser:
    """A Chromium, and what one does in it with a page."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
            options.add_argument(f"--{flag}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
        service = webdriver.ChromeService(shutil.which("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)
        self.do = self.driver.execute_cdp_cmd
        self.ask = self.driver.execute_script

    def show(self, url, size=WIDE, scheme="light"):
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.do("Emulation.setDeviceMetricsOverride", metrics)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.do("Emulation.setEmulatedMedia", {"features": [feature]})
        self.driver.get(url)
        self.wait("document.querySelector('.u-over')")

    def wait(self, condition):
        script = "const done = arguments[0]; const look = () => "
        script += f"({condition}) ? done() : setTimeout(look, 10); look()"
        self.driver.execute_async_script(script)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector).text

    def names(self):
        """Return the labels of the curves that are shown."""
        found = self.driver.find_elements(By.CLASS_NAME, "name")
        return [each.text for each in found if each.is_displayed()]

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def places(self, *parts):
        """Return places in the chart, given as parts of its width, from its middle."""
        over = self.find(".u-over")
        return over, [round((part - 0.5) * over.size["width"]) for part in parts]

    def hover(self, part):
        over, (right,) = self.places(part)
        ActionChains(self.driver).move_to_element_with_offset(over, right, 0).perform()

    def drag(self, start, end, key=None):
        over, (left, right) = self.places(start, end)
        moves = ActionChains(self.driver).move_to_element_with_offset(over, left, 0)
        moves = moves.key_down(key) if key else moves
        moves = moves.click_and_hold().move_by_offset(right - left, 0).release()
        (moves.key_up(key) if key else moves).perform()

    def seen(self):
        return self.ask("return [chart.scales.x.min, chart.scales.x.max]")

    def findings(self):
        self.ask(AXE)
        script = "const done = arguments[0]; axe.run().then(found => done(found.violations))"
        return [
            (one["id"], [node["html"] for node in one["nodes"]])
            for one in self.driver.execute_async_script(script)
        ]

    def severe(self):
        """Return what was logged since this was asked last; a policy that is broken is among it."""
        return [line["message"] for line in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def browser():
    made = Browser()
    yield made
    made.driver.quit()


@pytest.fixture
def page(tmp_path, browser):
    def page(*args, **how):
        path = tmp_path / "plot.html"
        with pytest.raises(SystemExit) as stopped:
            main([*args, "-o", str(path)])
        assert not stopped.value.code
        browser.show(path.as_uri(), **how)
        return browser

    yield page
    assert browser.severe() == []


COSINE = "keras.CosineDecay(0.5, 1000)"


def cosine(step):
    return 0.5 * (1 + math.cos(math.pi * min(step, 1000) / 1000)) / 2


def rate(number):
    """Return a number with the six digits that the page shows."""
    return float(f"{float(number):.6g}")


def test_hovering_shows_the_step_and_every_rate(page):
    shown = page("compare", COSINE, "constant:learning_rate=0.25", "--steps-per-epoch", "100")
    shown.hover(0.37)
    lines = shown.text("#tip").splitlines()
    step = int(lines[0].split(",")[0].removeprefix("step "))
    assert lines[0] == f"step {step}, epoch {step / 100:g}"
    last = shown.ask("return steps.at(-1)")
    assert step == pytest.approx(0.37 * last, abs=0.02 * last)
    assert rate(lines[1].split()[-1]) == rate(cosine(step))
    assert lines[2].split()[-1] == "0.25"
    assert [rate(each.text) for each in shown.driver.find_elements(By.CLASS_NAME, "rate")] == [
        rate(cosine(step)),
        0.25,
    ]


def test_dragging_zooms_and_pans_and_a_double_click_resets(page):
    shown = page("compare", COSINE)
    whole = shown.seen()
    shown.drag(0.25, 0.5)
    low, high = shown.seen()
    assert [low, high] == pytest.approx([300, 600], abs=12)
    shown.drag(0.75, 0.25, Keys.SHIFT)
    assert shown.seen() == pytest.approx([low + 150, high + 150], abs=12)
    ActionChains(shown.driver).double_click(shown.find(".u-over")).perform()
    assert shown.seen() == whole
    for name in ("in", "right"):
        shown.find(f"#{name}").click()
    low, high = shown.seen()
    assert high - low == pytest.approx((whole[1] - whole[0]) / 2)
    shown.find("#reset").click()
    assert shown.seen() == whole


def test_keys_do_what_the_mouse_does(page):
    shown = page("compare", COSINE, "--steps", "1001")
    shown.find("#theme").click()
    shown.press(Keys.TAB)
    assert shown.ask("return document.activeElement.id") == "chart"
    assert shown.ask("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    shown.press(Keys.END)
    assert shown.text("#at") == "step 1,000"
    shown.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    assert shown.text("#at") == "step 2"
    spoken = shown.find("#spoken").get_attribute("textContent")
    label, said = spoken.removeprefix("step 2; ").split()
    assert (label, rate(said)) == ("CosineDecay", rate(cosine(2)))
    whole = shown.seen()
    shown.press("+")
    low, high = shown.seen()
    assert low <= 2 <= high < 600
    shown.press(Keys.PAGE_DOWN)
    assert 40 < int(shown.text("#at").removeprefix("step ")) < 70
    held = ActionChains(shown.driver).key_down(Keys.SHIFT)
    held.send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
    assert shown.seen()[0] > low
    shown.press("0")
    assert shown.seen() == whole
    shown.press(Keys.ESCAPE)
    assert not shown.find("#tip").is_displayed()
    assert shown.text("#at") == ""


def test_a_sweep_shows_one_value_at_a_time(page):
    shown = page("noam", *[f"--d-model={n}" for n in (256, 64, 128)], "--warmup-steps", "100")
    assert shown.names() == ["d_model=256", "d_model=64", "d_model=128"]
    slider = shown.find("#value-0")
    slider.send_keys(Keys.ARROW_RIGHT)
    assert shown.names() == ["d_model=128"]
    assert slider.get_attribute("ariaValueText") == shown.text("#said-0") == "128"
    slider.send_keys(Keys.END)
    assert shown.names() == ["d_model=256"]
    shown.hover(0.5)
    assert "d_model=64" not in shown.text("#tip")
    shown.find("#all-0").click()
    assert len(shown.names()) == 3


def test_a_curve_beside_a_sweep_stays(page):
    shown = page("noam", "--d-model=128", "--d-model=64", "cosine")
    assert shown.names() == ["noam d_model=128", "noam d_model=64", "cosine"]
    shown.find("#value-0").send_keys(Keys.END)
    assert shown.names() == ["noam d_model=128", "cosine"]


def test_equal_curves_of_a_sweep_are_there_for_each_of_their_values(page):
    sweep = ["--decay-rate=1", "--decay-rate=0.9", "--staircase", "--no-staircase"]
    shown = page("exp", *sweep)
    assert len(shown.names()) == 3
    shown.find("#value-0").send_keys(Keys.END)
    (both,) = shown.names()
    assert both.endswith("(equal)")
    for last in (Keys.END, Keys.HOME):
        shown.find("#value-1").send_keys(last)
        assert shown.names() == [both]


def test_curves_are_hidden_and_words_copied(page):
    shown = page("compare", COSINE, "exp")
    shown.find("#legend input").click()
    shown.hover(0.5)
    assert [line.split()[0] for line in shown.text("#tip").splitlines()] == ["step", "exp"]
    shown.do("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
    shown.find("#legend .copy").click()
    shown.wait("document.querySelector('#spoken').textContent.startsWith('copied')")
    copied = shown.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    call = "tf.keras.optimizers.schedules.CosineDecay"
    assert copied == f"{call}(initial_learning_rate=0.5, decay_steps=1000)"


def test_axes_are_logarithmic_when_asked(page):
    shown = page("compare", COSINE, "--log-y")
    assert shown.ask("return [chart.scales.x.distr, chart.scales.y.distr]") == [1, 3]
    shown.find("#log-x").click()
    shown.find("#log-y").click()
    assert shown.ask("return [chart.scales.x.distr, chart.scales.y.distr]") == [3, 1]
    assert shown.seen()[0] == 1
    shown.find("#chart").send_keys(Keys.HOME)
    assert shown.text("#at") == "step 1"


def test_the_page_is_as_light_or_dark_as_the_reader_wishes(page):
    background = "return getComputedStyle(document.body).backgroundColor"
    assert page("compare", COSINE).ask(background) == "rgb(255, 255, 255)"
    shown = page("compare", COSINE, scheme="dark")
    dark = shown.ask(background)
    assert dark == "rgb(22, 24, 29)"
    assert page("compare", COSINE, "--look", "dark").ask(background) == dark
    shown.find("#theme").click()
    assert shown.ask(background) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(page, size, scheme):
    args = ["--warmup-steps=100", "--d-model=64", "--d-model=128", "--steps-per-epoch=50"]
    shown = page("noam", *args, "--x=epochs", size=size, scheme=scheme)
    assert shown.findings() == []
    shown.find("#log-y").click()
    shown.find("#chart").send_keys(Keys.END)
    assert shown.findings() == []
    # nothing is wider than the window
    assert shown.ask("return document.documentElement.scrollWidth") <= size[0]


def test_nothing_else_is_asked_of_any_network(page, browser, tmp_path):
    page("compare", COSINE, "exp")
    asked = []

    class Heard(http.server.SimpleHTTPRequestHandler):
        def log_request(self, *about):
            asked.append(self.path)

    served = functools.partial(Heard, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser.driver.get_log("performance")
        browser.show(f"http://127.0.0.1:{server.server_address[1]}/plot.html")
        browser.hover(0.5)
        server.shutdown()
    events = [
        json.loads(line["message"])["message"] for line in browser.driver.get_log("performance")
    ]
    wanted = [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert asked == ["/plot.html"]
    assert [url.rpartition("/")[2] for url in wanted] == ["plot.html"]


def test_panels_move_together(page):
    sgd = "torch.optim.SGD(params, lr=0.1, momentum=0.9)"
    shown = page("compare", f"OneCycleLR({sgd}, 0.1, total_steps=1000)", "--also", "momentum")
    lefts = "[...document.querySelectorAll('.u-over')].map((over) => over.offsetLeft)"
    for size in ((1200, 900), (900, 800), NARROW, WIDE):
        shown.show(shown.driver.current_url, size)
        shown.wait(f"new Set({lefts}).size == 1")
    momentum = shown.driver.find_elements(By.CLASS_NAME, "u-over")[1]
    ActionChains(shown.driver).move_to_element(momentum).perform()
    lines = shown.text("#tip").splitlines()
    assert lines[1] == "rate momentum"
    step = int(lines[0].removeprefix("step "))
    # torch's: from 0.85 after 30 % of the steps to 0.95 at the last, along a cosine
    part = (step - 299) / (999 - 299)
    expected = 0.95 + (0.85 - 0.95) / 2 * (1 + math.cos(math.pi * part))
    assert rate(lines[2].split()[-1]) == rate(expected)
    shown.drag(0.25, 0.5)
    ends = "return charts.map((each) => [each.scales.x.min, each.scales.x.max])"
    one, other = shown.ask(ends)
    assert one == other == pytest.approx([250, 500], abs=12)


def test_many_curves_and_steps_are_drawn_too(page):
    widths = [f"--d-model={16 * n}" for n in range(1, 41)]
    shown = page("noam", *widths, "--steps", "1T")
    shown.hover(0.5)
    assert "and 28 more, below the chart" in shown.text("#tip")
