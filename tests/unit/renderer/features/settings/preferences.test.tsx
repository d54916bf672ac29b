// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';

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
  it('save a switch and a choice at once', async () => {
    await openSection('General');
    fireEvent.click(screen.getByRole('switch', { name: 'Keep the computer awake' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Notifications' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Group the queue' }));
    fireEvent.change(screen.getByLabelText('Appearance'), { target: { value: 'dark' } });
    await settle();
    const changes = [
      [{ keepAwake: false }],
      [{ notifications: false }],
      [{ groupBatches: false }],
      [{ theme: 'dark' }],
    ];
    expect(api.asked('changePreferences')).toEqual(changes);
  });

  it('save a number when its field loses the focus, and reject an invalid one', async () => {
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

  it.each([
    [true, 'Hoist can send their text, or a PDF that LibreOffice makes.'],
    [false, 'With LibreOffice installed, it can also send a PDF.'],
  ])(
    'offer a PDF of what the server does not take where LibreOffice is there (%s)',
    async (hasOffice, hint) => {
      api.hasOffice = hasOffice;
      await openSection('Uploads');
      const rule = screen.getByLabelText<HTMLSelectElement>('Files that the server does not take');
      expect([...rule.options].map(({ text, disabled }) => [text, disabled])).toEqual([
        ['Ask me', false],
        ['Send their text', false],
        ['Send as PDF', !hasOffice],
        ['Leave them out', false],
      ]);
      expect(screen.getByText(hint, { exact: false })).toBeTruthy();
      fireEvent.change(rule, { target: { value: 'never' } });
      await settle();
      expect(api.asked('changePreferences')).toEqual([[{ conversionRule: 'never' }]]);
    },
  );

  it('show where the data is, and let the main process ask before a reset', async () => {
    await openSection('Data');
    expect(screen.getByText('/home/ada/.config/Hoist')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Data folder'));
    fireEvent.click(screen.getByLabelText('Log'));
    fireEvent.click(screen.getByLabelText('Report a problem'));
    fireEvent.click(screen.getByLabelText('Hoist'));
    await settle();
    expect([api.asked('reportProblem'), api.asked('showAbout')]).toEqual([[[]], [[]]]);
    expect(api.asked('showLog')).toEqual([[]]);
    fireEvent.click(screen.getByLabelText('Reset settings'));
    await settle();
    expect([api.asked('showDataFolder'), api.asked('resetSettings')]).toEqual([[[]], [[]]]);
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
  });
});

describe("Hoist's places in the system", () => {
  it("show the system's state, also after a change there", async () => {
    await openSection('General');
    const atLogin = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Start at login' });
    expect(atLogin().checked).toBe(false);
    fireEvent.click(atLogin());
    await settle();
    expect([api.asked('setStartAtLogin'), atLogin().checked]).toEqual([[[true]], true]);
    api.systemState = { ...api.systemState, startAtLogin: 'off' };
    fireEvent.focus(window);
    await settle();
    expect(atLogin().checked).toBe(false);
  });

  it('say when the person has to allow something', async () => {
    api.systemState = { ...api.systemState, startAtLogin: 'needs-approval' };
    await openSection('General');
    expect(screen.getByText(/Please allow Hoist in System Settings/)).toBeTruthy();
  });

  it('include “Send to” if the system has such a menu', async () => {
    await openSection('General');
    expect(screen.queryByRole('switch', { name: /Send to/ })).toBeNull();
    close();
    api.systemState = { ...api.systemState, sendTo: false };
    await openSection('General');
    fireEvent.click(screen.getByRole('switch', { name: /Send to/ }));
    await settle();
    expect(api.asked('setSendTo')).toEqual([[true]]);
  });
});

describe('the shortcut for the clipboard', () => {
  const button = () => screen.getByLabelText('Shortcut for the clipboard');
  const press = (key: string, code: string, held: object = {}) =>
    fireEvent.keyDown(button(), { key, code, ...held });

  it('is recorded while other shortcuts are suspended, and can be removed', async () => {
    await openSection('General');
    fireEvent.click(button());
    expect(button().textContent).toBe('Press keys …');
    press('u', 'KeyU');
    expect(screen.getByText(/Please use Ctrl, Alt or Command/)).toBeTruthy();
    press('Control', 'ControlLeft', { ctrlKey: true });
    press('U', 'KeyU', { ctrlKey: true, shiftKey: true });
    await settle();
    expect(api.asked('recordShortcut')).toEqual([[true], [false]]);
    expect(api.asked('changePreferences')).toEqual([[{ clipboardShortcut: 'Control+Shift+U' }]]);
    expect(button().textContent).toBe('Ctrl+Shift+U');
    fireEvent.click(screen.getByRole('button', { name: 'No shortcut' }));
    await settle();
    expect(api.asked('changePreferences').at(-1)).toEqual([{ clipboardShortcut: null }]);
  });

  it('stays as it was after Escape', async () => {
    await openSection('General');
    fireEvent.click(button());
    press('Escape', 'Escape');
    await settle();
    expect([button().textContent, api.asked('changePreferences')]).toEqual(['Record shortcut', []]);
  });

  it('says when another program has the keys', async () => {
    api.preferred = { ...api.preferred, clipboardShortcut: 'Control+Alt+U' };
    api.systemState = { ...api.systemState, shortcut: 'taken' };
    await openSection('General');
    expect(screen.getByText('Another program has these keys. Please choose others.')).toBeTruthy();
  });

  it('is not said to be held where the desktop hands the keys out and tells nobody', async () => {
    api.preferred = { ...api.preferred, clipboardShortcut: 'Control+Alt+U' };
    api.systemState = { ...api.systemState, shortcut: 'by-desktop' };
    await openSection('General');
    expect(screen.getByText(/Your desktop assigns the keys/)).toBeTruthy();
    expect(screen.queryByText(/Another program/)).toBeNull();
  });
});
