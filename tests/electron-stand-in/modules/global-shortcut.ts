/** The module `globalShortcut`. No keyboard is there to press anything on; no other program takes a key away. */
import { app } from '../app.ts';
import { strictObject } from '../strict.ts';

type Implemented = Pick<
  Electron.GlobalShortcut,
  'register' | 'isRegistered' | 'unregister' | 'unregisterAll' | 'setSuspended' | 'isSuspended'
>;

const MODIFIERS =
  /^(command|cmd|control|ctrl|commandorcontrol|cmdorctrl|alt|option|altgr|shift|super|meta)$/i;
/** docs/api/accelerator.md. Punctuation is a key as well, but for `+`, which is called Plus. */
const KEYS =
  /^([a-z0-9]|f([1-9]|1\d|2[0-4])|[)!@#$%^&*(:;=<,_\-~`{\]["'|>.?/}\\]|plus|space|tab|capslock|numlock|scrolllock|backspace|delete|insert|return|enter|up|down|left|right|home|end|pageup|pagedown|esc|escape|volumeup|volumedown|volumemute|medianexttrack|mediaprevioustrack|mediastop|mediaplaypause|printscreen|num[0-9]|numdec|numadd|numsub|nummult|numdiv)$/i;

const registered = new Set<string>();
let isSuspended = false;

function checked(accelerator: string): string {
  if (!app.isReady()) throw new Error('globalShortcut cannot be used before the app is ready');
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  if (!KEYS.test(key) || !parts.every((part) => MODIFIERS.test(part))) {
    throw new TypeError(`Error processing argument at index 0, conversion failure from ${accelerator}`);
  }
  return [...parts.map((part) => part.toLowerCase()).sort(), key.toLowerCase()].join('+');
}

export const globalShortcut = strictObject<Implemented>('globalShortcut', {
  register(accelerator) {
    const shortcut = checked(accelerator);
    if (isSuspended || registered.has(shortcut)) return false;
    registered.add(shortcut);
    return true;
  },
  isRegistered: (accelerator) => registered.has(checked(accelerator)),
  unregister(accelerator) {
    registered.delete(checked(accelerator));
  },
  unregisterAll: () => registered.clear(),
  setSuspended(suspended) {
    isSuspended = suspended;
  },
  isSuspended: () => isSuspended,
});
