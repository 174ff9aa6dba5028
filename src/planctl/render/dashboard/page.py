"""The dashboard as one HTML file: style, scripts and data stand in it, and nothing is fetched.

Its content security policy names the style and the scripts by their hashes, so that a browser runs
nothing else, whatever the texts of a plan hold.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from planctl.model.calendar import day_in_words
from planctl.model.plan import Plan
from planctl.model.words import count_noun, count_with_verb
from planctl.render import template_folder
from planctl.render.dashboard.view import Dashboard, PlanRow
from planctl.render.pack.build import Pack
from planctl.render.template import print_page

# Before anything is drawn: what needs a script is hidden where there is none.
_HAS_SCRIPT: Final = "document.documentElement.className='js'"
_POLICY: Final = (
    "default-src 'none'; style-src {style}; script-src {scripts}; base-uri 'none'; "
    "form-action 'none'"
)


def print_plans(rows: Sequence[PlanRow], as_at: date, edition: str, maker: str) -> str:
    """The page of several plans, the one with the most overdue actions first."""
    style = _read("dashboard/dashboard.css")
    overdue, actions = sum(row.overdue for row in rows), sum(row.actions for row in rows)
    late_plans = sum(bool(row.overdue) for row in rows)
    words = (
        f"{count_noun(actions, 'action')} in {count_noun(len(rows), 'plan')}; "
        f"{count_with_verb(overdue)} overdue, in {count_noun(late_plans, 'plan')}."
    )
    return print_page(
        "dashboards",
        None,
        rows=sorted(rows, key=lambda row: (-row.overdue, row.title.casefold())),
        as_at=day_in_words(as_at),
        edition=edition,
        words=words,
        maker=maker,
        policy=Markup(_POLICY.format(style=_source(style), scripts="'none'")),  # noqa: S704 - as below
        style=Markup(style),  # noqa: S704 - a file of ours
    )


class LivePage(NamedTuple):
    """What makes an open page take the place of itself, while planctl watches the plan."""

    file: str  # beside the page; it says which page is the newest
    stamp: str  # of this page
    problems: tuple[str, ...]  # what `planctl check` says, each with its file and line


def print_dashboard(plan: Plan, pack: Pack, board: Dashboard, live: LivePage | None = None) -> str:
    """The page of one plan."""
    style = _read("dashboard/dashboard.css") + _read("chart.css")
    names = ("minisearch", "dashboard", *(["live"] if live else []))
    scripts = (_HAS_SCRIPT, *(_read(f"dashboard/{name}.js") for name in names))
    sources = [*map(_source, scripts), *(["file:"] if live else [])]
    policy = _POLICY.format(style=_source(style), scripts=" ".join(sources))
    data = board.data.model_dump_json().replace("<", "\\u003c")
    return print_page(
        "dashboard",
        plan,
        pack=pack,
        board=board,
        live=live,
        policy=Markup(policy),  # noqa: S704 - of hashes and our own words
        style=Markup(style),  # noqa: S704 - a file of ours
        scripts=tuple(map(Markup, scripts)),
        data=Markup(data),  # noqa: S704 - JSON without a sign that could end its element
    )


def _read(name: str) -> str:
    return (template_folder() / name).read_text("utf-8")


def _source(text: str) -> str:
    """A text as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
