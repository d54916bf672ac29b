import { EventEmitter } from 'node:events';
import type { ProxyAnswer, ProxyAnswered, ProxyView } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { Serial } from '../../core/util/serial.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { KeptSecret } from './kept-secret.ts';
import { encryptKey } from './key-storage.ts';
import { UsedSecrets } from './used-secrets.ts';

interface ProxyLoginEvents {
  /** What the window may know has changed. */
  changed: [view: ProxyView];
}

/** The name and password for the proxy that asked last. They are kept with its address, and given to nobody else. */
export class ProxyLoginControl extends EventEmitter<ProxyLoginEvents> {
  readonly #engine: Pick<Engine, 'network' | 'queue'>;
  readonly #file: SettingsFile;
  readonly #kept: KeptSecret;
  readonly #changes = new Serial();
  readonly #passwords = new UsedSecrets();
  #proxy: string | null = null;
  #isClosed = false;

  constructor(options: { engine: Pick<Engine, 'network' | 'queue'>; file: SettingsFile }) {
    super();
    this.#engine = options.engine;
    this.#file = options.file;
    this.#kept = new KeptSecret(options.file, 'encryptedProxyLogin');
    this.#engine.network.logins.onQuestion(() => this.emit('changed', this.view()));
  }

  /** Signs in with what is kept. It waits as long as the keyring asks the person. */
  start(): Promise<void> {
    return this.#changes.run(async () => {
      const opened = await this.#kept.open();
      if (opened === null || this.#isClosed) return;
      const [proxy = '', user = '', ...rest] = opened.apiKey.split('\n');
      // The keyring took its time, and the proxy has asked meanwhile.
      const isAwaited = this.view().question?.proxy === proxy;
      this.#use(proxy, { user, password: rest.join('\n') });
      if (isAwaited) this.#engine.queue.tryNow();
      await this.#kept.use(opened);
    });
  }

  /** @returns what the window may know */
  view(): ProxyView {
    return { question: this.#engine.network.logins.question };
  }

  /**
   * Signs in to the proxy that asks, and tries at once what waits for it.
   * @param proxy the one that the person was shown; it must still be the one that asks
   */
  answer(proxy: string, { user, password }: ProxyAnswer): Promise<ProxyAnswered> {
    return this.#changes.run(async () => {
      // Whoever controls the page must not have a password sent to a proxy of their own.
      if (this.view().question?.proxy !== proxy) return 'nobody_asks';
      const encryptedProxyLogin = await encryptKey(`${proxy}\n${user}\n${password}`);
      if (this.#isClosed) return 'nobody_asks';
      this.#file.write({ encryptedProxyLogin });
      this.#use(proxy, { user, password });
      this.#engine.queue.tryNow();
      return encryptedProxyLogin === '' ? 'until_quit' : 'kept';
    });
  }

  /** Forgets what the person answered. */
  forget(): Promise<void> {
    return this.#changes.run(async () => {
      this.#file.forget(['encryptedProxyLogin']);
      if (this.#proxy !== null) this.#engine.network.signIn(this.#proxy, null);
      this.#proxy = null;
    });
  }

  /** Removes every password that was in use from a text for a log or report. */
  withoutPassword(text: string): string {
    return this.#passwords.removeFrom(text);
  }

  /** Writes nothing from now on. */
  close(): void {
    this.#isClosed = true;
    this.#kept.close();
  }

  #use(proxy: string, login: ProxyAnswer): void {
    // One answer is kept, so the one before counts no longer.
    if (this.#proxy !== null && this.#proxy !== proxy) this.#engine.network.signIn(this.#proxy, null);
    this.#proxy = proxy;
    const { password } = login;
    this.#passwords.add(password);
    this.#engine.network.signIn(proxy, login);
  }
}
