interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** What Electron's accelerators call a key, by the key's place, so that Shift does not change its name. */
function keyName({ key, code }: Pressed): string | null {
  const letterOrDigit = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (letterOrDigit !== undefined) return letterOrDigit;
  return /^F\d{1,2}$/.test(key) ? key : null;
}

/**
 * The accelerator of a key press. `incomplete` while only modifiers are held, `weak` where it would take a key from
 * every other program.
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
