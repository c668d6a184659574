"""`python -m ibtui` does what the command `ibtui` does."""

import sys

from ibtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
