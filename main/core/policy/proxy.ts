import { isExemptFromProxy, parseProxy, proxyVariable } from '../network/environment-proxy.ts';
import { DIRECT, type FindRoutes, type Route } from '../network/route.ts';
import type { Policy } from './policy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The routes with the organisation's proxy: a locked one always, a preset one where neither the environment nor `own`
 * names a proxy. NO_PROXY exempts from a preset one.
 * @param own what the system or the environment says
 */
export function routesWithPolicy(policy: Policy, environment: Environment, own: FindRoutes): FindRoutes {
  const { locked, preset } = policy;
  if (locked.proxy !== undefined) {
    const route = routeOf(locked.proxy);
    return () => [route];
  }
  if (preset.proxy === undefined || proxyVariable(environment) !== '') return own;
  const route = routeOf(preset.proxy);
  return async (origin) => {
    const routes = await own(origin);
    if (isExemptFromProxy(environment, new URL(origin))) return routes;
    return routes.every(({ kind }) => kind === 'direct') ? [route] : routes;
  };
}

function routeOf(proxy: string): Route {
  return (proxy === 'direct' ? null : parseProxy(proxy)) ?? DIRECT;
}
