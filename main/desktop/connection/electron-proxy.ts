import { powerMonitor, session } from 'electron';
import { withCredentials } from '../../core/network/environment-proxy.ts';
import { allowSlowLines } from '../../core/network/lookup.ts';
import { Network } from '../../core/network/network.ts';
import { routesFromPac } from '../../core/network/pac-answer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { routesWithPolicy } from '../../core/policy/proxy.ts';

/**
 * Uses the system's network settings, PAC files and automatic discovery included. A system gives no proxy password to
 * other programs; the environment may name one. The organisation may name a proxy of its own.
 */
export function systemNetwork(policy: Policy): Network {
  allowSlowLines();
  const network = new Network({
    findRoutes: routesWithPolicy(policy, process.env, async (origin) => {
      const answer = await session.defaultSession.resolveProxy(origin);
      return routesFromPac(answer).map((route) => withCredentials(process.env, route));
    }),
  });
  powerMonitor.on('resume', () => network.changed());
  return network;
}
