// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';

const proxy = 'proxy.example:8080';
let api: FakeHoist;
let close: () => void = () => {};

beforeEach(async () => {
  api = new FakeHoist();
  ({ close } = await openWindow(api));
});
afterEach(() => close());

const push = (question: FakeHoist['proxyView']['question']) => act(() => api.pushProxy({ question }));
const open = () => fireEvent.click(screen.getByRole('button', { name: 'Sign in …' }));
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function signIn() {
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await settle();
}

describe('a proxy that asks for a login', () => {
  it('shows in a bar for as long as it asks', () => {
    expect(screen.queryByRole('region', { name: 'Proxy' })).toBeNull();
    push({ proxy, wasRefused: false });
    expect(screen.getByRole('region', { name: 'Proxy' }).textContent).toContain(
      'The proxy of your network asks you to sign in.',
    );
    push({ proxy, wasRefused: true });
    expect(screen.getByRole('region', { name: 'Proxy' }).textContent).toContain('did not accept');
    push(null);
    expect(screen.queryByRole('region', { name: 'Proxy' })).toBeNull();
  });

  it('gets the person’s answer, and the dialog closes', async () => {
    push({ proxy, wasRefused: false });
    open();
    fill('User name', 'me');
    fill('Password', ' a b ');
    await signIn();
    expect(api.calls).toContainEqual(['answerProxy', proxy, { user: 'me', password: ' a b ' }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not answered without a name', async () => {
    push({ proxy, wasRefused: false });
    open();
    await signIn();
    expect(screen.getByText('Enter your user name.')).toBeTruthy();
    expect(api.calls.flat()).not.toContain('answerProxy');
  });

  it('is told apart from one that asks no more, or whose login cannot be kept', async () => {
    for (const [answered, words] of [
      ['nobody_asks', 'The proxy no longer asks for a password.'],
      ['until_quit', 'This computer cannot keep the password safe'],
    ] as const) {
      api.proxyAnswered = answered;
      push({ proxy, wasRefused: false });
      open();
      fill('User name', 'me');
      await signIn();
      expect(document.body.textContent).toContain(words);
      push(null);
    }
  });
});
