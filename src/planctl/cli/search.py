"""planctl search: every text of the plan that has some words."""

from typing import Annotated

from planctl.cli.option import FormatFlag, OutputFormat, PlanFolder, value_argument
from planctl.cli.terminal import print_note
from planctl.model.problem import Stop

WordsArgument = Annotated[
    list[str],
    value_argument("WORDS...", "Several mean all; “in quotes” a phrase."),
]


def search(words: WordsArgument, *, plan: PlanFolder, form: FormatFlag = OutputFormat.TEXT) -> None:
    """Find every text of the plan that has these words, in whatever capitals.

    Example: planctl search supervision
    """
    from planctl.assess.text_search import find_words, plan_vocabulary
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.model.nearest_name import suggest_name
    from planctl.render.listing import result_json, search_results

    wanted = [word for word in words if word.strip()]
    if not wanted:
        raise Stop("no word was given", "name one, as in planctl search supervision")
    loaded = plan.now.loaded
    results = list(search_results(find_words(loaded.plan, wanted), loaded))
    if form is OutputFormat.JSON:
        print_json({"words": wanted, "results": [result_json(result) for result in results]})
    else:
        from planctl.render.screen.listing import search_screen

        draw(search_screen(results, wanted, loaded.plan))
    for word in wanted:
        if not results and not find_words(loaded.plan, [word]):
            near = suggest_name(word, plan_vocabulary(loaded.plan))
            print_note(f"no text has “{word}”{f'; {near}' if near else ''}")
    warn_of_unread(loaded.plan)
