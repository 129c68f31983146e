"""Settings from the environment and `.env`, outlets from feeds.yaml, municipalities from organisations/*.yaml.

Everything is read on request, never at import, and every fault of every file is reported at once
(`mediawatch.errors.ConfigError.problems`), each with its line and with what to write instead.
The only door to pydantic and yaml.
"""

from mediawatch.config.live import live_problems
from mediawatch.config.load import Config, load_config, load_everything
from mediawatch.config.settings import PREFIX, Settings, load_settings, setting_names

__all__ = [
    "PREFIX",
    "Config",
    "Settings",
    "live_problems",
    "load_config",
    "load_everything",
    "load_settings",
    "setting_names",
]
