"""How large a page is, and how soon its chart is there: prints a Markdown table.

    python benchmarks/page.py [--runs 11]

The figure at the top of the README in one Chromium, a window for each load: from the start of
the navigation to the frame after the chart's. Where plotly is installed, the same curves in a
page of its own stand beside it. Wants selenium, and Chromium with its driver.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from selenium import webdriver

import lrplot

WORDS = ["cosine", "exp", "piecewise", "warmup"]
HEARD = """
new MutationObserver((_, heard) => {
  if (!document.querySelector(".u-over, .plotly .main-svg")) return;
  heard.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""


def pages(folder: Path) -> dict[str, Path]:
    """Write the pages; return them by what made them."""
    made = {"lrplot": folder / "lrplot.html"}
    lrplot.write(lrplot.plan(WORDS), made["lrplot"])
    try:
        from plotly import graph_objects
    except ImportError:
        return made
    figure = graph_objects.Figure()
    for word in WORDS:
        curve = lrplot.sample(word, lrplot.read(word).schedule(), lrplot.Range(0, 40_000))
        figure.add_scatter(x=curve.steps, y=curve.rates, name=word)
    made["plotly"] = folder / "plotly.html"
    figure.write_html(made["plotly"])
    return made


def loaded(page: Path) -> float:
    """Return the milliseconds until a page's chart is drawn, in a Chromium of its own."""
    options = webdriver.ChromeOptions()
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "window-size=1280,900"):
        options.add_argument(f"--{flag}")
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HEARD})
        # the first page of a browser waits for the browser
        browser.get("data:text/html,<p>warm")
        browser.get(page.as_uri())
        script = (
            "const look = () => window.drawn ? arguments[0](drawn) : setTimeout(look, 5); look()"
        )
        return float(browser.execute_async_script(script))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure pages.")
    parser.add_argument("--runs", type=int, default=11, help="loads of each page (11)")
    runs = parser.parse_args().runs
    print("| page | kB | ms until drawn, median | least | most |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        made = pages(Path(folder))
        times = {name: [loaded(page)] for name, page in made.items()}
        for _ in range(runs - 1):
            for name, page in made.items():
                times[name].append(loaded(page))
        for name, page in made.items():
            found = times[name]
            size = page.stat().st_size / 1000
            middle = statistics.median(found)
            print(f"| {name} | {size:.0f} | {middle:.0f} | {min(found):.0f} | {max(found):.0f} |")


if __name__ == "__main__":
    main()
