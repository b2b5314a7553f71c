"""What is declared in TOML: read into frozen models; faults are collected, in Chinese, not raised.

A fault is one line: ``file › key：what is wrong``.
"""

import tomllib
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


class Declared(BaseModel):
    """Frozen, and a key nobody knows is a fault rather than silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy without what was derived from the original (its cached properties), which may say otherwise."""
        copied = super().model_copy(update=update, deep=deep)
        for name in vars(copied).keys() - type(copied).model_fields.keys():
            del vars(copied)[name]
        return copied


Model = TypeVar("Model", bound=Declared)

_TYPE_ZH = {
    "string_type": "应为文字，写在引号里",
    "tuple_type": "应为列表，如 [ … ]",
    "model_type": "应为一个表，如 { 键 = 值 }",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数",
    "float_parsing": "应为数",
    "finite_number": "应为有限的数",
    "date_type": "应为日期，如 2025-06-30，不加引号",
    "date_from_datetime_parsing": "应为日期，如 2025-06-30，不加引号",
    "date_from_datetime_inexact": "应为日期，不带时刻",
}


def parse_toml(content: bytes, file: str, faults: list[str]) -> dict[str, Any] | None:
    """The tables of a file, or ``None`` and a fault. The mark that Windows Notepad puts first is no fault."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file}：不是有效的 UTF-8 TOML 文件（{error}）")
        return None


def pick_tables(declared: Mapping[str, Any], key: str, file: str, faults: list[str]) -> dict[str, Any]:
    """The tables ``[key.CODE]`` by code; a fault if ``key`` is something else than a table of tables."""
    tables = declared.get(key, {})
    if isinstance(tables, dict):
        return tables
    faults.append(f"{file} › {key}：应为若干个 [{key}.代码] 表")
    return {}


def declare(model: type[Model], table: Any, given: Mapping[str, Any], where: str, faults: list[str]) -> Model | None:
    """A model made of a table and of what the file or the table's name ``given``; ``None`` with every fault."""
    if not isinstance(table, dict):
        faults.append(f"{where}：应为一个表")
        return None
    repeated = sorted(given.keys() & table.keys())
    faults += [f"{where}.{name}：由文件名或表名给出，不要再写" for name in repeated]
    try:
        return model.model_validate({**table, **given})
    except ValidationError as error:
        faults += [f"{'.'.join([where, *map(str, line['loc'])])}：{_describe(line)}" for line in error.errors()]
        return None


def _describe(line: ErrorDetails) -> str:
    """One of pydantic's complaints as a Chinese sentence: what was found, what was expected."""
    found = f"“{line['input']}”"
    limits = line.get("ctx", {})
    match line["type"]:
        case "extra_forbidden":
            return "没有这个键，请检查拼写"
        case "missing":
            return "缺少这个键"
        case "literal_error":
            expected = str(limits["expected"]).replace("'", "").replace(" or ", ", ").replace(", ", "、")
            return f"{found}不在允许的值之内（{expected}）"
        case "string_pattern_mismatch":
            return f"{found}不能作代码，应符合 {limits['pattern']}"
        case "string_too_short":
            return "不能为空"
        case "string_too_long":
            return f"{found}超过 {limits['max_length']} 个字符"
        case "too_short":
            return f"至少要有 {limits['min_length']} 项"
        case "too_long":
            return f"最多 {limits['max_length']} 项"
        case "greater_than_equal":
            return f"{found}小于最小值 {limits['ge']:g}"
        case "greater_than":
            return f"{found}应大于 {limits['gt']:g}"
        case "less_than_equal":
            return f"{found}大于最大值 {limits['le']:g}"
        case kind if kind in _TYPE_ZH:
            return f"{found}{_TYPE_ZH[kind]}"
        case _:
            return f"{found}不合要求（{line['msg']}）"
