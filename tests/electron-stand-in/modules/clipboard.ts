/** The module `clipboard`: text only, kept in this process, so that two apps under test do not meet there. */
import { strictObject } from '../strict.ts';

let text = '';

export const clipboard = strictObject<Pick<Electron.Clipboard, 'writeText' | 'readText' | 'clear'>>(
  'clipboard',
  {
    async writeText(written) {
      if (typeof written !== 'string')
        throw new TypeError('Error processing argument at index 0, conversion failure');
      text = written;
    },
    readText: async () => text,
    clear() {
      text = '';
    },
  },
);
