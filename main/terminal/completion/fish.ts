import type { CommandNode, OptionNode, ProgramNode, ValueKind } from './command-tree.ts';

/** @returns a script for fish */
export function fishCompletion(program: ProgramNode): string {
  const names = program.commands.map(({ name }) => name);
  const first = `not __fish_seen_subcommand_from ${names.join(' ')} help`;
  return [
    '# Completion of hoist for fish: hoist completion fish > ~/.config/fish/completions/hoist.fish',
    'complete -c hoist -f',
    ...program.options.map((option) => optionLine(first, option)),
    ...program.commands.map(
      ({ name, description }) => `complete -c hoist -n ${quoted(first)} -a ${name} -d ${quoted(description)}`,
    ),
    `complete -c hoist -n ${quoted(first)} -a help -d 'display help for a command'`,
    `complete -c hoist -n '__fish_seen_subcommand_from help' -a ${quoted(names.join(' '))}`,
    ...program.commands.flatMap(linesOf),
    '',
  ].join('\n');
}

function linesOf({ name, options, argument }: CommandNode): string[] {
  const isIt = `__fish_seen_subcommand_from ${name}`;
  const own = argumentsOf(argument);
  return [
    ...options.map((option) => optionLine(isIt, option)),
    ...(own === '' || own === '-f' ? [] : [`complete -c hoist -n ${quoted(isIt)} ${own}`]),
  ];
}

function optionLine(condition: string, { flags, description, value }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const own = value.kind === 'none' ? '' : ` -r ${argumentsOf(value)}`;
  return `complete -c hoist -n ${quoted(condition)} ${names.join(' ')}${own} -d ${quoted(description)}`;
}

function argumentsOf(value: ValueKind): string {
  switch (value.kind) {
    case 'files':
      return '-F';
    case 'folders':
      return "-f -a '(__fish_complete_directories)'";
    case 'words':
      return `-f -a ${quoted(value.words.join(' '))}`;
    case 'none':
      return '';
    case 'text':
      return '-f';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
