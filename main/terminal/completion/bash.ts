import type { CommandNode, ProgramNode, ValueKind } from './command-tree.ts';

/** @returns a script for bash 3.2 and later, which needs no package of completions */
export function bashCompletion(program: ProgramNode): string {
  const names = program.commands.map(({ name }) => name);
  return `# Completion of hoist for bash. In ~/.bashrc: eval "$(hoist completion bash)"
_hoist() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' i
  # --data=DIR comes as three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${names.join('|')}|help) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  COMPREPLY=()
  case $command in
    '') words='${[...names, 'help', ...flagsOf(program)].join(' ')}' ;;
    help) words='${names.join(' ')}' ;;
${program.commands.map(caseOf).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
_hoist_folders() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$1"))
}
_hoist_text() { compopt +o default +o bashdefault 2>/dev/null; }
complete -o bashdefault -o default -F _hoist hoist
`;
}

function caseOf(command: CommandNode): string {
  const values = command.options
    .filter(({ value }) => value.kind !== 'none')
    .map(({ flags, value }) => `        ${flags.join('|')}) ${completed(value)} ;;`);
  const after = values.length === 0 ? [] : ['      case $prev in', ...values, '      esac'];
  return [
    `    ${command.name})`,
    ...after,
    `      if [[ $cur != -* ]]; then ${completed(command.argument)}; fi`,
    `      words='${flagsOf(command).join(' ')}' ;;`,
  ].join('\n');
}

/** With no words of its own, bash completes files. */
function completed(value: ValueKind): string {
  switch (value.kind) {
    case 'files':
      return 'return';
    case 'folders':
      return '_hoist_folders "$cur"; return';
    case 'none':
    case 'text':
      return '_hoist_text; return';
    case 'words':
      return `COMPREPLY=($(compgen -W '${value.words.join(' ')}' -- "$cur")); return`;
  }
}

function flagsOf({ options }: CommandNode): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}
