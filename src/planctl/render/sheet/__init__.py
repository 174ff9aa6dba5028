"""Update sheets: forms on which leads say what happened, for those who will never open YAML."""
