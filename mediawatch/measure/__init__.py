"""How we are doing: targets and silent sources. Steps only."""
