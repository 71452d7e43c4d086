"""The notebook of the documents is run in a real kernel, and shows what it says."""

import base64
import io
import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"


def executed():
    notebook = nbformat.read(DOCS / "lrplot.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are not kept"
    path = os.pathsep.join([str(DOCS.parent), os.environ.get("PYTHONPATH", "")])
    client = NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": DOCS}}
    )
    client.execute(env=os.environ | {"PYTHONPATH": path})
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_runs_and_shows_pictures():
    cells = executed()
    assert len(cells) == 7
    for cell in cells:
        # once each, and nothing on stderr
        (output,) = cell.outputs
        assert output.output_type == "execute_result"
        if "to_dataframe" in cell.source:
            assert "finetune" in output.data["text/html"]
            continue
        image = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
        assert image.width > output.metadata["image/png"]["width"] > 400
        assert "<svg" in output.data["image/svg+xml"]
