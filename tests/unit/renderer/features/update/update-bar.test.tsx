// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';

it('the update bar announces a new version quietly, and offers a restart only when no upload runs', async () => {
  const api = new FakeHoist();
  const { close } = await openWindow(api);
  expect(screen.queryByRole('region', { name: 'New version' })).toBeNull();
  act(() => api.tellUpdate({ kind: 'waiting', version: '2.0.0' }));
  expect(screen.getByRole('region', { name: 'New version' }).textContent).toContain('Hoist 2.0.0 is here');
  expect(screen.queryByRole('button', { name: 'Restart to update' })).toBeNull();
  act(() => api.tellUpdate({ kind: 'ready', version: '2.0.0' }));
  fireEvent.click(screen.getByRole('button', { name: 'Restart to update' }));
  await settle();
  expect(api.calls.map(([name]) => name)).toContain('restartToUpdate');
  close();
});
