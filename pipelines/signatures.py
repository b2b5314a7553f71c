"""Signatures: by which a table's layout is known again next month."""

import hashlib
import json
import re

from data.names import fold_name
from pipelines.harmonising import Names
from pipelines.reading.tables import Table
from pipelines.tidying.headings import key_columns

#: Dates as titles and sheet names write them; what else a number says tells one form from another (附件1).
_DATES = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)"
    r"|(?:19|20)\d{4}(?:\d\d)?(?!\d)"
    r"|(?:19|20)\d\d(?:年度?)?"
    r"|(?:\d{1,2}月?[-—–~至到])?\d{1,2}月份?(?:\d{1,2}日)?"
    r"|[1-4〇零一二三四五六七八九十]+(?:年度?|月份?|日|季度)"
)
#: What programs call a sheet that nobody has named.
_NO_NAME = re.compile(r"(?:sheet|table|工作表|表格?)?\d*")


def sign_table(table: Table, names: Names) -> str:
    """The signature of a table's layout, 32 hexadecimal digits.

    Its sheet's name, titles and headers in their order make it; months, places and what stands in the rows do not,
    nor how many months or places stand side by side.
    """
    captions = [_plain(text, names) for text in (table.sheet, *table.title)]
    headers = dict.fromkeys(_plain_header(key, names) for key in key_columns(table).values())
    layout = json.dumps([captions, list(headers)], ensure_ascii=False)
    return hashlib.sha256(layout.encode()).hexdigest()[:32]


def is_distinct(table: Table, names: Names) -> bool:
    """Whether a table can be known again without knowing whose it is: by a title or a sheet's name of its own."""
    captions = (_plain(text, names) for text in (table.sheet, *table.title))
    return any(caption and not _NO_NAME.fullmatch(caption) for caption in captions)


def _plain(text: str, names: Names) -> str:
    return _DATES.sub("", names.place_pattern.sub("", fold_name(text)))


def _plain_header(key: str, names: Names) -> str:
    """A header with a place for every place that stands alone in it."""
    return "/".join("〈地〉" if names.match_area(part).code else part for part in key.split("/"))
