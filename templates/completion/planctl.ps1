# Each press of Tab asks planctl itself (src/planctl/cli/complete.py): the words before the
# one that is typed are its arguments. Each line of the answer is a word, a tab, and what it is;
# without an answer, files are offered.
Register-ArgumentCompleter -Native -CommandName planctl -ScriptBlock {
  param($typed, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $position } |
    ForEach-Object { if ($_.Value) { $_.Value } else { $_.Extent.Text } })
  $quotes = "['\u2018\u2019\u201A\u201B]" # all of which end a text for PowerShell
  $env:_PLANCTL_COMPLETE = 'powershell'
  $env:_PLANCTL_WORD = $typed
  try {
    & $ast.CommandElements[0].Value @words 2>$null | ForEach-Object {
      $word, $what = $_ -split "`t", 2
      $text = if ($word -match '[^\w.=/-]') { "'" + ($word -replace $quotes, '$0$0') + "'" } else { $word }
      if (-not $what) { $what = $word }
      [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $what)
    }
  } finally {
    Remove-Item Env:_PLANCTL_COMPLETE, Env:_PLANCTL_WORD -ErrorAction SilentlyContinue
  }
}
