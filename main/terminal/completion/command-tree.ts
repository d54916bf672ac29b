import type { Argument, Command, Option } from 'commander';

/** What follows an option or is an argument: `text` is nothing that a shell can complete. */
export type ValueKind =
  | { readonly kind: 'none' | 'text' | 'files' | 'folders' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface OptionNode {
  /** With their dashes, the short one first. */
  readonly flags: readonly string[];
  /** The flags and the value as the help shows them. */
  readonly usage: string;
  readonly description: string;
  /** The description with the choices and the default. */
  readonly details: string;
  readonly value: ValueKind;
  readonly isRepeatable: boolean;
}

export interface CommandNode {
  readonly name: string;
  readonly description: string;
  /** Such as `hoist upload [options] <paths...>`. */
  readonly usage: string;
  readonly options: readonly OptionNode[];
  readonly argument: ValueKind;
  /** What the help says of the arguments. */
  readonly argumentLines: readonly (readonly [name: string, description: string])[];
}

export interface ProgramNode extends CommandNode {
  readonly commands: readonly CommandNode[];
}

const FOLDERS = /^dirs?$/;
const FILES = /^paths?$/;

/** @returns the program with its commands, options and arguments as plain data, without the commands' own `help` */
export function programTree(program: Command): ProgramNode {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((command) => command.name() !== 'help');
  return { ...nodeOf(program), commands: commands.map(nodeOf) };
}

function nodeOf(command: Command): CommandNode {
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    description: command.description(),
    usage: help.commandUsage(command),
    options: help.visibleOptions(command).map((option) => ({
      flags: [option.short, option.long].flatMap((flag) => flag ?? []),
      usage: option.flags,
      description: option.description,
      details: help.optionDescription(option),
      value: optionValue(option),
      isRepeatable: Array.isArray(option.defaultValue),
    })),
    argument: argument === undefined ? { kind: 'none' } : valueNamed(argument.name(), argument),
    argumentLines: command.registeredArguments.map((each) => [each.name(), help.argumentDescription(each)]),
  };
}

function optionValue(option: Option): ValueKind {
  if (!option.required && !option.optional) return { kind: 'none' };
  return valueNamed(/[<[]([^>\]]*)/.exec(option.flags)?.[1] ?? '', option);
}

function valueNamed(name: string, { argChoices }: Pick<Argument | Option, 'argChoices'>): ValueKind {
  if (argChoices !== undefined) return { kind: 'words', words: argChoices };
  if (FOLDERS.test(name)) return { kind: 'folders' };
  return { kind: FILES.test(name) ? 'files' : 'text' };
}
