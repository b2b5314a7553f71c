"""Which warnings of a submission one reason answers: those that were picked, and all of a rule."""

from collections.abc import Collection

from data.submissions import Submission


def pick_warnings(submission: Submission | None, places: Collection[int], rules: Collection[str]) -> list[int]:
    """The places of the warnings that nobody has answered yet and that are among ``places`` or of one of ``rules``."""
    return [
        place
        for place, warned in enumerate(submission.warned if submission else ())
        if warned.answer is None and (place in places or warned.problem.rule in rules)
    ]
