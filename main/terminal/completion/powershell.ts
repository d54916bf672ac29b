import type { CommandNode, ProgramNode, ValueKind } from './command-tree.ts';

/** @returns a script for PowerShell 5 and later */
export function powershellCompletion(program: ProgramNode): string {
  const names = [...program.commands.map(({ name }) => name), 'help'];
  return `# Completion of hoist for PowerShell. In $PROFILE: hoist completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName hoist -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @(${names.map(quoted).join(', ')})
  # What each command takes: its options, those with a value, and the words that may follow one of them or the command itself.
  $options = @{
    '' = @(${flagsOf(program).map(quoted).join(', ')})
${program.commands.map((command) => `    ${quoted(command.name)} = @(${flagsOf(command).map(quoted).join(', ')})`).join('\n')}
  }
  $values = @{
${program.commands.flatMap(valueLines).join('\n')}
    'help ' = @(${program.commands.map(({ name }) => quoted(name)).join(', ')})
  }
  $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $command = @($before | Select-Object -Skip 1 | Where-Object { $commands -contains $_ })[0]
  if ($null -eq $command) { $command = '' }
  $previous = $before[-1]
  $found = if ($values.ContainsKey("$command $previous")) { $values["$command $previous"] }
    elseif ($command -eq '') { $commands + $options[''] }
    elseif ($values.ContainsKey("$command ") -and -not $wordToComplete.StartsWith('-')) { $values["$command "] }
    elseif ($wordToComplete.StartsWith('-')) { $options[$command] }
    # Without an answer, PowerShell completes files.
    else { @() }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function valueLines({ name, options, argument }: CommandNode): string[] {
  const line = (after: string, value: ValueKind) =>
    value.kind === 'words'
      ? [`    ${quoted(`${name} ${after}`)} = @(${value.words.map(quoted).join(', ')})`]
      : [];
  return [
    ...line('', argument),
    ...options.flatMap(({ flags, value }) => flags.flatMap((flag) => line(flag, value))),
  ];
}

function flagsOf({ options }: CommandNode): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
