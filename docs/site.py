"""Look through the built site: no link leads nowhere, and nothing is asked of another host.

`python docs/site.py build/site`. What a page loads is in it or beside it; only a link may lead out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

HERE = Path(__file__).parent

LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "link": "href"}
"""The attributes whose address a browser loads by itself."""


@dataclass
class Page(HTMLParser):
    """What a page links to, what it loads, and the names in it that a link may lead to."""

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a tag."""
        said = {name: value or "" for name, value in attrs}
        self.names |= {said[name] for name in ("id", "name") if name in said}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        # where the page itself stands, and its neighbours, are not loaded
        address = said.get(LOADED.get(tag, ""))
        if address and said.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(address)


def pages(root: Path) -> dict[Path, Page]:
    """Return every page of a site by its file."""
    found = {}
    for path in sorted(root.rglob("*.html")):
        found[path] = Page()
        found[path].feed(path.read_text(encoding="utf-8"))
    return found


def wrong(root: Path) -> Iterator[str]:
    """Yield what is wrong, a line each."""
    known = pages(root)
    for path, page in known.items():
        here = path.relative_to(root)
        for address in page.loaded:
            if urlsplit(address).netloc:
                yield f"{here}: {address} is loaded from another host"
        for address in [*page.links, *page.loaded]:
            parts = urlsplit(address)
            # a page for what is not found is shown at any depth: its links begin at the root
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            bare, name = urldefrag(address)
            target = (path.parent / unquote(urlsplit(bare).path)).resolve() if bare else path
            if not target.is_file():
                yield f"{here}: {address} leads nowhere"
            elif name and target in known and unquote(name) not in known[target].names:
                yield f"{here}: {address} leads to nothing on that page"
    for path in sorted(root.rglob("*.css")):
        for address in re.findall(
            r"url\(\s*[\"']?((?:https?:)?//[^)\"']+)|@import", path.read_text()
        ):
            yield f"{path.relative_to(root)}: {address or '@import'} is loaded from another host"


def main() -> int:
    """Say what is wrong, and whether anything is."""
    root = Path(sys.argv[1]).resolve()
    found = [*wrong(root)]
    print("\n".join(found) or f"{len(pages(root))} pages, each link leads somewhere")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
