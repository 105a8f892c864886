"""``python -m textmine`` is the command ``textmine``."""

from textmine.cli import main

if __name__ == "__main__":
    main()
