"""The entry point of the ``ddtender`` command and of ``python -m ddtender``."""

from ddtender.cli import main

if __name__ == "__main__":
    main()
