import { connect } from 'node:net';
import type { QuotaAddress } from './quota-address.ts';

const ANSWER_MS = 500;

/**
 * Whether a server that did not answer by TLS does so without: then the address should begin with `redis:`, or its port is
 * another one. It logs in nowhere.
 */
export function speaksPlainly({ nodes }: QuotaAddress): Promise<boolean> {
  const [node] = nodes;
  if (node === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(node);
    const end = (isPlain: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isPlain);
    };
    const timer = setTimeout(() => end(false), ANSWER_MS);
    socket.on('error', () => end(false));
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (bytes) => end(/^[+-](PONG|NOAUTH|LOADING)/.test(bytes.toString('latin1'))));
  });
}
