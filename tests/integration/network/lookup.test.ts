import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, getDefaultAutoSelectFamilyAttemptTimeout, type Server } from 'node:net';
import { expect, it } from 'vitest';
import { HttpsAgents } from '../../../main/core/network/https-agents.ts';
import { allowSlowLines, lookUp } from '../../../main/core/network/lookup.ts';
import { DIRECT } from '../../../main/core/network/route.ts';
import { SERVER } from '../../support/tls/certificates.ts';

async function listening(server: Server, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

const addressesOf = (name: string) =>
  new Promise<{ address: string; family: number }[]>((resolve, reject) => {
    lookUp(name, { all: true }, (error, addresses) => {
      if (error === null && Array.isArray(addresses)) resolve(addresses);
      else reject(error);
    });
  });

it('An address of a name has seconds to answer, before the next one is tried', () => {
  allowSlowLines();
  expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBeGreaterThanOrEqual(2000);
});

it('the lookup puts the address that last answered first', async () => {
  const first = (await addressesOf('localhost'))[0];
  // The other family than the system prefers, where it has both.
  const [host, family] = first?.family === 6 ? ['127.0.0.1', 4] : ['::1', 6];
  const server = createHttpsServer(SERVER, (_request, response) => response.end());
  const port = await listening(server, host);
  const agents = new HttpsAgents({ lookup: lookUp });
  const socket = agents.on(DIRECT).createConnection({ host: 'localhost', port, rejectUnauthorized: false });
  const connected = new Promise((resolve) => socket?.once('connect', resolve).once('error', resolve));
  const hasBoth = (await addressesOf('localhost')).some((address) => address.family === family);
  await connected;
  socket?.destroy();
  server.close();
  if (hasBoth) expect((await addressesOf('localhost'))[0]?.family).toBe(family);
  else expect((await addressesOf('localhost')).map((address) => address.family)).toContain(first?.family);
});

it('Connections to one name that begin together have it looked up once, and each gets its addresses', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => addressesOf('localhost')));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await expect(addressesOf('no-such-name.invalid')).rejects.toMatchObject({ syscall: 'getaddrinfo' });
});
