/** The module `net`: only `net.fetch` of a file, which is how an app serves its own pages. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import mime from 'mime';
import { notImplemented, strictObject } from '../strict.ts';

export const net = strictObject<Pick<Electron.Net, 'fetch'>>('net', {
  async fetch(input) {
    const url = typeof input === 'string' ? input : input.url;
    if (!url.startsWith('file:')) throw notImplemented('net.fetch beyond file:');
    const path = fileURLToPath(url);
    try {
      const body = new Uint8Array(await readFile(path));
      const type = mime.getType(path);
      return new Response(body, { headers: type === null ? {} : { 'content-type': type } }) as GlobalResponse;
    } catch (cause) {
      throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
    }
  },
});
