// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { folder, plainSettings } from '../../folders.ts';
import { openWindow, press, settle } from '../../render.tsx';

let api: FakeHoist;
let close: () => void = () => {};

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
/** A choice of a group, which has the same words as one of another group. */
const choice = (group: string, label: string) =>
  within(screen.getByRole('group', { name: group })).getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const heading = () => screen.getByRole('heading', { level: 2 }).textContent;
const main = () => screen.getByRole('main').textContent;

async function openForm() {
  ({ close } = await openWindow(api));
  await press('Folders');
  await press('Add folder …');
}

beforeEach(() => {
  api = new FakeHoist();
  api.chosen = '/home/ada/Invoices';
});
afterEach(() => close());

describe('the form for a new folder', () => {
  it('opens after a folder was chosen, and not when the dialog was closed', async () => {
    api.chosen = null;
    await openForm();
    expect([api.asked('chooseFolder'), heading()]).toEqual([[['watch']], 'No watched folders yet']);
  });

  it('has defaults, and watches nothing before it is submitted', async () => {
    await openForm();
    expect(heading()).toBe('Watch Invoices');
    expect(document.activeElement?.textContent).toBe('Watch Invoices');
    expect(api.asked('addFolder')).toEqual([]);
    await press('Start watching');
    expect(api.asked('addFolder')).toEqual([['/home/ada/Invoices', plainSettings]]);
    expect(screen.getByRole('status').textContent).toBe('Watching Invoices');
    expect(heading()).toBe('No watched folders yet');
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('passes on all settings', async () => {
    await openForm();
    type('Only these files', '.pdf; invoices/**');
    type('But not these', '*draft*');
    for (const label of ['Sub-folders too', 'Move it to the trash', 'Delete after 24 hours']) {
      fireEvent.click(field(label));
    }
    fireEvent.click(choice('When a file is edited after its upload', 'Ask me'));
    fireEvent.click(choice('When the server does not take a file', 'Send their text'));
    await press('Start watching');
    expect(api.asked('addFolder')[0]?.[1]).toEqual({
      recursive: false,
      include: ['*.pdf', 'invoices/**'],
      exclude: ['*draft*'],
      retention: 'temporary',
      postUploadAction: { type: 'trash' },
      onEdit: 'ask',
      conversionRule: 'text',
    });
  });

  it.each([true, false])('offers a PDF where LibreOffice is there: %s', async (hasOffice) => {
    api.hasOffice = hasOffice;
    await openForm();
    const pdf = screen.getByLabelText<HTMLInputElement>('Send as PDF');
    expect(pdf.disabled).toBe(!hasOffice);
    expect(main()?.includes('Needs LibreOffice, which is not on this computer.')).toBe(!hasOffice);
  });

  it('requires a target folder before it moves files', async () => {
    await openForm();
    fireEvent.click(field('Move it to another folder'));
    await press('Start watching');
    expect(main()).toContain('Choose the folder that files are moved to.');
    expect(document.activeElement).toBe(field('Move it to another folder'));
    expect(api.asked('addFolder')).toEqual([]);
    api.chosen = '/home/ada/Done';
    await press('Choose folder …');
    expect(main()).not.toContain('Choose the folder that files are moved to.');
    expect(main()).toContain('/home/ada/Done');
    await press('Start watching');
    expect(api.asked('addFolder')[0]?.[1]).toMatchObject({
      postUploadAction: { type: 'move', folder: '/home/ada/Done' },
    });
  });

  it('shows a problem at its field until the field changes', async () => {
    await openForm();
    api.outcome = {
      ok: false,
      field: 'include',
      message: { code: 'plain', because: '“[” is no pattern for file names.' },
    };
    type('Only these files', '[');
    await press('Start watching');
    expect(field('Only these files').getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field('Only these files'));
    fireEvent.click(choice('When a file is edited after its upload', 'Ask me'));
    expect(main()).toContain('is no pattern');
    type('Only these files', '*.pdf');
    expect(main()).not.toContain('is no pattern');
  });

  it('says that the folder cannot be watched, and stays open', async () => {
    await openForm();
    api.outcome = { ok: false, field: 'path', message: { code: 'plain', because: 'It is watched already.' } };
    await press('Start watching');
    expect(main()).toContain('It is watched already.');
    expect(screen.getByRole('status').textContent).toBe('It is watched already.');
    expect(heading()).toBe('Watch Invoices');
  });

  it('says so when the call itself fails', async () => {
    await openForm();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    api.failure = new Error('broken');
    await press('Start watching');
    expect(main()).toContain('That could not be saved.');
  });

  it.each([
    ['Escape', () => fireEvent.keyDown(window, { key: 'Escape' })],
    ['Cancel', () => fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))],
    ['the arrow', () => fireEvent.click(screen.getByRole('button', { name: 'Back to the folders' }))],
  ])('is left by %s', async (_, leave) => {
    await openForm();
    leave();
    await settle();
    expect([heading(), api.asked('addFolder')]).toEqual(['No watched folders yet', []]);
  });
});

describe('the form for a watched folder', () => {
  it('shows its settings and saves the changed ones', async () => {
    const settings = {
      ...plainSettings,
      recursive: false,
      include: ['*.{pdf,docx}', 'a/**'],
      postUploadAction: { type: 'move', folder: '/home/ada/Done' },
    } as const;
    api.watched = [folder('Invoices', { settings })];
    ({ close } = await openWindow(api));
    await press('Folders');
    await press('Edit: Invoices');
    expect(heading()).toBe('Settings of Invoices');
    expect(field('Only these files').value).toBe('*.{pdf,docx}, a/**');
    expect(field('Move it to another folder').checked).toBe(true);
    fireEvent.click(field('Sub-folders too'));
    await press('Save');
    expect(api.asked('updateFolder')).toEqual([['Invoices', { ...settings, recursive: true }]]);
    expect(screen.getByRole('status').textContent).toBe('Settings of Invoices saved');
  });
});
