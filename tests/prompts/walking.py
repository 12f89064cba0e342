"""A walk with prepared answers, and what came of it."""

from collections.abc import Callable
from datetime import date

from scalekit.engine.roles import new_checklist
from scalekit.errors import UsageError
from scalekit.model.checklist import Answer, Checklist
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.prompts.scripted import ScriptedPrompts
from scalekit.prompts.sitting import Sitting
from scalekit.prompts.walk import walk

TODAY = date(2026, 11, 22)
LOCAL_NEED, CHALLENGES, POLICY, TOUCHPOINTS, TEAMS, FUND, INCENTIVES, FUNDING = (
    *("understand-local-need", "understand-adoption-challenges", "find-policy-ties"),
    *("regular-touchpoints", "engage-delivery-teams"),
    *("fund-implementation", "align-incentives", "plan-continued-funding"),
)


def _loaded() -> Playbook:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return playbook


PLAYBOOK = _loaded()
BLANK = new_checklist(PLAYBOOK, ("innovator",), "FeNO testing", "Barnsley")


class Walked:
    """What a walk left: `saves` holds the checklist at each save.

    `others` is what other people make of a checklist while it is saved.
    """

    def __init__(
        self,
        *answers: str,
        checklist: Checklist = BLANK,
        ids: tuple[str, ...] = (),
        edit: Callable[[str, str], str] | None = None,
        others: Callable[[Checklist], Checklist] | None = None,
    ) -> None:
        self.others = others
        self.prompts = ScriptedPrompts(*answers)
        self.saves: list[Checklist] = []
        ids = ids or tuple(action.id for action in checklist.actions)
        edit = edit or _no_editor
        self.sitting = Sitting(
            *(self.prompts, PLAYBOOK, checklist, ids, TODAY, self._save, edit),
            *("a.scalekit.md", lambda: "09:41"),
        )
        try:
            self.finished = walk(self.sitting)
        except EOFError:  # no answer is left
            self.finished = False

    def _save(self, checklist: Checklist) -> Checklist:
        self.saves.append(checklist)
        return self.others(checklist) if self.others else checklist

    @property
    def text(self) -> str:
        """Return all that was shown."""
        return self.prompts.text

    def answer(self, action_id: str) -> Answer:
        """Return an answer as the walk left it."""
        return self.sitting.checklist.action(action_id).answer

    def asked_about(self) -> list[int]:
        """Return the numbers of the actions that were shown, in order."""
        lines = [line for line in self.prompts.shown if line.startswith("Action ")]
        return [int(line.split()[1]) for line in lines]


def _no_editor(text: str, title: str) -> str:
    raise UsageError("There is no editor here.")
