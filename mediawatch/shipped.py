"""Files that come with the product: templates, the example feeds.yaml and organisations/."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_path(name: str) -> Path:
    """Where the shipped file or folder `name` lies: in the wheel inside the package, in a checkout beside it.

    Raises FileNotFoundError when it lies in neither place (a broken installation).
    """
    for folder in (_PACKAGE / "_shipped", _PACKAGE.parent):
        candidate = folder / name
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{name} is missing from the installation; install mediawatch again")
