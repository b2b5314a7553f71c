"""A score in words, made from its frames: who is first and how sure that is, who is vetoed, what the gaps come from."""

import pandas as pd

from data.frames import list_rows
from pipelines.scoring.assessment import Assessment


def summarise(assessment: Assessment) -> str:
    """One sentence for each group; a first place is said with the range that it may take when the weights vary."""
    if assessment.units.empty:
        return f"{assessment.period.label}没有可以考核的单位。"
    groups = [_describe(assessment, str(group)) for group in assessment.units["group"].unique()]
    moved = "" if dict(assessment.weights) == assessment.score.weigh({}) else "（权重已改动）"
    return f"{assessment.period.label}{assessment.score.label_zh}{moved}：" + "".join(groups)


def _describe(assessment: Assessment, group: str) -> str:
    units = assessment.units[assessment.units["group"] == group]
    ranked = units[units["rank"].notna()]
    said = [f"{group}{len(units)}个单位"]
    if len(ranked):
        said.append(_lead(ranked, assessment.score.vary))
    vetoed = units.loc[units["veto"] != "", "name"].tolist()
    if vetoed:
        said.append(f"一票否决{len(vetoed)}个：{'、'.join(vetoed)}")
    silent = units.loc[units["silent"] != "", "name"].tolist()
    if silent:
        said.append(f"有未报项的{len(silent)}个：{'、'.join(silent)}")
    items = assessment.items[(assessment.items["group"] == group) & assessment.items["importance"].notna()]
    if len(items):
        most = list_rows(items.nlargest(1, "importance"))[0]
        said.append(f"得分差距有{most['importance']:.0f}%来自{most['label']}，在各项中最多")
    return "，".join(said) + "。"


def _lead(ranked: pd.DataFrame, vary: float) -> str:
    first = ranked[ranked["rank"] == 1]
    names = "、".join(first["name"].tolist()[:3]) + (f"等{len(first)}个" if len(first) > 3 else "")
    said = f"第1名{names}（{first['score'].iloc[0]:.1f}分）"
    if len(first) > 1:
        return f"并列{said}"
    worst = int(first["worst"].iloc[0])
    trial = f"各项权重变动±{vary:.0%}，95%的情形"
    return f"{said}，{trial}仍是第1名" if worst == 1 else f"{said}，{trial}在第1—{worst}名之间"
