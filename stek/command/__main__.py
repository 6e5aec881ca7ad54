"""`python -m stek.command`, for where the `stek` script is not installed."""

import sys

from stek.command import main

if __name__ == "__main__":
    sys.exit(main())
