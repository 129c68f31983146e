"""mediawatch: press monitoring and media relations for a municipality.

collect -> enrich -> measure -> relate -> report, on the floor of store. See docs/architecture.md.
"""

__version__ = "0.1.0"
