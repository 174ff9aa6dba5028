#compdef planctl
# Each press of Tab asks planctl itself (src/planctl/cli/complete.py): the words before the
# one that is typed are its arguments. Each line of the answer is a word, a tab, and what it is;
# without an answer, files are offered.
_planctl() {
  local line
  local -a found shown
  for line in ${(f)"$(_PLANCTL_COMPLETE=zsh _PLANCTL_WORD=${words[CURRENT]} ${words[1]} "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)"}; do
    found+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  }")
  done
  if (( $#found )); then compadd -l -d shown -a found; else _files; fi
}
if [ "$funcstack[1]" = _planctl ]; then _planctl "$@"; else compdef _planctl planctl; fi
