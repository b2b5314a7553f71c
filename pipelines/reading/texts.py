"""Texts of headers, names and labels: spaces, enumerators, units, and "key: value" labels."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.reading.grid import Raw
from pipelines.reading.values import INVISIBLE, MANY_TEXTS, show

_UNIT_WORDS = """
人 名 人次 户 户次 个 次 场 场次 期 件 起 份 篇 项 条 例 家 处 座 支 对 村 元 万元 亿元 % ％ ‰ 公里 千米 米 亩 平方米
平方公里 吨 公斤 台 辆 套 天 岁 年 分 位 批 批次 轮 轮次 篇次 件次 万元/年 元/人 百分点 个百分点 万人 万人次 万户 万亩
公顷 立方米 万平方米 万吨 千克 千瓦 千瓦时 册 本 盏 口 只 头 株 小时 学时 课时 间 所 部 块 幅 笔 宗 张 车次 倍 美元
万美元 亿美元 斤 升 艘 架 门 箱 标准箱 吨公里 人公里 吨标准煤
"""
#: Words that are units by themselves, as a 单位 column or a header's brackets hold them.
UNITS = frozenset(_UNIT_WORDS.split())
_MULTIPLE = re.compile("(?:[十百千]?万|[百千万]?亿|千)(?=.)")

_SPACES = re.compile(rf"[{INVISIBLE}]+|(?<![A-Za-z0-9.,])\s+|\s+(?![A-Za-z0-9])|\s{{2,}}")
_BRACKETED = re.compile(r"^(.*?)[（(【［\[]([^（）()【】［］\[\]]+)[）)】］\]]$")
_ENUMERATOR = re.compile(
    r"^(?:[（(](?:[一二三四五六七八九十]+|\d{1,3})[）)]|第?[一二三四五六七八九十]+[、.．]|\d{1,3}[、.．](?!\d)|[①-⑳])"
)
_SECTION_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?$")
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])")
#: Yearbooks write # for 其中.
_PART = re.compile(r"^(?:其中(?:[:：]|(?=.))|[#＃](?=[\u4e00-\u9fff]))")
#: What office programs write before the name of a field that they sum up, count, average.
_SUMMARY = re.compile(r"^(?:求和|计数|平均值|最大值|最小值|乘积|数值计数)项[:：]")
_SUMMED = re.compile(r"^求和项[:：]")
_FOOTNOTE = re.compile(r"(?:[\[［]\d{1,2}[\]］]|[*＊①-⑳¹²³]+|[（(]注\d{0,2}[）)])$")
_CLASSIFIED = re.compile(
    r"按.{1,20}分组?|主要(?:行业|产品|商品|品种|城市|地区).{0,6}|分(?:三大|主要|大)?(?:产业|行业|门类|地区|区域|类别|类型|城乡|领域|规模|项目|性别|年龄|产品|构成"
    r"|用途|来源|渠道|层级|级别|职务|学历|民族|岗位|控股情况|隶属关系|所有制|经济类型|(?:登记)?注册类型)"
)
_TOTAL = re.compile(
    r"^(?:总|本页|第?[一二三四1-4]季度|(?:本年|当年)?(?:收入|支出)|全[国省市区县镇乡街村]"
    r"|(?:(?!的)[\u4e00-\u9fff]){1,6}(?:[省市区县镇乡村]|街道|社区)|(?:(?!的)[\u4e00-\u9fff（）]){1,8}(?=小计))?"
    r"(?:合计|小计|总计|共计)(?:[（(][^（）()]*[）)])?[:：]?$"
)
#: A day, or the place to write one.
_DAY = re.compile(r"(?:(?:19|20)\d\d)?年(?:\d{1,2})?月(?:\d{1,2})?日")
#: What printed forms draw to write on: 填报单位：____甲镇____.
_DRAWN = " _＿\u3000\t\r\n\xa0"
#: A day or a month that stands a wide gap behind a label's value: 填报单位：甲镇        2025年7月3日.
_DAY_BESIDE = re.compile(r"(?:\s{2,}|\u3000)\s*(?=(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?$)")
_MARK = re.compile("[①-⑳]")
_REMARK = re.compile(
    rf"^(?:{_DAY.pattern}$|.*[（(](?:盖章|公章)[）)]$|[（(].{{5,}}[）)]$|[*＊★▲※]|(?:数据|资料)来源|\[\d\]|(?:本表|以上|上述|本次)|.*[。；;]$)"
)
_NOTE = re.compile(r"^(?:(?:注释?|附注|备注|说明|填表说明|填报说明)(?:[:：]|$|\d|[（(]\d)|※|\*+注|[（(]注[:：])")
_KEY = re.compile(r"(?:^|[\s\u3000；;，,]+)([^\s:：；;，,]*[\u4e00-\u9fff][^\s:：；;，,]{0,14})\s*[:：]")
_STAMP = re.compile(r"[（(](?:盖章|公章|签章|签字|签名|章)[）)]")
_KEY_GAPS = re.compile(
    r"(?<![^\s:：])([\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff])*[ \u3000]*[:：])"
)


@lru_cache(maxsize=MANY_TEXTS, typed=True)
def clean(raw: Raw) -> str:
    """The text without the spaces and line breaks that only lay it out: 地 区 is 地区."""
    return _SPACES.sub("", show(raw)) if isinstance(raw, str) else show(raw)


@lru_cache(maxsize=MANY_TEXTS)
def split_unit(text: str) -> tuple[str, str]:
    """A cleaned name and its unit: 党员（人） is (党员, 人); brackets that hold no unit stay."""
    match = _BRACKETED.match(strip_mark(text))
    if match and is_unit(match[2]):
        return match[1], match[2].removeprefix("单位:").removeprefix("单位：")
    return text, ""


@lru_cache(maxsize=MANY_TEXTS)
def is_unit(text: str) -> bool:
    if text.startswith(("单位:", "单位：")):
        return True
    counted = text.split("/")[0]
    return counted in UNITS or _MULTIPLE.sub("", counted, count=1) in UNITS


@lru_cache(maxsize=MANY_TEXTS)
def bare_name(text: str) -> str:
    """The name alone: no enumerator (一、 1.), no 其中：, no 求和项:, no footnote mark, no unit."""
    name = _SUMMED.sub("", _ENUMERATOR.sub("", strip_mark(text)))
    name = _ENUMERATOR.sub("", _PART.sub("", name)) or name
    return strip_mark(split_unit(name)[0]) or text


@lru_cache(maxsize=MANY_TEXTS)
def strip_mark(text: str) -> str:
    """A name without the mark that refers to a note: [2], *, ①, （注1）."""
    return _FOOTNOTE.sub("", text)


def is_part(text: str) -> bool:
    return text.startswith("其中") or _PART.match(text) is not None


def is_total(text: str) -> bool:
    """合计, 小计 and the like as the whole name; 资产总计 is a name of its own."""
    return _TOTAL.match(text) is not None


def is_remark(text: str) -> bool:
    """Whether a text below a table speaks about it: 数据来源：…, *截至月末, a sentence with its full stop."""
    return _REMARK.match(text) is not None


def is_summary(text: str) -> bool:
    """Whether a text names a field that an office program sums up, counts or averages: 求和项:培训人次."""
    return _SUMMARY.match(text) is not None


def is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """Whether a character refers to a note: ①."""
    return _MARK.fullmatch(text) is not None


def is_subtotal(text: str) -> bool:
    """Whether a total counts only a part of the rows: 小计, 吕田镇小计, 本页合计, 一季度合计."""
    return any(word in text for word in ("小计", "本页", "季度"))


def is_note(text: str) -> bool:
    return _NOTE.match(text) is not None


def is_section_number(text: str) -> bool:
    return _SECTION_NUMBER.match(text) is not None


def rank_section(text: str) -> int:
    """How deep a section's heading stands: 一、 or any other above （一）, these above 按类别分."""
    if _CLASSIFIED.fullmatch(text.rstrip(":：")):
        return 2
    return 1 if text[:1] in "（(" else 0


def names_section(text: str) -> bool:
    """Whether the text by itself heads the rows below: 一、基础数据, 按类别分, 按输出地分:, 分行业."""
    return _SECTION.match(text) is not None or _CLASSIFIED.fullmatch(text.rstrip(":：")) is not None


def number_style(text: str) -> str:
    """How a name is numbered, whatever the number: 二、 as 一、, （三） as （一）, 4. as 1.; "" where it is not."""
    found = _ENUMERATOR.match(text)
    if found is None:
        return ""
    return re.sub(r"\d+", "1", re.sub("[一二三四五六七八九十]+", "一", re.sub("[①-⑳]", "①", found[0])))


@lru_cache(maxsize=MANY_TEXTS)
def read_labels(text: str) -> Mapping[str, str]:
    """The "key: value" pairs of one cell: 填报单位：甲镇　　填报时间：2025年6月."""
    text = _KEY_GAPS.sub(r"\1", show(text))
    plain = clean(text)
    if is_note(plain) or is_part(plain) or names_section(plain):
        return {}
    keys = list(_KEY.finditer(text))
    if not keys or keys[0].start() > 0 or _opens_late(keys[0][1]):
        return {}
    ends = [key.start() for key in keys[1:]] + [len(text)]
    labels: dict[str, str] = {}
    for key, end in zip(keys, ends, strict=True):
        value, *day = _DAY_BESIDE.split(text[key.end() : end].strip(_DRAWN), maxsplit=1)
        labels[_name_key(key[1])] = strip_stamp(value.rstrip("）)") if key[1][0] in "（(" else value)
        if day:
            labels.setdefault("填报时间", day[0])
    return labels


def _opens_late(key: str) -> bool:
    """Whether a bracket opens behind a title's words: 统计表（单位：万元）."""
    return key[0] not in "（(" and len(re.findall("[（(]", key)) > len(re.findall("[）)]", key))


def _name_key(text: str) -> str:
    return clean(strip_stamp(text)).lstrip("（(")


def strip_stamp(text: str) -> str:
    """A label without the place for a stamp or a signature: 填报单位（盖章）."""
    return _STAMP.sub("", text)
