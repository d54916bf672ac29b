import type { Network, Outgoing } from './network.ts';

/** The network of the run that goes on; a client keeps the one it was made in. */
let current: Network | null = null;

export function attachNetwork(network: Network): void {
  current = network;
}

type Settings = { readonly headers?: Readonly<Record<string, string>> };
type Request = Settings & { readonly signal: AbortSignal; readonly body?: Outgoing['body'] };

/** As much of got as Hoist's clients use, over the network of the model. */
export default {
  extend({ headers = {} }: Settings) {
    const network = current;
    if (network === null) throw new Error('no model runs');
    const request = (url: string, { signal, body, headers: own = {} }: Request) =>
      Object.assign(network.send({ url, signal, body, headers: { ...headers, ...own } }), { on: () => {} });
    return { get: request, put: request };
  },
};
