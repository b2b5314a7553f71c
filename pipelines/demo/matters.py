"""The rectification ledger of the demo district: what was found, at whom, and what became of it.

Texts speak of work and units only; no person stands in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zlib import crc32

import numpy as np
from numpy.random import Generator

from data.areas import Area
from data.definitions import Catalogue
from data.periods import shift_month

#: How often a unit is told of an item, by month of the year; other sources get 0.08 throughout.
_SEASONS: dict[str, tuple[float, ...]] = {
    "书记点评": (0.35, 0.3, 0.06, 0.02, 0.02, 0.03, 0.06, 0.03, 0.02, 0.02, 0.03, 0.05),
    "市委检查": (0.02, 0.02, 0.12, 0.06, 0.16, 0.05, 0.03, 0.05, 0.16, 0.08, 0.05, 0.03),
    "主题教育": (0.04, 0.02, 0.03, 0.1, 0.15, 0.14, 0.09, 0.1, 0.16, 0.14, 0.1, 0.05),
    "自查": (0.06, 0.06, 0.1, 0.1, 0.09, 0.12, 0.09, 0.07, 0.1, 0.1, 0.12, 0.09),
    "防风险守底线": (0.04, 0.05, 0.1, 0.08, 0.08, 0.12, 0.06, 0.06, 0.08, 0.1, 0.12, 0.05),
}

#: What was found and what was promised.
_TEXTS: tuple[tuple[str, str], ...] = (
    ("部分党支部“三会一课”记录不规范，会议内容过于简单", "逐支部核查记录本，统一模板，按月抽查"),
    ("党员活动室面积不足，与办公用房混用", "调剂闲置用房，完成功能区改造并挂牌使用"),
    ("个别村集体经济收入来源单一，增收项目进展缓慢", "一村一策制定增收计划，按季度调度项目进度"),
    ("流动党员台账更新不及时，联系方式有缺项", "开展一次集中摸排，建立按季更新机制"),
    ("主题党日形式单一，与中心工作结合不紧", "编制年度主题党日计划，报党建办备案后实施"),
    ("村级小微权力清单公示不完整", "补齐公示内容，纳入村务监督委员会例行检查"),
    ("党员发展档案个别材料缺失、日期前后不一", "对近三年发展党员档案逐份审查，限期补正"),
    ("理论学习中心组学习研讨发言准备不充分", "提前印发研讨提纲，学习后一周内报送情况"),
    ("驻村工作队考勤制度执行不严", "修订考勤办法，每月随机抽查并通报"),
    ("产业帮扶项目验收资料归档滞后", "明确归档清单与时限，专人核对后入档"),
    ("村（社区）后备力量储备不足，年龄结构偏大", "从返乡青年、退役军人中培养储备，动态调整"),
    ("群众反映的饮水管网维修问题办理时间过长", "建立限时办结清单，办结后回访"),
    ("惠农补贴发放公示时间不足规定天数", "重新公示并延长期限，规范发放流程"),
    ("村级“三资”管理台账登记不全，合同续签不及时", "全面清查合同，录入监管平台并按月核对"),
    ("便民服务中心窗口一次性告知落实不到位", "统一印制告知单，开展窗口业务培训"),
    ("意识形态工作责任清单未细化到支部", "细化清单并签订到支部，纳入半年检查"),
    ("安全生产隐患排查记录缺少复查结果", "补录复查情况，实行排查、整改、复查闭环登记"),
    ("信访积案化解进度慢，包案措施不具体", "逐案制定化解方案，每半月调度一次"),
    ("公务接待审批单填写不完整", "组织财务人员学习制度，退回补正并抽查"),
    ("村级工程招投标资料留存不全", "对在建项目补齐资料，新建项目实行资料同步归档"),
    ("党建示范点后续管护投入不足，展陈内容陈旧", "更新展陈，落实管护经费与管护单位"),
    ("软弱涣散村整顿措施针对性不强", "重新研判症结，调整整顿方案并报组织部审核"),
    ("网格划分不合理，部分小区党组织覆盖有空白", "重新划分网格，同步建立党小组"),
    ("防汛值班值守制度落实不到位", "完善值班表与交接记录，开展不打招呼检查"),
    ("干部日常谈心谈话记录不完整", "建立谈心谈话台账，按季度检查"),
    ("政治巡察反馈问题整改佐证材料不充分", "对照问题清单逐条补充佐证，报巡察办复核"),
    ("会议多、文件多，基层报表重复填报", "清理合并报表，建立报送事项准入清单"),
    ("教育培训计划执行率偏低，部分班次延期", "调整年度计划，落实师资与场地，按月通报进度"),
)
_SCENES = ("", "抽查发现，", "座谈中了解到，", "资料核查发现，", "实地走访发现，")


@dataclass(frozen=True, slots=True)
class Matter:
    """One item of the ledger with its whole course; dates after a given day are not yet known then."""

    number: str
    source: str
    summary: str
    measures: str
    area: str
    found_on: date
    due_on: date
    done_on: date | None
    closed_on: date | None
    reviewed_on: date | None
    review: str


def make_matters(seed: int, catalogue: Catalogue, areas: Sequence[Area], months: Sequence[int]) -> tuple[Matter, ...]:
    """Every item found in the months given, in order of finding, numbered within its year."""
    counted = {metric.ledger.source: metric for metric in catalogue.metrics if metric.ledger and metric.ledger.source}
    drawn: list[Matter] = []
    for source, metric in counted.items():
        random = np.random.default_rng([seed, crc32(source.encode())])
        season = _SEASONS.get(source, (0.08,) * 12)
        for month in months:
            for area in areas:
                if area.asked_for(metric) and area.valid_in(month):
                    count = int(random.poisson(1.7 * season[month % 100 - 1]))
                    drawn += [_make_matter(random, source, area.code, month) for _ in range(count)]
    drawn.sort(key=lambda matter: (matter.found_on, matter.source, matter.area, matter.summary))
    numbered: list[Matter] = []
    counts: dict[int, int] = {}
    for matter in drawn:
        year = matter.found_on.year
        counts[year] = counts.get(year, 0) + 1
        numbered.append(replace(matter, number=f"ZG-{year}-{counts[year]:03d}"))
    return tuple(numbered)


def _make_matter(random: Generator, source: str, area: str, month: int) -> Matter:
    first = date(month // 100, month % 100, 1)
    following = shift_month(month, 1)
    days = (date(following // 100, following % 100, 1) - first).days
    found = first + timedelta(days=int(random.integers(days)))
    due = found + timedelta(days=int(random.choice((30, 45, 60, 90, 120), p=(0.2, 0.2, 0.3, 0.2, 0.1))))
    span = (due - found).days
    # Three in four are done in time, most of them near the limit; the rest late, a few very late.
    share = random.uniform(0.45, 1.0) if random.random() < 0.75 else 1 + random.exponential(1.2)
    done = found + timedelta(days=max(3, round(span * share)))
    closed = done + timedelta(days=int(random.integers(7, 45)))
    reviewed = closed + timedelta(days=int(random.integers(60, 150))) if random.random() < 0.45 else None
    relapsed = random.random() < 0.07
    summary, measures = _TEXTS[int(random.integers(len(_TEXTS)))]
    return Matter(
        number="",
        source=source,
        summary=_SCENES[int(random.integers(len(_SCENES)))] + summary,
        measures=measures,
        area=area,
        found_on=found,
        due_on=due,
        done_on=done,
        closed_on=closed,
        reviewed_on=reviewed,
        review="" if reviewed is None else "有反弹，已重新交办" if relapsed else "整改到位，未反弹",
    )
