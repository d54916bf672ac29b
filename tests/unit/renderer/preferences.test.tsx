// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeHoist } from './fake-hoist.ts';
import { openWindow, settle } from './render.tsx';

let api: FakeHoist;
let close: () => void = () => {};

async function openSection(name: string) {
  ({ close } = await openWindow(api));
  fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
  fireEvent.mouseDown(screen.getByRole('tab', { name }));
  await settle();
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the sections of the settings', () => {
  it('keep a switch and a choice at once', async () => {
    await openSection('General');
    fireEvent.click(screen.getByRole('switch', { name: 'Keep the computer awake' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Notifications' }));
    fireEvent.change(screen.getByLabelText('Appearance'), { target: { value: 'dark' } });
    await settle();
    const changes = [[{ keepAwake: false }], [{ notifications: false }], [{ theme: 'dark' }]];
    expect(api.asked('changePreferences')).toEqual(changes);
  });

  it('keep a number once it is left, and say what is wrong with one that cannot be kept', async () => {
    await openSection('Uploads');
    const minute = screen.getByLabelText('Calls a minute');
    fireEvent.change(minute, { target: { value: '1.5' } });
    fireEvent.blur(minute);
    expect(minute.getAttribute('aria-invalid')).toBe('true');
    expect(api.asked('changePreferences')).toEqual([]);
    fireEvent.change(minute, { target: { value: '90' } });
    fireEvent.keyDown(minute, { key: 'Enter' });
    const limit = screen.getByLabelText('Upload limit (KB/s)');
    fireEvent.change(limit, { target: { value: '500' } });
    fireEvent.blur(limit);
    await settle();
    fireEvent.change(limit, { target: { value: '' } });
    fireEvent.blur(limit);
    await settle();
    expect(api.asked('changePreferences')).toEqual([
      [{ requestsPerMinute: 90 }],
      [{ maxBytesPerSecond: 512_000 }],
      [{ maxBytesPerSecond: null }],
    ]);
  });

  it('show where the data lies, and leave the question before a reset to the main process', async () => {
    await openSection('Data');
    expect(screen.getByText('/home/ada/.config/Hoist')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Data folder'));
    fireEvent.click(screen.getByLabelText('Reset settings'));
    await settle();
    expect([api.asked('showDataFolder'), api.asked('resetSettings')]).toEqual([[[]], [[]]]);
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
  });
});
