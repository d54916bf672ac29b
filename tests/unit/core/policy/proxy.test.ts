import { describe, expect, it } from 'vitest';
import { DIRECT, type Route } from '../../../../main/core/network/route.ts';
import { routesWithPolicy } from '../../../../main/core/policy/proxy.ts';

const SERVER = 'https://api.example.com';
const PROXY = 'http://proxy.example.com:3128';
const OF_SYSTEM: Route = { kind: 'proxy', url: 'http://system.example:8080' };
const routes = (policy: object, environment: Record<string, string>, own: readonly Route[]) =>
  routesWithPolicy({ locked: {}, preset: {}, ...policy }, environment, () => own)(SERVER);

describe('a proxy of the organisation', () => {
  it('that is locked is used whatever the environment and the system say', async () => {
    const environment = { https_proxy: 'http://other.example', NO_PROXY: '*' };
    expect(await routes({ locked: { proxy: PROXY } }, environment, [OF_SYSTEM])).toEqual([
      { kind: 'proxy', url: PROXY },
    ]);
    expect(await routes({ locked: { proxy: 'direct' } }, environment, [OF_SYSTEM])).toEqual([DIRECT]);
  });

  it('that is preset is used where neither the environment nor the system names one', async () => {
    const policy = { preset: { proxy: PROXY } };
    expect(await routes(policy, {}, [DIRECT])).toEqual([{ kind: 'proxy', url: PROXY }]);
    expect(await routes(policy, {}, [])).toEqual([{ kind: 'proxy', url: PROXY }]);
    expect(await routes(policy, {}, [OF_SYSTEM])).toEqual([OF_SYSTEM]);
    expect(await routes(policy, { https_proxy: 'http://other.example' }, [OF_SYSTEM])).toEqual([OF_SYSTEM]);
    expect(await routes(policy, { NO_PROXY: '.example.com' }, [DIRECT])).toEqual([DIRECT]);
  });

  it('may be missing', async () => {
    expect(await routes({}, {}, [OF_SYSTEM])).toEqual([OF_SYSTEM]);
  });
});
