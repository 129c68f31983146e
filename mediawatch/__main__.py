"""`python -m mediawatch` is the command `mediawatch`."""

from mediawatch.cli import main

if __name__ == "__main__":
    main()
