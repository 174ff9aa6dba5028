"""The pack on paper: the one page is one page."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import checker
from boards import LAST_BOARD, boards, boards_then
from make import OUR_PLAN
from paper import pack_of
from planctl.render.pack.view import Pack
from planctl.render.template import PackFormat, print_pack

pytestmark = pytest.mark.slow


def _compared(root: Path) -> Pack:
    return pack_of(boards(root / "now"), then=(boards_then(root / "then"), LAST_BOARD))


PACKS: Final[dict[str, Callable[[Path], Pack]]] = {
    "our plan": lambda _: pack_of(OUR_PLAN),
    "our plan, compared": lambda _: pack_of(OUR_PLAN, then=(OUR_PLAN, LAST_BOARD)),
    "one of everything": _compared,
}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
@pytest.mark.usefixtures("checkers")
def test_the_one_page_is_one_printed_page(pack: Callable[[Path], Pack], tmp_path: Path) -> None:
    page = tmp_path / "pack.html"
    page.write_text(print_pack(pack(tmp_path), PackFormat.HTML), "utf-8")
    heads = [sheet.partition("\n")[0] for sheet in checker.sheets(page, tmp_path / "pack.pdf")]
    at = heads.index("One page")
    assert heads[at + 1] == "Exceptions"
