"""The brand of a plan, with the logo read from its folder."""

from pathlib import Path

from planctl.model.plan import Plan
from planctl.model.plan_files import Brand
from planctl.model.problem import Stop
from planctl.model.words import printable_text
from planctl.render.brand import (
    LOGO_LIMIT,
    NO_LOGO,
    BrandLook,
    Logo,
    LogoFault,
    brand_look,
    read_logo,
)


def plan_brand(plan: Plan, root: Path) -> BrandLook:
    """What the papers of a plan show of its organisation; ends the run for a logo that is amiss."""
    if plan.plan is None:
        return BrandLook()
    look = brand_look(plan.plan.brand, _logo(plan.plan.brand, root))
    return look._replace(organisation=plan.plan.organisation)


def _logo(brand: Brand, root: Path) -> Logo:
    if brand.logo is None:
        return NO_LOGO
    name = printable_text(brand.logo)
    file = (root / brand.logo).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        raise Stop(
            f"plan.yaml names the logo {name}, and the plan folder has no such file",
            "put the file there, or take brand.logo out of plan.yaml",
        )
    try:
        with file.open("rb") as content:
            return read_logo(content.read(LOGO_LIMIT + 1))
    except LogoFault as fault:
        hint = "save it as PNG, or as plain SVG with its words turned into shapes"
        raise Stop(f"the logo {name} cannot be used: {fault}", hint) from None
