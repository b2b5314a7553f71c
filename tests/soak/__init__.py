"""What is tried many times over: 300 cases of each in the ordinary suite, 10,000 with ``make soak``."""

import os

#: How many cases of a property are tried.
CASES = int(os.environ.get("SOAK_CASES", "300"))
