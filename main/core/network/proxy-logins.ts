import { Listeners } from '../util/listeners.ts';
import { proxyName, type Route } from './route.ts';

/** What a person answers to a proxy that asks who they are. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** A proxy that asks for a name and a password. */
export interface ProxyQuestion {
  /** Its address for people, `host:port`. */
  readonly proxy: string;
  /** Whether it had a name and a password, and did not accept them. */
  readonly wasRefused: boolean;
}

/** The names and passwords for proxies, each for one address, and the proxy that asks for them. */
export class ProxyLogins {
  readonly #known = new Map<string, ProxyLogin>();
  readonly #changes = new Listeners();
  #question: ProxyQuestion | null = null;

  /** The proxy that asks now; null where none does. */
  get question(): ProxyQuestion | null {
    return this.#question;
  }

  /** @param listener called when {@link question} has changed */
  onQuestion(listener: () => void): void {
    this.#changes.add(listener);
  }

  /** @param proxy its address for people; null for the login makes it unknown */
  set(proxy: string, login: ProxyLogin | null): void {
    if (login === null) this.#known.delete(proxy);
    else this.#known.set(proxy, login);
    this.#ask(null);
  }

  /** @returns the route with what is known for its proxy, which goes before what its address contains */
  applyTo(route: Route): Route {
    const login = route.kind === 'proxy' ? this.#known.get(proxyName(route.url)) : undefined;
    if (route.kind !== 'proxy' || login === undefined) return route;
    const url = new URL(route.url);
    url.username = encodeURIComponent(login.user);
    url.password = encodeURIComponent(login.password);
    return { kind: 'proxy', url: url.href.replace(/\/$/, '') };
  }

  /** The proxy of this route asks for a login. */
  noteAsked(route: Route): void {
    if (route.kind !== 'proxy') return;
    this.#ask({ proxy: proxyName(route.url), wasRefused: new URL(route.url).username !== '' });
  }

  /** The computer may be in another network, whose proxy does not ask. */
  forgetQuestion(): void {
    this.#ask(null);
  }

  #ask(question: ProxyQuestion | null): void {
    const before = this.#question;
    if (before?.proxy === question?.proxy && before?.wasRefused === question?.wasRefused) return;
    this.#question = question;
    this.#changes.emit();
  }
}
