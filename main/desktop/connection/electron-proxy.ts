import { powerMonitor, session } from 'electron';
import { withCredentials } from '../../core/network/environment-proxy.ts';
import { allowSlowLines } from '../../core/network/lookup.ts';
import { Network } from '../../core/network/network.ts';
import { routesFromPac } from '../../core/network/pac-answer.ts';

/**
 * The network as the system's settings have it, PAC files and automatic discovery included. A system keeps no password
 * for a proxy that another program could read; the environment may name one.
 */
export function systemNetwork(): Network {
  allowSlowLines();
  const network = new Network({
    findRoutes: async (origin) => {
      const answer = await session.defaultSession.resolveProxy(origin);
      return routesFromPac(answer).map((route) => withCredentials(process.env, route));
    },
  });
  powerMonitor.on('resume', () => network.changed());
  return network;
}
