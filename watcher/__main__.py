"""``python -m watcher``: the same as the command ``bidragsvakt``."""

import sys

from watcher.cli import main

sys.exit(main())
