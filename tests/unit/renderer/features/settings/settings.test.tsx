// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { account, FakeHoist, noAccount } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';
import { row, snapshot } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const hintOf = (label: string) =>
  document.getElementById(field(label).getAttribute('aria-describedby') ?? '')?.textContent;
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
};
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

async function open() {
  ({ close } = await openWindow(api));
}

async function openSettings() {
  await open();
  await press('Settings');
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('a pasted curl command', () => {
  const paste = async (label: string, text: string) => {
    const handled = !fireEvent.paste(field(label), { clipboardData: { getData: () => text, files: [] } });
    await settle();
    return handled;
  };
  const userId = '0b0c4ffa-5b4e-4f9a-9d57-2f0f0f5f1c11';

  it('fills the form, and nothing is saved or tested by that', async () => {
    api.connected = noAccount;
    await open();
    expect(hintOf('Base URL')).toContain('paste a curl command');
    const command = `curl 'https://api.test/x/v1/files' -H 'api-key: k3y' -H 'user-id: ${userId}'`;
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    expect(await paste('Base URL', command)).toBe(true);
    // What came of it stands below the buttons, which a small window does not show.
    expect(scroll.mock.contexts.at(-1)).toHaveProperty('textContent', expect.stringContaining('Taken from'));
    scroll.mockRestore();
    expect([field('Base URL').value, field('API key').value, field('User id').value]).toEqual([
      'https://api.test/x',
      'k3y',
      userId,
    ]);
    expect(screen.getAllByText('Taken from the command: Base URL, API key, and User id.')).not.toEqual([]);
    expect([api.asked('testConnection'), api.asked('saveConnection')]).toEqual([[], []]);
    type('User id', 'x');
    expect(screen.queryByText(/^Taken from/, { selector: 'form *' })).toBeNull();
  });

  it('says what is still missing, and which command is needed', async () => {
    api.connected = noAccount;
    await open();
    await paste('API key', `curl 'https://api.test/v1/files' -H 'api-key: $API_KEY'`);
    expect(
      screen.getAllByText('Taken from the command: Base URL. Still missing: API key and User id.'),
    ).not.toEqual([]);
    await paste('API key', 'curl -T a.pdf "$FILE_URL"');
    expect(screen.getAllByText(/^That command sends a file to the storage\./)).not.toEqual([]);
    await paste('User id', 'curl https://api.test/');
    expect(screen.getAllByText(/^That command names no base URL/)).not.toEqual([]);
    expect(field('API key').value).toBe('');
  });

  it('leaves other texts to the field', async () => {
    await openSettings();
    expect(await paste('API key', 'k3y')).toBe(false);
  });
});

describe('while the keyring is locked', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    api.connected = { ...account, mode: 'unlocking', keyProtection: 'unknown' };
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const wait = (ms: number) => act(async () => vi.advanceTimersByTime(ms));

  it('the window shows nothing for the moment that most keyrings take, and no first run', async () => {
    await open();
    await wait(599);
    expect(screen.queryByRole('heading', { level: 2 })).toBeNull();
    await act(async () => api.pushConnection(account));
    expect(screen.getByText('Connected')).toBeTruthy();
    await wait(10_000);
    expect(screen.getByText('Connected')).toBeTruthy();
  });

  it('the window says what it waits for when that takes longer', async () => {
    await open();
    await wait(600);
    expect(screen.getByRole('heading', { name: 'Your API key is being fetched' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Settings' })).toBeNull();
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});

describe('the first run', () => {
  beforeEach(() => {
    api.connected = noAccount;
  });

  it('shows the default address, no key and no user id', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Connect Hoist' })).toBeTruthy();
    expect(field('Base URL').value).toBe('https://api.haufe.ai/agents');
    expect([field('API key').value, field('API key').placeholder]).toEqual(['', 'Paste your key']);
    expect(field('API key').type).toBe('password');
    expect(field('User id').value).toBe('');
  });

  it('generates a UUID', async () => {
    await open();
    await press('Generate');
    expect(field('User id').value).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('ends with the queue when the settings are saved', async () => {
    await open();
    type('API key', ' key-1 ');
    await press('Save');
    expect(api.asked('saveConnection')).toEqual([
      [{ name: '', baseUrl: noAccount.baseUrl, apiKey: 'key-1', userId: '' }, 'account'],
    ]);
    api.pushConnection(account);
    await settle();
    expect(screen.getByText('Drop documents here')).toBeTruthy();
  });

  it('leads to the sandbox, which stays marked until the person leaves it', async () => {
    await open();
    await press('Try it without an account');
    expect(screen.getByRole('region', { name: 'Sandbox' })).toBeTruthy();
    await press('Leave sandbox');
    expect(screen.queryByRole('region', { name: 'Sandbox' })).toBeNull();
  });

  it('leads to waiting files and back', async () => {
    api.now = { ...snapshot(1, [row('a'), row('b')]), queueStatus: { kind: 'not-connected' } };
    await open();
    expect(screen.getByText('2 files wait in the queue')).toBeTruthy();
    await press('Show the queue');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    await press('Set up');
    expect(screen.getByRole('heading', { name: 'Connect Hoist' })).toBeTruthy();
  });
});

describe('the settings', () => {
  it('never show the saved key', async () => {
    await openSettings();
    expect([field('API key').value, field('API key').placeholder]).toEqual([
      '',
      'A key is saved. Type to replace it.',
    ]);
  });

  it('show a problem at its field and focus it', async () => {
    await openSettings();
    api.testResult = {
      ok: false,
      field: 'userId',
      message: { code: 'plain', because: 'The user id is not a UUID.' },
    };
    await press('Test connection');
    expect(hintOf('User id')).toBe('The user id is not a UUID.');
    expect(field('User id').getAttribute('aria-invalid')).toBe('true');
    expect(field('Base URL').getAttribute('aria-invalid')).toBe('false');
    expect(document.activeElement).toBe(field('User id'));
  });

  it('remove a problem when its field changes, but not when another does', async () => {
    await openSettings();
    api.testResult = {
      ok: false,
      field: 'apiKey',
      message: { code: 'plain', because: 'The key was refused.' },
    };
    await press('Test connection');
    type('User id', 'x');
    expect(hintOf('API key')).toBe('The key was refused.');
    type('API key', 'x');
    expect(hintOf('API key')).not.toBe('The key was refused.');
  });

  it('say that the connection works, and save nothing during a test', async () => {
    await openSettings();
    await press('Test connection');
    expect(screen.getByRole('main').textContent).toContain('It works.');
    expect(api.asked('saveConnection')).toEqual([]);
  });

  it('show a problem without a field below the buttons', async () => {
    await openSettings();
    api.testResult = {
      ok: false,
      field: null,
      message: { code: 'plain', because: 'No connection to the server.' },
    };
    await press('Save');
    expect(screen.getByRole('main').textContent).toContain('No connection to the server.');
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy();
  });

  it('do not fall silent when the call itself fails', async () => {
    await openSettings();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    api.failure = new Error('broken');
    await press('Test connection');
    expect(screen.getByRole('main').textContent).toContain('Hoist could not check these settings.');
  });

  it('open at the field that blocks the queue', async () => {
    api.now = {
      ...snapshot(1),
      queueStatus: {
        kind: 'configuration',
        field: 'apiKey',
        message: { code: 'plain', because: 'The key was refused.' },
      },
    };
    await open();
    await press('Open settings');
    expect(hintOf('API key')).toBe('The key was refused.');
    expect(document.activeElement).toBe(field('API key'));
  });

  it('close on Escape', async () => {
    await openSettings();
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
  });

  it.each([
    ['plain-text-key', true, /no keyring/],
    ['unavailable', false, /only until you quit/],
  ] as const)('warn about a key kept as %s', async (keyProtection, hasKey, texts) => {
    api.connected = { ...account, keyProtection, hasKey };
    await openSettings();
    expect(screen.getByText(texts)).toBeTruthy();
  });

  it('say nothing about key storage before the system has answered', async () => {
    api.connected = { ...account, keyProtection: 'unknown' };
    await openSettings();
    expect(screen.queryByText(/no keyring|cannot keep the key safe/)).toBeNull();
  });

  it("show the main process's notice", async () => {
    api.connected = { ...account, notice: { code: 'settings_damaged' } };
    await openSettings();
    expect(screen.getByText(/The settings were damaged/)).toBeTruthy();
  });
});

describe('settings that the organisation has locked', () => {
  beforeEach(() => {
    api.managed = {
      locked: ['baseUrl', 'apiKey', 'requestsPerMinute'],
      problems: [{ code: 'policy_unknown', path: '/etc/hoist/policy.json', names: 'locked.colour' }],
    };
  });

  it('are shown, cannot be edited, and say who set them', async () => {
    await openSettings();
    expect(field('Base URL').readOnly).toBe(true);
    expect(hintOf('Base URL')).toBe('Set by your organisation');
    expect(field('User id').readOnly).toBe(false);
    expect(screen.queryByLabelText('API key')).toBeNull();
    expect(
      screen.getByText(/has settings that this version of Hoist does not know: locked.colour/),
    ).toBeTruthy();
  });

  it('show a problem with the organisation’s key in place of the key', async () => {
    api.testResult = { ok: false, field: 'apiKey', message: { code: 'key_refused' } };
    await openSettings();
    await press('Test connection');
    // Once below the label, and once for screen readers.
    expect(screen.getAllByText('The server does not accept this API key.')).toHaveLength(2);
  });

  it('say while the window waits that a program gives the key', async () => {
    vi.useFakeTimers();
    api.connected = { ...account, mode: 'unlocking', keyProtection: 'unknown' };
    await open();
    await act(async () => vi.advanceTimersByTime(600));
    expect(screen.getByText(/^A program of your organisation provides it/)).toBeTruthy();
    expect(screen.getByText('Fetching the key')).toBeTruthy();
    vi.useRealTimers();
  });
});
