// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { endUndo, openWindow, press, rowById as rowOf, settle, shownIds as shown } from '../../render.tsx';
import { failed, patch, ready, row, snapshot, undecided } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

const buttonsOf = (id: string) =>
  within(rowOf(id))
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label') ?? button.textContent);

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('a file that the server does not take', () => {
  it('needs a decision and has a button for each way', async () => {
    await open(
      undecided('slides', '.pptx', 'text', 'pdf'),
      undecided('archive', '.zip', 'contents'),
      undecided('orders', '.csv', 'parts'),
    );
    expect(rowOf('slides').textContent).toContain('This server does not take .pptx.');
    expect(rowOf('slides').getAttribute('aria-label')).toContain('Needs a decision.');
    expect(buttonsOf('slides')).toEqual(['Send its text', 'Send as PDF', 'Remove']);
    expect(buttonsOf('archive')).toEqual(['Send what is in it', 'Remove']);
    expect(buttonsOf('orders')).toEqual(['Send in parts', 'Remove']);
  });

  it('is sent as its button says', async () => {
    await open(undecided('slides', '.pptx', 'text', 'pdf'), undecided('archive', '.zip', 'contents'));
    const click = (id: string, name: string) =>
      fireEvent.click(within(rowOf(id)).getByRole('button', { name }));
    click('slides', 'Send as PDF');
    click('slides', 'Send its text');
    click('archive', 'Send what is in it');
    await settle();
    expect(api.asked('convert')).toEqual([
      [['slides'], 'pdf'],
      [['slides'], 'text'],
      [['archive'], 'text'],
    ]);
    expect(screen.getByRole('status').textContent).toBe('Converting 1 file');
  });

  it('counts by itself, neither as failed nor as not sent, and stays when finished ones are cleared', async () => {
    const tooLarge = { ...failed(), message: { code: 'too_large', sizeBytes: 9, maxSizeBytes: 5 } } as const;
    await open(
      undecided('notes', '.md', 'text'),
      row('orders', tooLarge, { ways: ['parts'] }),
      row('done', ready),
    );
    expect(screen.getByRole('main').textContent).toContain('1 of 1 ready · 2 to decide');
    expect(screen.queryByRole('button', { name: /Retry failed/ })).toBeNull();
    await press('Clear finished');
    await endUndo();
    expect(api.asked('remove')).toEqual([[['done']]]);
    await press('Failed 0');
    expect(shown()).toEqual([]);
    await press('To decide 2');
    expect(shown()).toEqual(['notes', 'orders']);
  });

  it('is “not sent” where nothing is to be converted', async () => {
    await open(undecided('notes', '.md'));
    expect(rowOf('notes').getAttribute('aria-label')).toContain('Not sent.');
    expect(buttonsOf('notes')).toEqual(['Remove']);
    expect(screen.queryByText(/to decide/)).toBeNull();
  });
});

describe('the question for many files', () => {
  const question = () => screen.queryByText(/can be sent after conversion/);

  it('converts all of them, to a PDF where nothing else can be made', async () => {
    await open(
      undecided('slides', '.pptx', 'text', 'pdf'),
      undecided('old', '.ppt', 'pdf'),
      undecided('archive', '.zip', 'contents'),
      row('done', ready),
    );
    expect(question()?.textContent).toBe(
      '3 files can be sent after conversion. Documents lose their pictures and layout.',
    );
    await press('Convert all');
    expect(api.asked('convert')).toEqual([
      [['slides', 'archive'], 'text'],
      [['old'], 'pdf'],
    ]);
    expect(screen.getByRole('status').textContent).toBe('Converting 3 files');
  });

  it('is not asked for a single file, which has its buttons', async () => {
    await open(undecided('notes', '.md', 'text'));
    expect(question()).toBeNull();
  });

  it('comes back after “Not now” once there are more files', async () => {
    await open(undecided('a', '.md', 'text'), undecided('b', '.md', 'text'));
    await press('Not now');
    expect(question()).toBeNull();
    api.push(patch(2, [undecided('c', '.md', 'text')]));
    await settle();
    expect(question()?.textContent).toContain('3 files');
  });
});
