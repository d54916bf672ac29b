import { isLoopback } from '../model/connection-settings.ts';
import { type Clock, systemClock } from '../util/clock.ts';
import { trustSystemCertificates } from './certificates.ts';
import { ProxyError } from './proxy-error.ts';
import { type ProxyLogin, ProxyLogins } from './proxy-logins.ts';
import { DIRECT, type FindRoutes, proxyName, type Route } from './route.ts';

/** A laptop changes networks, and a proxy setting with them. */
const KNOWN_FOR_MS = 60_000;
/** How long an unreachable proxy comes last, as in browsers. */
const AVOIDED_FOR_MS = 5 * 60_000;
/** A PAC file that does not come must not hold up everything. */
const FIND_MS = 10_000;

export interface NetworkOptions {
  /** All servers are reached directly where it is not said. */
  readonly findRoutes?: FindRoutes;
  readonly clock?: Clock;
  /** Uses the certificates that the system trusts from now on. @returns whether they were not in use before */
  readonly trustSystem?: () => boolean;
}

/** How this computer's network leads to servers: by which proxy, and whose certificates are trusted. */
export class Network {
  /** Which proxy asks for a login. Set one by {@link signIn}. */
  readonly logins = new ProxyLogins();
  readonly #trustSystem: () => boolean;
  #trust = 0;
  readonly #findRoutes: FindRoutes;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly route: Route; readonly untilMs: number }>();
  readonly #avoided = new Map<string, number>();

  constructor(options: NetworkOptions = {}) {
    this.#findRoutes = options.findRoutes ?? (() => []);
    this.#clock = options.clock ?? systemClock;
    this.#trustSystem = options.trustSystem ?? trustSystemCertificates;
  }

  /** How often the trusted certificates have become more; to be read before a connection is begun. */
  get trust(): number {
    return this.#trust;
  }

  /**
   * A connection failed since the server's certificate is of nobody who was trusted. Then those are trusted too whom
   * the system trusts.
   * @param before `trust` when it was begun: of several that were begun together, one has this done for all
   * @returns whether more are trusted now, so that another attempt may succeed
   */
  untrusted(before: number): boolean {
    if (before === this.#trust && this.#trustSystem()) this.#trust += 1;
    return before !== this.#trust;
  }

  /** At once where it is known. Plain http stays on this machine, and so needs no proxy. */
  routeTo(url: URL): Route | Promise<Route> {
    if (url.protocol !== 'https:' || isLoopback(url)) return DIRECT;
    const known = this.#known.get(url.origin);
    if (known !== undefined && this.#clock.elapsed() < known.untilMs) return known.route;
    return this.#find(url.origin);
  }

  /** The proxy of this route could not be reached, or did not let through: another one may. */
  failed(route: Route, error?: unknown): void {
    if (error instanceof ProxyError && error.wantsLogin) this.logins.noteAsked(route);
    if (route.kind === 'proxy')
      this.#avoided.set(addressOf(route.url), this.#clock.elapsed() + AVOIDED_FOR_MS);
    this.#known.clear();
  }

  /**
   * Gives this login to this proxy from now on.
   * @param proxy its address for people; null for the login makes it unknown
   */
  signIn(proxy: string, login: ProxyLogin | null): void {
    this.logins.set(proxy, login);
    this.changed();
  }

  /** The computer may be in another network now. */
  changed(): void {
    this.logins.forgetQuestion();
    this.#avoided.clear();
    this.#known.clear();
  }

  async #find(origin: string): Promise<Route> {
    const route = this.logins.applyTo(this.#best(await this.#ask(origin)));
    this.#known.set(origin, { route, untilMs: this.#clock.elapsed() + KNOWN_FOR_MS });
    return route;
  }

  #best(routes: readonly Route[]): Route {
    const usable = routes.filter(({ kind }) => kind !== 'unsupported');
    return usable.find((route) => !this.#isAvoided(route)) ?? usable[0] ?? routes[0] ?? DIRECT;
  }

  #isAvoided(route: Route): boolean {
    return route.kind === 'proxy' && this.#clock.elapsed() < (this.#avoided.get(addressOf(route.url)) ?? 0);
  }

  /** Without an answer the server is tried directly. */
  #ask(origin: string): Promise<readonly Route[]> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(FIND_MS, () => resolve([]));
      Promise.resolve(this.#findRoutes(origin))
        .then(resolve, () => resolve([]))
        .finally(stop);
    });
  }
}

/** A proxy's address without a login, which may change. */
function addressOf(proxyUrl: string): string {
  return `${new URL(proxyUrl).protocol}//${proxyName(proxyUrl)}`;
}
