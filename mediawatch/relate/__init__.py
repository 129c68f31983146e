"""What we do about it: who speaks, what needs a decision. Steps only."""
