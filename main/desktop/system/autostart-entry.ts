import type { Program } from './own-program.ts';

/** GNOME looks for the program before it reads `%%` as `%`, and so finds none whose path has one. The shell is found. */
const THROUGH_SHELL: readonly string[] = ['sh', '-c', 'exec "$0" "$@"'];

/**
 * What starts a program at login on a Linux desktop.
 * https://specifications.freedesktop.org/autostart-spec/latest/
 */
export function autostartEntry({ path, args }: Program): string {
  const command = path.includes('%') ? [...THROUGH_SHELL, path, ...args] : [path, ...args];
  const exec = command.map(quoted).join(' ');
  const lines = ['Type=Application', 'Name=Hoist', `Exec=${exec}`, 'Terminal=false'];
  return `[Desktop Entry]\n${lines.join('\n')}\n`;
}

/** Whether an entry starts anything: a desktop's own settings turn it off by one of these lines. */
export function isAutostartOn(entry: string): boolean {
  const off = [
    /^[ \t]*Hidden[ \t]*=[ \t]*true[ \t\r]*$/im,
    /^[ \t]*X-GNOME-Autostart-enabled[ \t]*=[ \t]*false[ \t\r]*$/im,
  ];
  return /^[ \t]*Exec[ \t]*=[ \t]*\S/im.test(entry) && !off.some((line) => line.test(entry));
}

/** As the Desktop Entry Specification has it: quoted for the command, then escaped once more as a string's value. */
function quoted(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  const inQuotes = /^[\w/.:=@%+,-]+$/.test(plain) ? plain : `"${plain.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return inQuotes
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}
