"""A score in words, made from its frames: who is first and how sure that is, who is vetoed, what the gaps come from."""

from itertools import groupby
from typing import Any

from data.frames import list_rows
from pipelines.scoring.assessment import Assessment

_Rows = list[dict[str, Any]]


def summarise(assessment: Assessment) -> str:
    """One sentence for each group; a first place is said with the range that it may take when the weights vary."""
    if assessment.units.empty:
        return f"{assessment.period.label}没有可以考核的单位。"
    units, items = list_rows(assessment.units), list_rows(assessment.items)
    if all(row["silent"] and not row["score"] for row in units):
        return f"{assessment.period.label}还没有单位报送考核用的数。"
    groups = [
        _describe(group, list(rows), [row for row in items if row["group"] == group], assessment.score.vary)
        for group, rows in groupby(units, key=lambda row: str(row["group"]))
    ]
    moved = "" if dict(assessment.weights) == assessment.score.weigh({}) else "（权重已改动）"
    return f"{assessment.period.label}{assessment.score.label_zh}{moved}：" + "".join(groups)


def _describe(group: str, units: _Rows, items: _Rows, vary: float) -> str:
    first = [row for row in units if row["rank"] == 1]
    vetoed = [row["name"] for row in units if row["veto"]]
    silent = [row["name"] for row in units if row["silent"]]
    telling = [row for row in items if row["importance"] == row["importance"]]
    said = [f"{group}{len(units)}个单位"]
    if first:
        said.append(_lead(first, vary))
    if vetoed:
        said.append(f"一票否决{len(vetoed)}个：{'、'.join(vetoed)}")
    if silent:
        said.append(f"有未报项的{len(silent)}个：{'、'.join(silent)}")
    if telling:
        most = max(telling, key=lambda row: float(row["importance"]))
        said.append(f"得分差距有{most['importance']:.0f}%来自{most['label']}，在各项中最多")
    return "，".join(said) + "。"


def _lead(first: _Rows, vary: float) -> str:
    names = "、".join(row["name"] for row in first[:3]) + (f"等{len(first)}个" if len(first) > 3 else "")
    said = f"第1名{names}（{first[0]['score']:.1f}分）"
    if len(first) > 1:
        return f"并列{said}"
    worst = int(first[0]["worst"])
    trial = f"各项权重变动±{vary:.0%}，95%的情形"
    return f"{said}，{trial}仍是第1名" if worst == 1 else f"{said}，{trial}在第1—{worst}名之间"
