"""What is tried many times over: 300 cases of each in the ordinary suite, 10,000 with ``make soak``."""

import os

#: How many cases of a property are tried.
CASES = int(os.environ.get("SOAK_CASES", "300"))
#: The ordinary suite tries the same cases each time, so that a change is judged by what it changed;
#: new ones are looked for by ``make soak``.
SAME_CASES = CASES < 10_000
