import { StrictApi, type StrictOptions } from '../strict-api/strict-api.ts';
import { FaultProxy } from './fault-proxy.ts';

/** A Files API and its storage that can be reached only through a proxy in which things go wrong. */
export interface ProxiedApi extends AsyncDisposable {
  readonly api: StrictApi;
  readonly proxy: FaultProxy;
}

export async function proxiedApi(options?: StrictOptions): Promise<ProxiedApi> {
  const api = await StrictApi.start(options);
  const proxy = await FaultProxy.start(Number(new URL(api.settings.baseUrl).port));
  // The signed URLs that the server gives out lead through the proxy as well.
  Object.assign(api.settings, { baseUrl: proxy.origin });
  return {
    api,
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
    },
  };
}

/** What the client did wrong. A file whose last status answer was lost on the way may be asked about once more. */
export function violationsOf(api: StrictApi, { passages }: FaultProxy): string[] {
  const lost = passages.some(
    ({ step, toxic, status }) => step === 'status' && toxic !== 'none' && status === 200,
  );
  return api.violations.filter((violation) => !(lost && violation.endsWith('asked after its end was told')));
}
