"""planctl explain: what a rule means and how to put it right."""

from typing import Annotated, Final

from planctl.cli.option import FormatFlag, OutputFormat, value_argument
from planctl.cli.terminal import print_result
from planctl.model.problem import Stop

_FEW: Final = 3  # rules that are named to whoever asks for one that is none

Code = Annotated[str | None, value_argument("[CODE]", "A code or a name of a rule.")]


def explain(code: Code = None, form: FormatFlag = OutputFormat.TEXT) -> None:
    """Explain a rule of planctl check; without a code, list them all.

    Example: planctl explain T301
    """
    from planctl.cli.screen import draw, print_json
    from planctl.model.choice import quoted_list
    from planctl.model.nearest_name import nearest_names
    from planctl.render.problem import rule_json, rule_manual, rule_table
    from planctl.workspace.plan import all_rules

    by_name = {key: rule for rule in all_rules() for key in (rule.code.casefold(), rule.name)}
    rule = by_name.get(code.casefold()) if code else None
    if code and not rule:
        names = [name for rule in all_rules() for name in (rule.code, rule.name)]
        beginning = [name for name in names if name.casefold().startswith(code.casefold())][:_FEW]
        similar = quoted_list(beginning or nearest_names(code, names), last="or")
        hint = f"did you mean {similar}?" if similar else "planctl explain lists them all"
        message = f"there is no rule “{code}”"
        raise Stop(message, hint)
    if form is OutputFormat.JSON:
        print_json(
            rule_json(rule) if rule else [rule_json(listed_rule) for listed_rule in all_rules()]
        )
    elif rule:
        print_result(rule_manual(rule))
    else:
        draw([rule_table(all_rules())])
