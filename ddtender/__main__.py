"""The entry point of the ``ddtender`` command and of ``python -m ddtender``."""

import sys

try:
    from ddtender.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
