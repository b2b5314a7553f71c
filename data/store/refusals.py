"""How the store says no to a person's act: with a problem that names what to do instead."""

from data.problems import Problem, Refusal


class UnknownSubmission(LookupError):
    """No submission has the number that was named."""

    def __init__(self, submission_id: int) -> None:
        super().__init__(f"没有编号为 {submission_id} 的报送")


def refuse(rule: str, found: str, expected: str, remedy: str, file: str = "") -> Refusal:
    """The refusal to raise, of one blocking problem."""
    return Refusal([Problem(rule, "block", found, expected, remedy, file)])


def require_reason(reason: str, act: str, file: str = "") -> str:
    """The reason without blanks around it. Raise ``Refusal`` where none is given."""
    if not reason.strip():
        raise refuse("no_reason", act, "没有写理由", "请写明理由，让对方和后来的人看得懂", file)
    return reason.strip()
