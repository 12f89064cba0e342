"""Write scalekit.cdx.json: the packages that scalekit needs when it runs, as a CycloneDX list.

    python tools/sbom.py                  write dist/scalekit.cdx.json
    python tools/sbom.py --output FILE    write it there

The versions are those of the environment that runs this, which gives the same bytes each time.
What only the extras xlsx, docx and pdf need is marked as optional. SOURCE_DATE_EPOCH says when.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.utils import NormalizedName, canonicalize_name

from parts import needed_by, parts

TOP = Path(__file__).resolve().parent.parent
VERSION = SchemaVersion.V1_6


def bom() -> Bom:
    """Return the list, with what each package needs."""
    required = {part.name for part in parts("scalekit")}
    every = parts("scalekit[all]")
    components = {
        canonicalize_name(part.name): _component(part, optional=part.name not in required)
        for part in every
    }
    own = distribution("scalekit")
    program = _component(own, ComponentType.APPLICATION)
    names = " ".join(f"{part.name} {part.version}" for part in every)
    made = Bom(components=components.values(), serial_number=uuid5(NAMESPACE_URL, names))
    made.metadata.component = program
    made.register_dependency(program, _needs(own, components))
    for part in every:
        made.register_dependency(components[canonicalize_name(part.name)], _needs(part, components))
    return made


def _component(
    part: Distribution, kind: ComponentType = ComponentType.LIBRARY, *, optional: bool = False
) -> Component:
    name = canonicalize_name(part.name)
    return Component(
        name=part.name,
        version=part.version,
        type=kind,
        bom_ref=f"{name}=={part.version}",
        purl=PackageURL("pypi", name=name, version=part.version),
        description=part.metadata["Summary"],
        scope=ComponentScope.OPTIONAL if optional else ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(text) for text in _licence(part)],
    )


def _licence(part: Distribution) -> Iterator[str]:
    """Yield what the package says of its licence, from the most exact of three places."""
    about = part.metadata
    classifiers = about.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    found = about["License-Expression"] or (about["License"] or "").split("\n")[0]
    yield from [found] if found else named[:1]


def _needs(part: Distribution, components: Mapping[NormalizedName, Component]) -> list[Component]:
    names = {canonicalize_name(needed.name) for needed in needed_by(part, ("xlsx", "docx", "pdf"))}
    return [components[name] for name in sorted(names) if name in components]


def main() -> int:
    """Write the list."""
    line = argparse.ArgumentParser(description="Write scalekit.cdx.json.")
    line.add_argument("--output", type=Path, default=TOP / "dist" / "scalekit.cdx.json")
    output = line.parse_args().output
    made = bom()
    output.parent.mkdir(parents=True, exist_ok=True)
    document = json.loads(make_outputter(made, OutputFormat.JSON, VERSION).output_as_string())
    # The time of this run is not the same each time, and says nothing about the packages.
    del document["metadata"]["timestamp"]
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        document["metadata"]["timestamp"] = datetime.fromtimestamp(int(epoch), UTC).isoformat()
    text = json.dumps(document, ensure_ascii=False, indent=2)
    output.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print(f"Wrote {output}: scalekit and {len(made.components)} packages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
