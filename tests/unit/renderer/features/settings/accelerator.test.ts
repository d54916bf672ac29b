import { describe, expect, it } from 'vitest';
import { acceleratorOf, shownAccelerator } from '../../../../../renderer/features/settings/accelerator.ts';

const press = (key: string, code: string, ...held: ('ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey')[]) => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...Object.fromEntries(held.map((name) => [name, true])),
});

describe('a recorded shortcut', () => {
  it('names a key by its position, whatever Shift makes of it', () => {
    expect(acceleratorOf(press('%', 'Digit5', 'ctrlKey', 'shiftKey'), 'linux')).toEqual({
      kind: 'fine',
      accelerator: 'Control+Shift+5',
    });
    expect(acceleratorOf(press('F5', 'F5', 'altKey'), 'win32')).toEqual({
      kind: 'fine',
      accelerator: 'Alt+F5',
    });
  });

  it('names a key by its letter, or by its position when Option changes the letter', () => {
    expect(acceleratorOf(press('z', 'KeyY', 'ctrlKey'), 'linux')).toMatchObject({ accelerator: 'Control+Z' });
    expect(acceleratorOf(press('¨', 'KeyU', 'altKey'), 'darwin')).toMatchObject({ accelerator: 'Alt+U' });
  });

  it('names the system key as the system does', () => {
    const pressed = press('u', 'KeyU', 'metaKey');
    expect(acceleratorOf(pressed, 'darwin')).toMatchObject({ accelerator: 'Command+U' });
    expect(acceleratorOf(pressed, 'linux')).toMatchObject({ accelerator: 'Super+U' });
  });

  it('waits for more than modifiers, and rejects keys that other programs need', () => {
    expect(acceleratorOf(press('Control', 'ControlLeft', 'ctrlKey'), 'linux').kind).toBe('incomplete');
    expect(acceleratorOf(press('U', 'KeyU', 'shiftKey'), 'linux').kind).toBe('weak');
    expect(acceleratorOf(press('Enter', 'Enter', 'ctrlKey'), 'linux').kind).toBe('weak');
  });
});

describe('a shown shortcut', () => {
  const german = { control: 'Strg', shift: 'Umschalt' };

  it('is written as the system writes it', () => {
    expect(shownAccelerator('Control+Alt+Shift+U', 'linux', german)).toBe('Strg+Alt+Umschalt+U');
    expect(shownAccelerator('Super+F5', 'win32', german)).toBe('Win+F5');
    expect(shownAccelerator('Command+Alt+U', 'darwin', german)).toBe('⌥⌘U');
  });
});
