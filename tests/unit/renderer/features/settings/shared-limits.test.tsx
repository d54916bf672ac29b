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

async function openForm() {
  await openUploads();
  fireEvent.click(screen.getByRole('button', { name: 'Set up …' }));
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

async function press(name: string) {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}

describe('the shared limits in the settings', () => {
  it('are one button until somebody sets them up', async () => {
    await openUploads();
    expect(screen.queryByLabelText('Server address')).toBeNull();
    await press('Set up …');
    expect(document.activeElement).toBe(field('Server address'));
    await press('Cancel');
    expect(screen.queryByLabelText('Server address')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Set up …' }));
  });

  it.each([
    ['no_address', 'Server address', 'This is not an address.'],
    ['unreachable', 'Server address', 'The server does not answer.'],
    ['login_refused', 'Server password', 'The server refuses the user name in the address or the password.'],
  ] as const)('say at its field what is wrong, until it changes: %s', async (code, label, sentence) => {
    api.limitsAnswer = { ok: false, code };
    await openForm();
    fireEvent.change(field('Server address'), { target: { value: url } });
    fireEvent.change(field('Server password'), { target: { value: 'wrong' } });
    await press('Test connection');
    expect(api.asked('testSharedLimits')).toEqual([[{ url, password: 'wrong' }]]);
    const hint = () =>
      document.getElementById(field(label).getAttribute('aria-describedby') ?? '')?.textContent;
    expect(hint()).toContain(sentence);
    expect(document.activeElement).toBe(field(label));
    fireEvent.change(field('Server password'), { target: { value: 'other' } });
    expect(hint()).not.toContain(sentence);
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
      'The server does not give this user all the rights that Hoist needs. Whoever runs it has to add: +pexpire +hdel',
    ],
  ] as const)('answer a test with %o', async (answer, sentence) => {
    api.limitsAnswer = answer;
    await openForm();
    await press('Test connection');
    expect(document.querySelector('form')?.textContent).toContain(sentence);
  });

  it.each([
    [1, 'Sharing works. No other computer is uploading at the moment.'],
    [2, 'Shared with 1 other computer that is uploading now.'],
    [12, 'Shared with 11 other computers that are uploading now.'],
  ])('close the form once they are saved, and count the other computers of %i', async (desks, sentence) => {
    api.limitsAnswer = { ok: true, code: 'saved' };
    await openForm();
    fireEvent.change(field('Server password'), { target: { value: 'right' } });
    await press('Save');
    expect(screen.queryByLabelText('Server password')).toBeNull();
    act(() => api.pushLimits({ url, hasPassword: true, status: { kind: 'shared', desks } }));
    expect(screen.getByText(sentence)).toBeTruthy();
    await press('Change …');
    expect(field('Server address').value).toBe(url);
    expect(field('Server password').value).toBe('');
    expect(field('Server password').placeholder).toBe('A password is saved. Type to replace it.');
  });

  it('keep the form open where the password is lost at the end, and say so', async () => {
    api.limitsAnswer = { ok: true, code: 'until_quit' };
    await openForm();
    fireEvent.change(field('Server password'), { target: { value: 'right' } });
    await press('Save');
    expect(document.querySelector('form')?.textContent).toContain('so it is kept until you quit');
    expect(field('Server password').value).toBe('');
  });

  it('say calmly that the server is unavailable', async () => {
    api.limits = { url, hasPassword: true, status: { kind: 'unavailable', code: 'unreachable' } };
    await openUploads();
    const line = 'The server does not answer. Uploads continue within the limits above.';
    expect(screen.getByText(line)).toBeTruthy();
  });

  it('cannot be edited where the organisation has set them', async () => {
    api.managed = { locked: ['quotaUrl'], problems: [] };
    api.limits = { url, hasPassword: true, status: { kind: 'off' } };
    await openUploads();
    expect(field('Server address').readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Change …' })).toBeNull();
    expect(screen.getByText('Set by your organisation')).toBeTruthy();
  });
});
