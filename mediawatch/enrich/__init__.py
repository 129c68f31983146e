"""What it says about us: names, tone, topics, copies. Steps only."""
