"""In what sense a column holds a figure: the month's own, the year to date, the end of the month, or another's."""

import re
from functools import lru_cache
from typing import Literal

from data.definitions import Basis

#: "" where a header does not say; ``other`` is last year's figure, a change, a plan, a rank: not this month's.
Sense = Literal["", "month", "ytd", "end", "other"]

_AMOUNT = "(?:发生)?(?:数量?|值|额|情况|人数|次数)?"
_SENSES: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    ("month", re.compile(f"(?:本|当)(?:月|期)(?:新增|实际|完成)?{_AMOUNT}")),
    (
        "ytd",
        re.compile(
            f"(?:(?:本年度?|今年|年度|年内|当年)?累计(?:完成|实际)?|今年以来|年初至今|(?:自|从)?年初(?:至本月)?累计"
            f"|1月?[—–~至到-](?:1[0-2]|[2-9]|本)月(?:止)?(?:累计)?|本[年月]止累计){_AMOUNT}"
        ),
    ),
    ("end", re.compile(f"(?:(?:本|当)?(?:月|期|季|年)末(?:存量)?|现有|末|底){_AMOUNT}")),
    (
        "other",
        re.compile(
            f"[期年月季]初(?:存量)?{_AMOUNT}|(?:上|去)(?:年度?|月|期|季度?)(?:同期|同月|末|实际|完成)?(?:累计)?{_AMOUNT}"
            "|(?:(?:同比|环比|[比较]上[年月期](?:同期|同月)?)(?:增长|增减|增幅|变化)?|增长|增减|增幅|增速)(?:率|数|量|额)?(?:[（(]?[±%％]+[）)]?)?"
            "|(?:全[省市区县镇乡]|总)?平均(?:数|值|水平)?|[月人户村]均(?:数|值)?|占比|比重|完成率"
            "|(?:[上本去][年月期次])?(?:排名|名次|位次|排位)(?:升降|变化)?|升降|进退位?|进位|退位"
            "|(?:年度|全年|本年|当年|下[年月期]|下一?(?:季度|步|阶段))?(?:工作)?(?:目标|计划|任务|打算)(?:数|值|任务)?"
        ),
    ),
)
#: Titles of tables whose figures stand for something else than what happened in the month: plans, changes, shares, last
#: year's, a week's, examples.
_OTHER_TITLE = re.compile(
    r"[上去]年同[期月]|增减|增幅|增速|增长(?:率|情况|幅度|额|量)|完成率|占比|比重|比例|平均|[月人户村]均|预计|预测|预报"
    r"|下[月年一]|(?:目标|计划)(?:任务)?(?:分解|分配|下达|安排)?(?:数|值)?(?:一览|汇总)?表?(?:$|[（(])"
    r"|任务(?:分解|分配|下达)|[上中下]旬|[旬周日]报|第[\d一二三四五六七八九十]+周|示例|样例|模拟|试填|作废"
)
_FITTING: dict[Basis, frozenset[Sense]] = {
    "flow": frozenset({"", "month"}),
    "cumulative": frozenset({"", "ytd"}),
    # 党建示范点 are counted to date: a year's running total is their stock.
    "stock": frozenset({"", "month", "ytd", "end"}),
    "ledger": frozenset({"", "month", "ytd", "end"}),
}
SENSE_ZH: dict[Sense, str] = {"month": "本月数", "ytd": "累计数", "end": "期末数", "other": "别的数"}


@lru_cache(maxsize=4096)
def read_sense(text: str) -> Sense:
    """The sense that a part of a header names and nothing else: 本年累计, 上年同期数; "" for any other text."""
    plain = "".join(text.split())
    return next((sense for sense, pattern in _SENSES if pattern.fullmatch(plain)), "")


def names_other(title: str) -> bool:
    """Whether a title or a sheet's name says that the figures below are plans, changes, shares or last year's."""
    return read_sense(title) == "other" or _OTHER_TITLE.search("".join(title.split())) is not None


def fits(basis: Basis, sense: Sense) -> bool:
    """Whether a figure in this sense is what a metric of the basis asks for."""
    return sense in _FITTING[basis]
