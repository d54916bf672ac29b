// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';

const url = 'rediss://hoist@limits.example.com:6379/0';
let api: FakeHoist;
let close: () => void = () => {};

async function openUploads() {
  ({ close } = await openWindow(api));
  fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
  fireEvent.mouseDown(screen.getByRole('tab', { name: 'Uploads' }));
  await settle();
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the shared limits in the settings', () => {
  it('say in words what is wrong with a server, until the address changes', async () => {
    api.limitsAnswer = { ok: false, code: 'login_refused' };
    await openUploads();
    fireEvent.change(screen.getByLabelText('Server address'), { target: { value: url } });
    fireEvent.change(screen.getByLabelText('Server password'), { target: { value: 'wrong' } });
    fireEvent.click(screen.getByRole('button', { name: 'Test' }));
    await settle();
    expect(api.asked('testSharedLimits')).toEqual([[{ url, password: 'wrong' }]]);
    const refused = 'The limits’ server refuses the user name or the password.';
    expect(screen.getAllByText(refused).length).toBeGreaterThan(0);
    fireEvent.change(screen.getByLabelText('Server address'), { target: { value: `${url}1` } });
    expect(document.querySelector('form')?.textContent).not.toContain(refused);
  });

  it.each([
    [{ ok: true, code: 'works', otherDesks: null }, 'The server works. Save to share the limits.'],
    [
      { ok: true, code: 'works', otherDesks: 0 },
      'The server works. No other computer shares these limits at the moment.',
    ],
    [{ ok: true, code: 'works', otherDesks: 1 }, 'The server works. 1 other computer shares these limits.'],
    [{ ok: true, code: 'works', otherDesks: 3 }, 'The server works. 3 other computers share these limits.'],
    [
      { ok: false, code: 'rights_missing', missingRights: ['+pexpire', '+hdel'] },
      'The limits’ server does not allow this user what Hoist needs. Whoever runs it has to add: +pexpire +hdel',
    ],
  ] as const)('answer a test with %o', async (answer, sentence) => {
    api.limitsAnswer = answer;
    await openUploads();
    fireEvent.click(screen.getByRole('button', { name: 'Test' }));
    await settle();
    expect(document.querySelector('form')?.textContent).toContain(sentence);
  });

  it('empty the password once it is saved, and count the desks', async () => {
    api.limitsAnswer = { ok: true, code: 'saved' };
    await openUploads();
    const password = screen.getByLabelText<HTMLInputElement>('Server password');
    fireEvent.change(password, { target: { value: 'right' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await settle();
    expect(password.value).toBe('');
    act(() => api.pushLimits({ url, hasPassword: true, status: { kind: 'shared', desks: 12 } }));
    expect(screen.getByText('12 desks share this key.')).toBeTruthy();
    expect(password.placeholder).toBe('A password is saved. Type to replace it.');
  });

  it('say calmly that the server is unavailable', async () => {
    api.limits = { url, hasPassword: true, status: { kind: 'unavailable', code: 'unreachable' } };
    await openUploads();
    const line = 'The limits’ server does not answer. Hoist keeps its own limits meanwhile.';
    expect(screen.getByText(line)).toBeTruthy();
  });

  it('cannot be edited where the organisation has set them', async () => {
    api.managed = { locked: ['quotaUrl'], problems: [] };
    api.limits = { url, hasPassword: true, status: { kind: 'off' } };
    await openUploads();
    expect(screen.getByLabelText<HTMLInputElement>('Server address').readOnly).toBe(true);
    expect(screen.queryByLabelText('Server password')).toBeNull();
    expect(screen.getByText('Set by your organisation')).toBeTruthy();
  });
});
