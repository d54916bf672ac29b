/** The modules `clipboard` and `ClipboardItem`: kept in this process, so that two apps under test do not meet there. */
import { notImplemented, StrictObject, strictObject } from '../strict.ts';

type Implemented = Pick<Electron.Clipboard, 'writeText' | 'readText' | 'read' | 'write' | 'has' | 'clear'>;
type Payload = string | Blob;

/** Text and bytes by their type; Electron's bookmarks are not implemented. */
export class ClipboardItem extends StrictObject {
  readonly types: string[];
  readonly #payloads: Readonly<Record<string, Payload | Promise<Payload>>>;

  constructor(payloads: Readonly<Record<string, Payload | Promise<Payload>>>) {
    super('ClipboardItem');
    if (typeof payloads !== 'object' || payloads === null)
      throw new TypeError('Error processing argument at index 0, conversion failure');
    for (const [type, payload] of Object.entries(payloads)) check(type, payload);
    this.#payloads = payloads;
    this.types = Object.keys(payloads);
  }

  async getType(type: string): Promise<Blob> {
    const payload = await this.#payloads[type];
    if (payload === undefined) throw new Error(`The type '${type}' was not found`);
    return new Blob([payload], { type });
  }
}

function check(type: string, payload: Payload | Promise<Payload>): void {
  if (type.startsWith('electron application/')) throw notImplemented(`ClipboardItem of ${type}`);
  const isPayload = typeof payload === 'string' || payload instanceof Blob || payload instanceof Promise;
  if (!isPayload) throw new TypeError(`The payload of '${type}' must be a string, a Blob or a Promise`);
}

let items: readonly ClipboardItem[] = [];

async function textOf(type: string): Promise<string> {
  const item = items.find(({ types }) => types.includes(type));
  return item === undefined ? '' : (await item.getType(type)).text();
}

export const clipboard = strictObject<Implemented>('clipboard', {
  async writeText(written) {
    if (typeof written !== 'string')
      throw new TypeError('Error processing argument at index 0, conversion failure');
    items = written === '' ? [] : [new ClipboardItem({ 'text/plain': written })];
  },
  readText: () => textOf('text/plain'),
  read: async () => [...items] as unknown as Electron.ClipboardItem[],
  async write(written) {
    if (!Array.isArray(written) || !written.every((item) => item instanceof ClipboardItem))
      throw new TypeError('Error processing argument at index 0, conversion failure');
    items = [...written];
  },
  has: async (type) => items.some(({ types }) => types.includes(type)),
  clear() {
    items = [];
  },
});
