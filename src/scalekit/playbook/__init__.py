"""A folder of YAML to a Playbook value, or to every problem that stands in the way."""
