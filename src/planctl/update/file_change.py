"""Changes to the files of a plan, made as texts and judged before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.rule.personal_data import PERSON_RULE
from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import edited, with_key, written
from planctl.edit.form import formed
from planctl.edit.splice import Add, Edit
from planctl.load.content import FileFault, decode_text, parse_yaml
from planctl.load.file_place import file_kind
from planctl.load.file_reader import read_file
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, PlanFiles, plan_of_files
from planctl.model.problem import MEND, At, PlanValue, Problem, Severity, Stop
from planctl.model.words import printable_text
from planctl.save.files import Draft, draft_diff, split_bom
from planctl.workspace.plan import Review, Workspace, review_plan
from planctl.workspace.progress import with_progress_bar


def edit_draft(now: Workspace, file: PlanFile, edits: Iterable[Edit]) -> Draft:
    """A file of the plan after its edits; ends the run where it cannot be so.

    A file that the plan does not have yet is made.
    """
    before = file.data if file.path in now.loaded.files else None
    if before is None:
        file = PlanFile(file.path, f"{_modeline(now, file.path)}\n".lstrip("\n").encode())
    text, mark = split_bom(file.data)
    with _refused_edits(now, file.path):
        return _draft(now, file.path, before, mark + edited(text, file_kind(file.path), edits))


def missing_edits(file: PlanFile, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits without those that would add an item which its list has already, key for key."""
    content: PlanValue = None
    for edit in edits:
        if isinstance(edit, Add) and content is None:
            content = parse_yaml(split_bom(file.data)[0])
        if not (isinstance(edit, Add) and _bare(edit.value) in _items_at(content, edit.at)):
            yield edit


def _items_at(content: PlanValue, at: At) -> Sequence[PlanValue]:
    """The items of the list at a place; none where there is no list."""
    for step in at:
        match content:
            case dict() if step in content:
                content = content[str(step)]
            case list() if isinstance(step, int) and step < len(content):
                content = content[step]
            case _:
                return ()
    return [_bare(item) for item in content] if isinstance(content, list) else ()


def _bare(item: PlanValue) -> PlanValue:
    """An item without the blanks at the ends of its texts, which a block of text may have."""
    if not isinstance(item, dict):
        return item
    return {key: text.strip() if isinstance(text, str) else text for key, text in item.items()}


@contextmanager
def _refused_edits(now: Workspace, path: str) -> Iterator[None]:
    """End the run where a file cannot be written so."""
    try:
        yield
    except Unwritable as fault:
        raise Stop(f"{now.name}/{path} {fault.message}", fault.hint) from None


def key_draft(now: Workspace, file: PlanFile, old: str, new: str) -> Draft:
    """A file of the plan in which a key has another name; ends the run where it cannot be so."""
    text, mark = split_bom(file.data)
    with _refused_edits(now, file.path):
        return _draft(now, file.path, file.data, mark + with_key(text, old, new))


def new_file_draft(now: Workspace, path: str, said: PlanValue) -> Draft:
    """A new file of the plan."""
    if any(path.casefold() == other.casefold() for other in now.loaded.files):
        raise Stop(f"there is a file {path} already", "choose another ref or title")
    return whole_file_draft(now, path, said)


def whole_file_draft(now: Workspace, path: str, said: PlanValue, comment: str = "") -> Draft:
    """A file of the plan that is written whole, in the house form, under a comment.

    Its first line wires an editor as others do.
    """
    head = "\n".join(line for line in (_modeline(now, path), comment) if line)
    file = now.loaded.files.get(path)
    with _refused_edits(now, path):
        text = written(head, file_kind(path), said)
        return _draft(now, path, file.data if file else None, text)


def front_draft(now: Workspace, kind: str, edits: Iterable[Edit]) -> Draft:
    """A file of the front matter after its edits; made where the plan has none yet."""
    path = f"{kind}.yaml"
    now.loaded.plan.require(kind)
    file = now.loaded.parts.get((kind,)) or PlanFile(path)
    return edit_draft(now, file, missing_edits(file, edits))


def _draft(now: Workspace, path: str, before: bytes | None, text: str) -> Draft:
    """A file with a new text; ends the run where it could not be read so."""
    file = PlanFile(path, text.encode("utf-8"))
    for problem in read_file(file, now.name).problems:
        if problem.severity is Severity.ERROR:
            raise Stop(f"nothing was written: {problem.message}", problem.hint)
    return Draft(Path(now.root) / path, f"{now.name}/{path}", before, file.data)


def _modeline(now: Workspace, path: str) -> str:
    """The line by which an editor finds the schema, as other files of the plan have it."""
    kind, line = file_kind(path), ""
    for other, file in now.loaded.files.items():
        first = file.data.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
        if not first.startswith(MODELINE):
            continue
        if file_kind(other) == kind:
            return first
        start, sign, address = first.partition("$schema=")
        folder, _, name = address.rpartition("/")
        up = path.count("/") - other.count("/")
        if name == f"{file_kind(other)}.schema.json" and folder.startswith("../" * max(1, 1 - up)):
            folder = "../" * up + folder.removeprefix("../" * -up)
            line = line or f"{start}{sign}{folder}/{kind}.schema.json"
    return line


def format_drafts(source: PlanFiles, root: Path) -> tuple[list[Draft], list[str]]:
    """The files that change, and in words those that cannot be brought to the form."""
    drafts, refused = [], []
    for file in with_progress_bar(source.files, "looking at the files"):
        name = f"{source.name}/{file.path}"
        try:
            after = _format_file(file)
        except FileFault:
            refused.append(f"{name}; planctl check says why")
        except Unwritable as fault:
            refused.append(f"{name} {fault.message}; {fault.hint}")
        else:
            if after != file.data:
                drafts.append(Draft(root / file.path, name, file.data, after))
    return drafts, refused


def _format_file(file: PlanFile) -> bytes:
    """A file in the house form; raises FileFault for one that is not the plan's, or broken."""
    kind = file_kind(file.path)
    if file.trouble or not kind:
        raise FileFault(file.trouble)
    decode_text(file.data)
    return formed(split_bom(file.data)[0], kind).encode("utf-8")


# The kinds of file whose names and settings other files are judged by.
_NAMING: Final = frozenset({"plan", "governance", "roles", "policy", "decisions"})


class JudgedChange(NamedTuple):
    """A change that is not written yet, and what it would bring with it."""

    drafts: Sequence[Draft]  # the files that would change
    brought: Sequence[Problem]  # the problems that the plan would have and has not now

    @property
    def breaks(self) -> Sequence[Problem]:
        """The problems after which the plan would not hold together."""
        return [
            problem
            for problem in self.brought
            if problem.severity is Severity.ERROR and problem.rule.code[0] in "FSR"
        ]

    @property
    def shown(self) -> str:
        """The lines that change."""
        return "".join(f"{printable_text(line)}\n" for line in draft_diff(self.drafts))


def judge_change(
    now: Workspace, drafts: Iterable[Draft], as_at: date, *, since_board: bool = False
) -> JudgedChange:
    """What a change would bring with it; since_board: also to what the last board has seen."""
    changed = [draft for draft in drafts if draft.before != draft.after]
    if not changed:
        return JudgedChange(changed, ())
    _refuse_unjudged(now, changed)
    reviews: Sequence[Review] = [
        review_plan(loaded, as_at) for loaded in (now.loaded, _as_if(now, changed))
    ]
    if since_board:
        from planctl.workspace.past import compare_with_last_board

        reviews = compare_with_last_board(now, reviews)
    return JudgedChange(changed, _new_problems(*(review.problems for review in reviews)))


def _refuse_unjudged(now: Workspace, changed: Iterable[Draft]) -> None:
    """End the run where the names and meetings that a change may speak of are unknown."""
    mended = {draft.name for draft in changed}
    for unread in now.loaded.plan.unread:
        if unread.holds in _NAMING and unread.path not in mended:
            message = f"{unread.path} could not be read, so nobody can tell what a change brings"
            raise Stop(message, MEND)


def refuse_breaking_change(change: JudgedChange) -> None:
    """End the run where the plan would not hold together after a change."""
    for problem in change.breaks:
        raise Stop(f"nothing was written: {problem.message}", problem.hint)


def _new_problems(was: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """The problems that the plan has after a change and had not before.

    Of notes only that a person's name stands for a role.
    """
    before = list(was)
    unmatched = list(others)
    for key in (lambda problem: (problem.ref, _identity(problem)), _identity):
        # A ref may have gone, or become another: then all else of a problem is the same.
        before, unmatched = _unmatched(unmatched, before, key), _unmatched(before, unmatched, key)
    return [
        problem
        for problem in unmatched
        if problem.severity is not Severity.NOTE or problem.rule is PERSON_RULE
    ]


def _unmatched(
    others: Iterable[Problem], ones: Iterable[Problem], key: Callable[[Problem], tuple[object, ...]]
) -> list[Problem]:
    """Those of the ones, by what makes two the same, of which the others have no further one."""
    counts = Counter(map(key, others))
    left = []
    for problem in ones:
        if counts[key(problem)]:
            counts[key(problem)] -= 1
        else:
            left.append(problem)
    return left


def _as_if(now: Workspace, drafts: Iterable[Draft]) -> LoadedPlan:
    """The plan as it would be read after a change."""
    changed = {draft.path.relative_to(now.root).as_posix(): draft.after for draft in drafts}
    unchanged = {path: file for path, file in now.loaded.files.items() if path not in changed}
    replaced = {path: PlanFile(path, data) for path, data in changed.items() if data is not None}
    return load_plan(plan_of_files(now.root, now.name, {**unchanged, **replaced}), now.known)


def _identity(problem: Problem) -> tuple[str, ...]:
    """What makes two problems the same, wherever the lines and the ref have gone."""
    return problem.rule.code, problem.field, problem.message
