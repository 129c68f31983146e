"""Who gets to know: the digest, as mail and in the terminal."""
