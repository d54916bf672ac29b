// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../../preload/contract/contract.ts';
import { account, FakeHoist, noAccount } from '../../fake-hoist.ts';
import { key, openWindow, press, settle } from '../../render.tsx';
import { row, snapshot } from '../../rows.ts';

const work = { id: 'w@https://a.example.com', name: 'Work', server: 'a.example.com', waiting: 0 };
const trial = { id: 't@https://b.example.com', name: 'Trial', server: 'b.example.com', waiting: 3 };
const several: Connection = { ...account, id: work.id, givenName: 'Work', all: [trial, work] };

let api: FakeHoist;
let close: () => void;

async function open(connection: Connection) {
  api.connected = connection;
  const opened = await openWindow(api);
  close = opened.close;
}

async function openMenu(name: string) {
  act(() => screen.getByRole('button', { name: `Connection: ${name}` }).focus());
  await key('Enter');
}

const choices = () => screen.getAllByRole('menuitemradio').map(({ textContent }) => textContent);
const choose = async (name: RegExp) => {
  fireEvent.click(screen.getByRole('menuitemradio', { name }));
  await settle();
};
const select = async (name: string) => {
  fireEvent.click(screen.getByRole('menuitem', { name }));
  await settle();
};

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the menu of connections', () => {
  it('is not there before the first connection', async () => {
    await open(noAccount);
    expect(screen.queryByRole('button', { name: /^Connection/ })).toBeNull();
  });

  it('shows which is in use and what waits for others, and switches by the keyboard', async () => {
    await open(several);
    await openMenu('Work');
    expect(choices()).toEqual([
      'Trialb.example.com · 3 files wait',
      'Worka.example.com',
      'SandboxTo try things out; nothing leaves this computer',
    ]);
    expect(screen.getByRole('menuitemradio', { checked: true }).textContent).toMatch(/^Work/);
    await key('Enter');
    expect(api.asked('switchConnection')).toEqual([[trial.id]]);
    expect(screen.getByRole('button', { name: 'Connection: Trial' })).toBeTruthy();
  });

  it('says before that the sandbox ends, and leads from it to an account', async () => {
    await open({ ...several, mode: 'sandbox' });
    await openMenu('Sandbox');
    expect(screen.getByText(/^Leaving the sandbox ends its uploads/)).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: /^Remove/ })).toBeNull();
    await choose(/^Work/);
    expect(api.asked('switchConnection')).toEqual([[work.id]]);
  });

  it('stays in the sandbox, says nothing and keeps the focus where the person does not want to leave it', async () => {
    await open({ ...several, mode: 'sandbox' });
    api.keepsSandbox = true;
    for (const name of [/^Work/, /^Trial/]) {
      await openMenu('Sandbox');
      await choose(name);
      await vi.waitFor(() =>
        expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Connection: Sandbox' })),
      );
      expect(screen.queryByText(/is in use/)).toBeNull();
    }
    expect(api.asked('switchConnection')).toEqual([[work.id], [trial.id]]);
    api.keepsSandbox = false;
    await openMenu('Sandbox');
    await choose(/^Work/);
    expect(screen.getByText('“Work” is in use')).toBeTruthy();
  });

  it('starts the sandbox', async () => {
    await open(several);
    await openMenu('Work');
    await choose(/^Sandbox/);
    expect(api.asked('useSandbox')).toEqual([[]]);
    expect(screen.getByRole('button', { name: 'Connection: Sandbox' })).toBeTruthy();
  });

  it('adds a connection in a form of its own, without the key of the present one', async () => {
    await open(several);
    await openMenu('Work');
    await select('Add a connection …');
    const sheet = screen.getByRole('dialog', { name: 'Add a connection' });
    const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
    expect([field('API key').placeholder, field('User id').value]).toEqual(['Paste your key', '']);
    fireEvent.change(field('Name'), { target: { value: ' Third ' } });
    fireEvent.change(field('API key'), { target: { value: 'key-3' } });
    fireEvent.change(field('User id'), { target: { value: 'u' } });
    expect(sheet.textContent).toMatch(/its own files, folders and history/);
    await press('Save');
    expect(api.asked('saveConnection')).toEqual([
      [{ name: 'Third', baseUrl: account.baseUrl, apiKey: 'key-3', userId: 'u' }, 'new'],
    ]);
    expect(screen.queryByRole('dialog', { name: 'Add a connection' })).toBeNull();
  });

  it('edits and removes the one in use', async () => {
    await open(several);
    await openMenu('Work');
    await select('Edit “Work” …');
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Work');
    await openMenu('Work');
    await select('Remove “Work” …');
    expect(api.asked('removeConnection')).toEqual([[work.id]]);
    expect(screen.getAllByText('“Work” was removed.').length).toBeGreaterThan(0);
  });

  it('offers no further connection where the organisation allows one alone', async () => {
    await open({ ...several, all: [work], mayAdd: false });
    await openMenu('Work');
    expect(screen.queryByRole('menuitem', { name: 'Add a connection …' })).toBeNull();
  });
});

describe('a switch', () => {
  it('brings the files of the other connection', async () => {
    api.now = snapshot(1, [row('mine', { stage: 'queued', waitsFor: null })]);
    await open(several);
    const ready = { stage: 'ready', fileId: 'id', note: null, alreadyAtMs: null } as const;
    api.now = { ...snapshot(5, [row('theirs', ready)]), connectionId: trial.id };
    // A patch is missing, so the window takes a new snapshot.
    vi.useFakeTimers();
    act(() => api.push({ ...api.now, seq: 5, rows: [], removedIds: [] }));
    await act(() => vi.advanceTimersByTimeAsync(0));
    vi.useRealTimers();
    expect(screen.queryByRole('row', { name: /^mine/ })).toBeNull();
    expect(screen.getByRole('row', { name: /^theirs/ })).toBeTruthy();
  });
});
