import type { Program } from './own-program.ts';

/** GNOME searches for the program before it reads `%%` as `%`, so it finds no path with a `%`. It finds the shell. */
const THROUGH_SHELL: readonly string[] = ['sh', '-c', 'exec "$0" "$@"'];

/**
 * Makes the desktop entry that starts a program at login on Linux.
 * https://specifications.freedesktop.org/autostart-spec/latest/
 */
export function autostartEntry({ path, args }: Program): string {
  const command = path.includes('%') ? [...THROUGH_SHELL, path, ...args] : [path, ...args];
  const exec = command.map(quoted).join(' ');
  const lines = ['Type=Application', 'Name=Hoist', `Exec=${exec}`, 'Terminal=false'];
  return `[Desktop Entry]\n${lines.join('\n')}\n`;
}

/** Whether an entry starts anything. A desktop's own settings turn it off with one of these lines. */
export function isAutostartOn(entry: string): boolean {
  const off = [
    /^[ \t]*Hidden[ \t]*=[ \t]*true[ \t\r]*$/im,
    /^[ \t]*X-GNOME-Autostart-enabled[ \t]*=[ \t]*false[ \t\r]*$/im,
  ];
  return /^[ \t]*Exec[ \t]*=[ \t]*\S/im.test(entry) && !off.some((line) => line.test(entry));
}

/** Follows the Desktop Entry Specification: quotes for the command, then escapes as a string value. */
function quoted(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  const inQuotes = /^[\w/.:=@%+,-]+$/.test(plain) ? plain : `"${plain.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return inQuotes
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}
