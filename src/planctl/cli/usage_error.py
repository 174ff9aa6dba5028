"""Errors of the command line in plain words: what is wrong with the words, and what to do."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from planctl.cli.app import COMMANDS
from planctl.model.choice import list_alternatives, quoted_list
from planctl.model.nearest_name import nearest_names, suggest_name
from planctl.model.problem import Stop

# What begins with - and is no flag: a figure below nought, an item of a list.
_DASHED: Final = r"-[£$€]?\.?[0-9]|-+\s"
# What people call the forms of papers that planctl calls by the endings of their files.
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "calendar": "ics",
    "email": "eml",
    "excel": "xlsx",
    "markdown": "md",
    "word": "docx",
}


def explain_usage_error(error: Any, words: Sequence[str]) -> Stop:  # noqa: ANN401 - typer's own are private
    """What to say of words that typer could not make sense of."""
    command = " ".join(_command_words(words))
    more = f"{f'planctl {command}'.rstrip()} --help shows how it is written"
    if getattr(error, "option_name", None):
        return _flag_fault(error, command, more)
    if getattr(error, "param", None):
        return _value_fault(error, command, more)
    if unknown := re.match(r"No such command '(.*?)'", error.message):
        return _unknown_command(unknown[1], command, error.ctx.command.commands)
    if extra := re.match(r"Got unexpected extra argument\(s\) \((.*)\)", error.message):
        return _surplus_words(extra[1], error.ctx.command, words, more)
    return Stop(error.format_message(), more)


def refuse_unknown_command(words: Sequence[str]) -> None:
    """End the run where its first word is no command, before typer makes sense of all of them."""
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        raise _unknown_command(words[0], "", COMMANDS)


def _unknown_command(word: str, command: str, commands: Mapping[str, object]) -> Stop:
    """What to say of a word that is no command, or no command of a command."""
    more = f"{f'planctl {command}'.rstrip()} --help lists them"
    return Stop(f"there is no command “{word}”", suggest_name(word, commands) or more)


def _surplus_words(surplus: str, command: Any, words: Sequence[str], more: str) -> Stop:  # noqa: ANN401 - as above
    """What to say of words that nothing takes: after a flag without a value, or at large."""
    before = next((flag for flag, word in pairwise(words) if word == surplus.partition(" ")[0]), "")
    if not _flags(command).get(before, True):
        return Stop(f"{before} takes no value, and “{surplus}” stands after it", "leave it out")
    hint = f"leave it out, or put what has several words in quotation marks; {more}"
    return Stop(f"“{surplus}” is more than {' '.join(_command_words(words))} takes", hint)


def refuse_flag_faults(command: Any, words: Sequence[str]) -> None:  # noqa: ANN401 - as above
    """End the run where a flag has no value, or two values where it takes one.

    Otherwise `--progress --dry-run` writes “--dry-run” into the log of an action, and of
    `--format html --format md` only the last is done.
    """
    for name in _command_words(words):
        command = command.commands[name]
    flags, several = _flags(command), _repeatable_flags(command)
    left = iter(words[: words.index("--")] if "--" in words else words)
    given = set()
    for word in left:
        flag = word.partition("=")[0] if word.startswith("--") else word
        if not flags.get(flag):
            continue
        if flag in given and flag not in several:
            raise Stop(f"{flag} takes one value, and was given two", "run planctl once for each")
        given.add(flag)
        value = next(left, "") if flag == word else ""
        if value.partition("=")[0] in {*flags, "--help"}:
            message = f"{word} was given without its value: {value} follows it"
            hint = f"write the value after {word}"
            is_long = word.startswith("--")
            raise Stop(message, f"{hint}, or {word}={value} if it is that" if is_long else hint)


def part_dashed_values(command: Any, words: Sequence[str]) -> list[str]:  # noqa: ANN401 - as above
    """The words with -- before a value that begins with -; flags after it come first."""
    for name in _command_words(words):
        command = command.commands[name]
    flags = _flags(command)
    first: list[str] = []
    values: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            return [*words]
        if word in flags:
            first += [word, *([next(left, "")] if flags[word] else [])]
        elif (word[:1] == "-" and re.match(_DASHED, word)) or (values and not word.startswith("-")):
            values.append(word)
        else:
            first.append(word)
    return [*first, "--", *values] if values else [*words]


def _flags(command: Any) -> Mapping[str, bool]:  # noqa: ANN401 - as above
    """The flags of a command, and whether each takes a value."""
    options = (option for option in command.params if option.param_type_name == "option")
    return {flag: not option.is_flag for option in options for flag in option.opts}


def _repeatable_flags(command: Any) -> Collection[str]:  # noqa: ANN401 - as above
    options = (option for option in command.params if option.param_type_name == "option")
    return {flag for option in options if option.multiple for flag in option.opts}


def _command_words(words: Sequence[str]) -> Sequence[str]:
    """The words that name a command, or a part of one."""
    name, part = [*words, "", ""][:2]
    if name not in COMMANDS:
        return ()
    return (name, part) if part and part in COMMANDS[name] else (name,)


def _unknown_choice(typed: str, name: str, known: Sequence[str]) -> Stop:
    """What to say of a word that is not on the list of a flag."""
    if "," in typed and {part.strip().casefold() for part in typed.split(",")} <= {*known}:
        return Stop(f"{name} takes one value, and “{typed}” names several", "choose one of them")
    near = suggest_name(_OTHER_NAMES.get(typed.casefold(), typed), known)
    return Stop(f"{name} cannot be “{typed}”", near or f"it can be {quoted_list(known, last='or')}")


def _flag_fault(error: Any, command: str, more: str) -> Stop:  # noqa: ANN401 - as above
    flag, typed = error.option_name, error.option_name.lstrip("-")
    if not hasattr(error, "possibilities"):
        takes = "takes no value" if error.message.endswith("not take a value.") else "needs a value"
        return Stop(f"{flag} {takes}", more)
    if not command:
        message = f"there is no flag {flag} before the command"
        return Stop(message, "flags stand after the command, such as planctl check --plan plan")
    known = [name[2:] for name in _flags(error.ctx.command) if name.startswith("--")]
    near = [name for name in known if typed and name.startswith(typed)]
    near = [f"--{name}" for name in near or nearest_names(typed, known)]
    if not flag.startswith("--"):
        more = f"{more}; a value that begins with - is written last, after --"
    hint = f"did you mean {list_alternatives(near)}?" if near else more
    return Stop(f"{command} has no flag {flag}", hint)


def _value_fault(error: Any, command: str, more: str) -> Stop:  # noqa: ANN401 - as above
    name = error.param.opts[0]
    if not name.startswith("-"):
        name = (error.param.metavar or name).strip("[]{}.").upper()
    if not error.message:  # there is none
        return Stop(f"{command} needs {name}", f"{name}: {error.param.help.rstrip('.')}; {more}")
    cause: Any = error.__cause__
    if not cause:
        return Stop(f"{name}: {error.message}", more)
    [fault, *_] = cause.errors()
    choices = re.findall("'(.*?)'", fault["msg"].partition(" is not one of ")[2])
    what = f"{name}: “{fault['input']}”"
    if choices:
        return _unknown_choice(str(fault["input"]), name, choices)
    return Stop(f"{what} is no whole number", f"write it in figures, such as 1; {more}")
