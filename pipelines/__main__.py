"""``python -m pipelines COMMAND``."""

import typer

from pipelines.commands import definitions, demo, forms, intake, mapping, months, rebases, submissions, targets

app = typer.Typer(
    name="pipelines",
    help="基层党建数据：收表、检查、载入。设置见 data/settings.py（环境变量或 .env）。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (intake, mapping, forms, submissions, months, targets, rebases, definitions, demo):
    module.register(app)

if __name__ == "__main__":
    app()
