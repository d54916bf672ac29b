/**
 * `session.setProxy` and `resolveProxy`, for one fixed proxy: "host:port". What Chromium would find in the system's
 * settings or a PAC file is not here; without `setProxy` everything is direct. Loopback always is, as in Chromium:
 * https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md#Implicit-bypass-rules
 */
import { notImplemented } from './strict.ts';

export class ProxySettings {
  #address: string | null = null;

  async set({ mode, proxyRules, proxyBypassRules, pacScript }: Electron.ProxyConfig): Promise<void> {
    if (pacScript !== undefined || proxyBypassRules !== undefined)
      throw notImplemented('session.setProxy beyond rules');
    if (mode === 'direct' || mode === 'system') this.#address = null;
    else if (proxyRules === undefined || !/^[\w.-]+:\d+$/.test(proxyRules))
      throw notImplemented('session.setProxy');
    else this.#address = proxyRules;
  }

  async resolve(url: string): Promise<string> {
    const { hostname } = new URL(url);
    const isLoopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    return this.#address === null || isLoopback ? 'DIRECT' : `PROXY ${this.#address}`;
  }
}
