"""What remains: the only door to the database."""
