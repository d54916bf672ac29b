// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it, vi } from 'vitest';
import { createDropOutcome } from '../../../../../renderer/features/drop-window/drop-outcome.ts';
import { DropWindow } from '../../../../../renderer/features/drop-window/drop-window.tsx';
import { createDrops } from '../../../../../renderer/features/shared/state/drops.ts';
import { createI18n } from '../../../../../renderer/i18n/i18n.ts';
import { FakeHoist } from '../../fake-hoist.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('the drop window shows the result of a drop for a while', async () => {
  vi.useFakeTimers();
  const api = new FakeHoist();
  api.preferred = { ...api.preferred, retention: 'temporary' };
  const outcome = createDropOutcome(api);
  const drops = createDrops(window);
  render(
    <I18nextProvider i18n={createI18n()}>
      <DropWindow drops={drops} outcome={outcome} />
    </I18nextProvider>,
  );
  const drop = () => act(() => outcome.add([new File(['x'], 'a.pdf')]));
  expect(screen.getByText('Drop files here')).toBeTruthy();

  api.added = { queued: 2, skipped: 1, undecided: 0 };
  await drop();
  expect(api.asked('addFiles')).toEqual([[['a.pdf'], 'temporary']]);
  expect(screen.getByText('2 files added, 1 not sent')).toBeTruthy();
  api.added = { queued: 1, skipped: 0, undecided: 2 };
  await drop();
  expect(screen.getByText('1 file added, 2 to decide')).toBeTruthy();
  api.added = { queued: 0, skipped: 0, undecided: 0 };
  await drop();
  expect(screen.getByText('No files found there')).toBeTruthy();
  api.failure = new Error('no room');
  vi.spyOn(console, 'error').mockReturnValue();
  await drop();
  expect(screen.getByText('That did not work. Please try again.')).toBeTruthy();
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(screen.getByText('Drop files here')).toBeTruthy();
  drops.stop();
});
