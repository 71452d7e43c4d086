"""The command `lrplot schema`, which prints the JSON Schema of a plan."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema by which an editor completes and checks YAML plans.

    \b
        lrplot schema > lrplot.schema.json
    """
    import json

    from lrplot.readers.plan_schema import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
