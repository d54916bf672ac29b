interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/**
 * @returns Electron's name of a key. It is the letter on the key, which depends on the layout. Shift and a Mac's
 * Option change that letter, so with them the key's position counts.
 */
function keyName({ key, code }: Pressed): string | null {
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  const letterOrDigit = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (letterOrDigit !== undefined) return letterOrDigit;
  return /^F(?:[1-9]|1\d|2[0-4])$/.test(key) ? key : null;
}

/**
 * @returns the accelerator of a key press; `incomplete` for modifiers alone, `weak` for keys that would be taken from
 * every other program
 */
export function acceleratorOf(
  pressed: Pressed,
  platform: string,
): { readonly kind: 'incomplete' | 'weak' } | { readonly kind: 'fine'; readonly accelerator: string } {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(pressed.key)) return { kind: 'incomplete' };
  const name = keyName(pressed);
  const strong = [
    pressed.ctrlKey && 'Control',
    pressed.metaKey && (platform === 'darwin' ? 'Command' : 'Super'),
    pressed.altKey && 'Alt',
  ].filter((modifier) => modifier !== false);
  if (name === null || strong.length === 0) return { kind: 'weak' };
  return { kind: 'fine', accelerator: [...strong, ...(pressed.shiftKey ? ['Shift'] : []), name].join('+') };
}

const MAC: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Command: '⌘' };

/**
 * @param names the keys' names in the person's language
 * @returns the accelerator as the system's menus write it: `⌃⌥U` on a Mac, `Ctrl+Alt+U` elsewhere
 */
export function shownAccelerator(
  accelerator: string,
  platform: string,
  names: { readonly control: string; readonly shift: string },
): string {
  const parts = accelerator.split('+');
  if (platform === 'darwin') {
    const order = Object.keys(MAC);
    const place = (part: string) => (order.includes(part) ? order.indexOf(part) : order.length);
    return parts
      .toSorted((a, b) => place(a) - place(b))
      .map((part) => MAC[part] ?? part)
      .join('');
  }
  const shown: Readonly<Record<string, string>> = {
    Control: names.control,
    Shift: names.shift,
    Super: platform === 'win32' ? 'Win' : 'Super',
  };
  return parts.map((part) => shown[part] ?? part).join('+');
}
