"""What the site of docs/ has beside them: the README as its first page, and what that links to."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from make import PROJECT


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the README, beside which the pages of docs/ then lie, and the files that it names."""
    readme = (PROJECT / "README.md").read_text("utf-8").replace("](docs/", "](")
    linked = (link for link in re.findall(r"\]\(([^)]+)\)", readme) if (PROJECT / link).is_file())
    for name in linked:
        content = (PROJECT / name).read_text("utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name, content=content))
    files.append(File.generated(config, "index.md", content=readme))
    return files
