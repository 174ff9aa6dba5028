"""What a release is made of, as a CycloneDX document: the packages of requirements.lock."""

import json
import re
import sys
import tomllib
from typing import Any

from make import PROJECT
from planctl import __version__


def bill_of_materials() -> dict[str, Any]:
    """The project and the packages that it runs with; one of some systems only has its marker."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; (.*?))? \\$", lock, re.MULTILINE)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("application", project["name"], __version__)},
        "components": [
            _component("library", name, version)
            | ({"properties": [{"name": "marker", "value": marker}]} if marker else {})
            for name, version, marker in pins
        ],
    }


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill_of_materials(), indent=2) + "\n")
