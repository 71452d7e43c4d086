"""The command `lrplot schema`, which prints the JSON Schema of a plan."""

from __future__ import annotations

import click

from lrplot.cli import say


@click.command("schema")
def command() -> None:
    """Print the JSON Schema by which an editor completes and checks YAML plans.

    \b
        lrplot schema > lrplot.schema.json
    """
    import json

    from lrplot.readers.plan_schema import schema

    say.out(json.dumps(schema(), separators=(",", ":"), ensure_ascii=False))
