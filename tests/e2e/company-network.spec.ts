import { readFile } from 'node:fs/promises';
import { ConnectProxy } from '../support/connect-proxy.ts';
import { expect, fillConnection, picture, test } from '../support/hoist-test.ts';

test('the system’s proxy is asked for a way to the server, what it refuses is said in words, and it gets the login that it asks for', async ({
  launch,
  api,
  folder,
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

  await page.getByRole('region', { name: 'Proxy' }).getByRole('button', { name: 'Sign in …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in to the proxy' });
  await dialog.getByLabel('User name').fill('me');
  await dialog.getByLabel('Password').fill('secret word');
  await picture(app, page, 'proxy-login');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Proxy' })).toBeHidden();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The proxy did not accept the user name or the password.')).toBeVisible();
  expect(proxy.tunnels.at(-1)).toEqual({ to: 'api.hoist.test:443', credentials: 'me:secret word' });
  const kept = await readFile(folder.at('data/settings.json'), 'utf8');
  expect(kept).toContain('encryptedProxyLogin');
  expect(kept).not.toContain('secret word');
});
