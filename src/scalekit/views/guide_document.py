"""The playbook for programs: the same topics as the pages to read, as JSON values."""

from datetime import date
from typing import Any

from scalekit.engine.topics import Topic, for_roles
from scalekit.model.playbook import Action, CaseStudy, Change, Pillar, Playbook, Resource


def document(
    playbook: Playbook, topic: Topic | None, roles: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a topic, or with None the whole playbook; keys are only ever added."""
    return {
        "playbook": playbook.id,
        "playbookTitle": playbook.title,
        "playbookVersion": playbook.version,
        "language": playbook.language,
        "topic": {"kind": topic.kind, "id": topic.id}
        if topic
        else {"kind": "overview", "id": None},
        "forRoles": list(roles),
        **(_topic(playbook, topic, roles) if topic else _overview(playbook, roles)),
    }


def _overview(playbook: Playbook, roles: tuple[str, ...]) -> dict[str, Any]:
    narrow = for_roles(playbook, roles)
    return {
        "summary": playbook.summary,
        "source": _values(playbook.source),
        "notice": playbook.notice,
        "roles": _values(playbook.roles),
        "pillars": [_pillar(playbook, pillar) for pillar in narrow.pillars],
        "caseStudies": [_case_study(playbook, case) for case in playbook.case_studies],
        "resources": [_resource(playbook, each) for each in narrow.resources],
        "changes": [_change(playbook, change) for change in playbook.changes],
        "retired": list(playbook.retired),
    }


def _topic(playbook: Playbook, topic: Topic, roles: tuple[str, ...]) -> dict[str, Any]:
    whole = _overview(playbook, roles if topic.kind in ("pillar", "list") else ())
    match topic.kind:
        case "pillar":
            return {"pillar": _with_id(whole["pillars"], topic.id)}
        case "case-study":
            return {"caseStudy": _with_id(whole["caseStudies"], topic.id)}
        case "resource":
            return {"resource": _with_id(whole["resources"], topic.id)}
        case "change":
            return {"change": _with_id(whole["changes"], topic.id)}
        case "list":
            key = "caseStudies" if topic.id == "case-studies" else topic.id
            return {key: whole[key]}
    action = _with_id([a for pillar in whole["pillars"] for a in pillar["actions"]], topic.id)
    return {
        "action": action,
        "resources": [_with_id(whole["resources"], each) for each in action["resources"]],
        "caseStudies": [_with_id(whole["caseStudies"], each) for each in action["caseStudies"]],
    }


def _pillar(playbook: Playbook, pillar: Pillar) -> dict[str, Any]:
    return {
        **_values(pillar),
        "aims": [{"role": role, "aim": aim} for role, aim in pillar.aims],
        "actions": [_action(playbook, pillar, action) for action in pillar.actions],
    }


def _action(playbook: Playbook, pillar: Pillar, action: Action) -> dict[str, Any]:
    cases = [case.id for case in playbook.showing(action.id)]
    return {**_values(action), "pillar": pillar.id, "caseStudies": cases}


def _case_study(playbook: Playbook, case: CaseStudy) -> dict[str, Any]:
    examples = [other.id for other in playbook.case_studies if other.example_of == case.id]
    return {**_values(case), "examples": examples}


def _resource(playbook: Playbook, resource: Resource) -> dict[str, Any]:
    users = [action.id for action in playbook.using(resource.id)]
    return {**_values(resource), "actions": users}


def _change(playbook: Playbook, change: Change) -> dict[str, Any]:
    users = [action.id for action in playbook.touched_by(change.id)]
    return {**_values(change), "actions": users}


def _with_id(records: list[dict[str, Any]], ident: str) -> dict[str, Any]:
    return next(record for record in records if record["id"] == ident)


def _values(value: Any) -> Any:
    """Return a record as a mapping with camelCase keys, dates as ISO strings."""
    if hasattr(value, "_asdict"):
        return {_camel(name): _values(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple):
        return [_values(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
