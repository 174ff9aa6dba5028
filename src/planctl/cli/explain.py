"""planctl explain: what a rule means and how to put it right."""

from typing import Annotated, Final

import typer

from planctl.cli.edge import out
from planctl.cli.option import As, Format
from planctl.model.stop import Stop

_FEW: Final = 3  # rules that are named to whoever asks for one that is none

Code = Annotated[
    str | None,
    typer.Argument(metavar="[CODE]", show_default=False, help="A code or a name of a rule."),
]


def explain(code: Code = None, form: As = Format.TEXT) -> None:
    """Explain a rule of planctl check; without a code, list them all.

    Example: planctl explain T301
    """
    from planctl.cli.screen import draw, print_json
    from planctl.model.choice import named, nearest
    from planctl.render.rule_manual import manual, rule_json, table
    from planctl.workspace.plan import ALL_RULES

    by_name = {key: rule for rule in ALL_RULES for key in (rule.code.casefold(), rule.name)}
    rule = by_name.get(code.casefold()) if code else None
    if code and not rule:
        names = [name for rule in ALL_RULES for name in (rule.code, rule.name)]
        beginning = [name for name in names if name.casefold().startswith(code.casefold())][:_FEW]
        similar = named(beginning or nearest(code, names), last="or")
        hint = f"did you mean {similar}?" if similar else "planctl explain lists them all"
        message = f"there is no rule “{code}”"
        raise Stop(message, hint)
    if form is Format.JSON:
        print_json(
            rule_json(rule) if rule else [rule_json(listed_rule) for listed_rule in ALL_RULES]
        )
    elif rule:
        out(manual(rule))
    else:
        draw([table(ALL_RULES)])
