import { ConnectProxy } from '../support/connect-proxy.ts';
import { expect, fillConnection, test } from '../support/hoist-test.ts';

test('the system’s proxy is asked for a way to the server, and what it refuses is said in words', async ({
  launch,
  api,
}) => {
  await using proxy = await ConnectProxy.start();
  proxy.refusal = 407;
  const { app, page } = await launch();
  const { host } = new URL(proxy.url);
  await app.evaluate(({ session }, proxyRules) => session.defaultSession.setProxy({ proxyRules }), host);
  await fillConnection(page, { ...api.settings, baseUrl: 'https://api.hoist.test/agents' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByLabel('Base URL')).toHaveAccessibleDescription(
    `The server cannot be reached: the proxy ${host} asks for a user name and password.`,
  );
  expect(proxy.tunnels).toEqual([{ to: 'api.hoist.test:443', credentials: null }]);
});
