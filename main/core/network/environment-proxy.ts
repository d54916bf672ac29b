import { DIRECT, type FindRoutes, type Route } from './route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy that the environment names for https, as curl and others read it: HTTPS_PROXY, ALL_PROXY, NO_PROXY. */
export function environmentRoutes(environment: Environment): FindRoutes {
  const proxy = routeOf(read(environment, 'https_proxy') ?? read(environment, 'all_proxy'));
  const exempt = (read(environment, 'no_proxy') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return (origin) => [exempt.some((entry) => covers(entry, new URL(origin))) ? DIRECT : proxy];
}

/** The name and password that the environment has for a proxy that was named without, where it is the same one. */
export function withCredentials(environment: Environment, route: Route): Route {
  const known = routeOf(read(environment, 'https_proxy'));
  if (route.kind !== 'proxy' || known.kind !== 'proxy') return route;
  return new URL(known.url).host === new URL(route.url).host ? known : route;
}

function read(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || environment[name.toUpperCase()]?.trim() || undefined;
}

function routeOf(value: string | undefined): Route {
  if (value === undefined) return DIRECT;
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const isUsable = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return isUsable ? { kind: 'proxy', url } : { kind: 'unsupported', name: url.replace(/\/\/.*@/, '//') };
}

/** `*`, a host with all that is below it, or either with a port. */
function covers(entry: string, { hostname, port }: URL): boolean {
  if (entry === '*') return true;
  const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (entryPort !== undefined && entryPort !== (port || '443')) return false;
  const domain = name.replace(/^\*?\./, '');
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
