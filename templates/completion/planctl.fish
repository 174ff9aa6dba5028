# Each press of Tab asks planctl itself (src/planctl/cli/complete.py): the words before the
# one that is typed are its arguments. Each line of the answer is a word, a tab, and what it is;
# without an answer, files are offered.
function __planctl_complete
  set -l typed (commandline -ct)
  set -l found (_PLANCTL_COMPLETE=fish _PLANCTL_WORD="$typed" planctl (commandline -opc)[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\n' $found
  else
    __fish_complete_path "$typed"
  end
end
complete -c planctl -f -a '(__planctl_complete)'
