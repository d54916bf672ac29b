import type { CommandNode, OptionNode, ProgramNode } from '../../main/terminal/completion/command-tree.ts';
import { EXIT } from '../../main/terminal/output/exit.ts';

/** What each exit code means. */
const CODES: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'All is done. Files that were skipped do not count.',
  failed: 'Something failed, or there was nothing to do.',
  usage: 'The command line or the configuration is wrong, or another Hoist has the data folder.',
  hungUp: 'SIGHUP ended it.',
  interrupted: 'SIGINT ended it. \\fBhoist resume\\fR continues with the rest.',
  terminated: 'SIGTERM ended it.',
};

/** What each variable of the environment sets. */
export const VARIABLES: Readonly<Record<string, string>> = {
  HOIST_BASE_URL: 'The address of the Files API.',
  HOIST_API_KEY: 'The key.',
  HOIST_API_KEY_FILE: 'A file that has the key.',
  HOIST_USER_ID: 'The user that the files belong to, a UUID.',
  HOIST_USER_ID_FILE: 'A file that has the user id.',
  HOIST_DATA_DIR: 'The data folder; by default that of the desktop app. The option --data overrides it.',
  HOIST_LIMIT_RATE: 'How many bytes a second to send at most. The option --limit-rate overrides it.',
  HOIST_RATE_RPS: 'How many calls a second to make at most.',
  HOIST_RATE_RPM: 'How many calls a minute to make at most.',
  HOIST_QUOTA_URL: 'The server through which desks share the limits of their key.',
  HOIST_PROCESSING_MINUTES: 'After how many minutes of processing a file counts as stuck.',
  HTTPS_PROXY: 'The proxy. ALL_PROXY and NO_PROXY count as well.',
  NO_COLOR: 'Leaves out colours.',
  LANG: 'The language; LC_ALL and LC_MESSAGES come first. Hoist speaks English and German.',
};

/**
 * @param program.version goes to the page's foot
 * @returns the manual page of `hoist`, section 1, in the macros of man(7)
 */
export function manPage(program: ProgramNode, version: string): string {
  return [
    `.TH HOIST 1 "" ${quoted(`Hoist ${version}`)} "User Commands"`,
    '.SH NAME',
    `hoist \\- ${escaped(program.description.charAt(0).toLowerCase() + program.description.slice(1))}`,
    '.SH SYNOPSIS',
    '.B hoist',
    '.I command',
    '[\\fIoptions\\fR]',
    '.SH OPTIONS',
    ...program.options.flatMap(optionLines),
    '.SH COMMANDS',
    ...program.commands.flatMap(commandLines),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT).flatMap(([name, code]) => [
      '.TP',
      `.B ${code}`,
      CODES[name as keyof typeof EXIT],
    ]),
    '.SH ENVIRONMENT',
    ...Object.entries(VARIABLES).flatMap(([name, text]) => ['.TP', `.B ${escaped(name)}`, escaped(text)]),
    '.SH FILES',
    '.TP',
    '.I ~/.config/Hoist',
    'The data folder on Linux, with the queue, the history and the settings.',
    '.TP',
    '.I /etc/hoist/policy.json',
    "The organisation's settings.",
    '',
  ].join('\n');
}

function commandLines({ usage, description, argumentLines, options }: CommandNode): string[] {
  return [
    `.SS ${quoted(usage)}`,
    sentence(description),
    ...argumentLines.flatMap(([name, text]) => ['.TP', `.I ${escaped(name)}`, escaped(text)]),
    ...options.flatMap(optionLines),
  ];
}

function optionLines({ usage, details }: OptionNode): string[] {
  return ['.TP', `.B ${escaped(usage)}`, escaped(details)];
}

/** The help has no capital and no full stop, as is usual there. */
function sentence(text: string): string {
  return escaped(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}

/** Text as it stands: a backslash or a dot at the start of a line would be an instruction. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '\\(dq')}"`;
}
