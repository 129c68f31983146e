"""What the press published: fetching, feeds, discovery, extraction. Steps, but for fetch."""
