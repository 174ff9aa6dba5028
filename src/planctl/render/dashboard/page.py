"""The dashboard as one HTML file: style, scripts and data stand in it, and nothing is fetched.

Its content security policy names the style and the scripts by their hashes, so that a browser runs
nothing else, whatever the texts of a plan hold.
"""

import base64
import hashlib
from typing import Final

from markupsafe import Markup

from planctl.model.plan import Plan
from planctl.render.dashboard.view import Dashboard
from planctl.render.pack.view import Pack
from planctl.render.template import print_page
from planctl.render.template_folder import template_folder

# Before anything is drawn: what needs a script is hidden where there is none.
_HAS_SCRIPT: Final = "document.documentElement.className='js'"
_POLICY: Final = (
    "default-src 'none'; style-src {style}; script-src {scripts}; base-uri 'none'; "
    "form-action 'none'"
)


def print_dashboard(plan: Plan, pack: Pack, board: Dashboard) -> str:
    """The page of one plan."""
    folder = template_folder() / "dashboard"
    style = (folder / "dashboard.css").read_text("utf-8")
    scripts = (
        _HAS_SCRIPT,
        (folder / "minisearch.js").read_text("utf-8"),
        (folder / "dashboard.js").read_text("utf-8"),
    )
    policy = _POLICY.format(style=_source(style), scripts=" ".join(map(_source, scripts)))
    data = board.data.model_dump_json().replace("<", "\\u003c")
    return print_page(
        "dashboard",
        plan,
        pack=pack,
        board=board,
        policy=Markup(policy),  # noqa: S704 - of hashes and our own words
        style=Markup(style),  # noqa: S704 - a file of ours
        scripts=tuple(map(Markup, scripts)),
        data=Markup(data),  # noqa: S704 - JSON without a sign that could end its element
    )


def _source(text: str) -> str:
    """A text as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
