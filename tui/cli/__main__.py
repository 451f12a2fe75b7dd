"""`python -m tui.cli`: how the reader starts its child processes."""

import sys

from tui.cli import main

sys.exit(main())
