# Each press of Tab asks planctl itself (src/planctl/cli/complete.py): the words before the
# one that is typed are its arguments. Each line of the answer is a word, a tab, and what it is;
# without an answer, files are offered.
_planctl() {
  local line typed="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    line="${line%%$'\t'*}"
    case $typed in
      [\"\']*) ;; # bash puts the word between the quotes that are there
      *) printf -v line %q "$line" ;;
    esac
    COMPREPLY+=("$line")
  done < <(_PLANCTL_COMPLETE=bash _PLANCTL_WORD="$typed" "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _planctl planctl
