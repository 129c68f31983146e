"""Pages and pictures typeset: the only door to typst. Data reach the page as JSON, never as markup."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from mediawatch.shipped import shipped_path

_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg")\n'
_PIXELS_PER_INCH = 192.0
"""Twice the size it is shown at, for sharp screens."""


def pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str]) -> bytes:
    """A template under templates/ and its data to a PDF (tagged, so that a screen reader can follow). `pictures`: file
    name -> SVG that the template may show."""
    with tempfile.TemporaryDirectory(prefix="mediawatch-") as name:
        folder = Path(name)
        (folder / "page.typ").write_text((shipped_path("templates") / template).read_text("utf-8"), "utf-8")
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        for file, drawn in pictures.items():
            (folder / file).write_text(drawn, "utf-8")
        return bytes(typst.compile(str(folder / "page.typ"), root=name, format="pdf"))


def png(svg: str) -> bytes:
    """A drawing to a picture, for mail programs that show no SVG."""
    with tempfile.TemporaryDirectory(prefix="mediawatch-") as name:
        folder = Path(name)
        (folder / "picture.svg").write_text(svg, "utf-8")
        (folder / "page.typ").write_text(_PICTURE, "utf-8")
        return bytes(typst.compile(str(folder / "page.typ"), root=name, format="png", ppi=_PIXELS_PER_INCH))
