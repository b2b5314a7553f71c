"""Text files in the encodings and with the delimiters that offices send."""

import csv
import io

from pipelines.demo.pages import Page, make_csv


def make_text(page: Page, encoding: str, delimiter: str = ",") -> bytes:
    """The sheet as text; ``utf-16`` begins with its mark."""
    lines = csv.reader(io.StringIO(make_csv(page, "utf-8-sig").decode("utf-8-sig"), newline=""))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    return buffer.getvalue().encode(encoding)
