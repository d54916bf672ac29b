import type { Network } from './network.ts';

/** The network of the run that goes on; a client keeps the one it was made in. */
let current: Network | null = null;

export function attachNetwork(network: Network): void {
  current = network;
}

type Settings = { readonly headers?: Readonly<Record<string, string>> };
type Request = Settings & { readonly signal: AbortSignal };

/** As much of got as Hoist's client of the API uses, over the network of the model. */
export default {
  extend({ headers = {} }: Settings) {
    const network = current;
    if (network === null) throw new Error('no model runs');
    const get = (url: string, { signal }: Request) =>
      Object.assign(network.send({ url, signal, headers }), { on: () => {} });
    return { get };
  },
};

/** The error of a request on a stale connection; the model has none. */
export class RequestError extends Error {}
