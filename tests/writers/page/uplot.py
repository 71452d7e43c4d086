"""Renews the uPlot that pages are drawn by, from the npm registry: make uplot VERSION=1.6.32.

Without a version, compare what is here with what the registry has for the same version.
"""

import argparse
import base64
import hashlib
import io
import json
import sys
import tarfile
import urllib.request
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "lrplot" / "writers" / "page" / "uplot"
RECORD = FOLDER / "uplot.json"
FILES = {
    "uPlot.iife.min.js": "package/dist/uPlot.iife.min.js",
    "uPlot.min.css": "package/dist/uPlot.min.css",
    "LICENSE": "package/LICENSE",
}


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def package(version: str, integrity: str | None) -> tuple[str, dict[str, bytes]]:
    """Return the files of a version, having compared the archive with its hash."""
    said = json.loads(fetched(f"https://registry.npmjs.org/uplot/{version}"))["dist"]
    integrity = integrity or said["integrity"]
    archive = fetched(said["tarball"])
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != integrity:
        sys.exit(f"uplot {version}: the archive's hash is {found}, not {integrity}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        files = {name: members.extractfile(path).read() for name, path in FILES.items()}
    return integrity, files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?")
    version = parser.parse_args().version
    if not version:
        known = json.loads(RECORD.read_text())
        _, files = package(known["version"], known["integrity"])
        other = [name for name, data in files.items() if (FOLDER / name).read_bytes() != data]
        sys.exit(f"not as the registry has them: {', '.join(other)}" if other else 0)
    integrity, files = package(version, None)
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    record = {"version": version, "integrity": integrity, "files": hashes}
    RECORD.write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
