/** The part of contract.ts about a proxy that asks for a name and a password. */

import type { Call, Push } from './channel.ts';

/** What the window may know of proxies. It never gets a password. */
export interface ProxyView {
  /** The proxy that asks now, and whether it did not accept what it was given; null where none asks. */
  readonly question: { readonly proxy: string; readonly wasRefused: boolean } | null;
}

/** The person's answer to the proxy that asks. The window cannot choose another one. */
export interface ProxyAnswer {
  readonly user: string;
  readonly password: string;
}

/** `until_quit`: it is used, but the system cannot keep the password. `nobody_asks`: no proxy asks any more. */
export type ProxyAnswered = 'kept' | 'until_quit' | 'nobody_asks';

export interface ProxyCalls {
  proxy: Call<'proxy:get', () => ProxyView>;
  /** Signs in to the proxy that asks, and keeps the answer for that proxy alone. */
  answerProxy: Call<'proxy:answer', (proxy: string, answer: ProxyAnswer) => ProxyAnswered>;
}

export interface ProxyEvents {
  onProxy: Push<'proxy:changed', (view: ProxyView) => void>;
}
