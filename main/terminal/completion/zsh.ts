import type { CommandNode, OptionNode, ProgramNode, ValueKind } from './command-tree.ts';

/** @returns a script for zsh, to be evaluated or to lie on the `fpath` as `_hoist` */
export function zshCompletion(program: ProgramNode): string {
  return `#compdef hoist
# Completion of hoist for zsh. In ~/.zshrc, after compinit: eval "$(hoist completion zsh)"
_hoist() {
  local curcontext="$curcontext" state line
  local -a commands
  typeset -A opt_args
  commands=(
${program.commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join('\n')}
    'help:display help for a command'
  )
  _arguments -C ${program.options.map(optionSpec).join(' ')} '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $words[1] in
        help) _describe command commands ;;
${program.commands.map(caseOf).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _hoist ]]; then _hoist "$@"; else compdef _hoist hoist; fi
`;
}

function caseOf({ name, options, argument }: CommandNode): string {
  const all = [...options.map(optionSpec), ...argumentSpec(argument)];
  return `        ${name}) _arguments ${all.join(' ')} ;;`;
}

function optionSpec({ flags, description, value, isRepeatable }: OptionNode): string {
  const text = description.replaceAll(/[[\]\\:]/g, (character) => `\\${character}`);
  const action = value.kind === 'none' ? '' : `: :${actionOf(value)}`;
  // Both spellings are one option.
  const [short, long] = flags;
  if (short !== undefined && long !== undefined)
    return `'(${short} ${long})'{${short},${long}}${quoted(`[${text}]${action}`)}`;
  return quoted(`${isRepeatable ? '*' : ''}${flags[0]}[${text}]${action}`);
}

function argumentSpec(argument: ValueKind): string[] {
  return argument.kind === 'none' ? [] : [quoted(`*: :${actionOf(argument)}`)];
}

function actionOf(value: ValueKind): string {
  switch (value.kind) {
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'none':
    case 'text':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
