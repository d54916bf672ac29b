// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadRow } from '../../../../../preload/contract/contract.ts';
import { listRows, uploadsOf } from '../../../../../renderer/features/queue/part-groups.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { endUndo, key, openWindow, press, rowById, settle, shownIds as shown } from '../../render.tsx';
import { failed, parts, patch, queued, ready, row, snapshot } from '../../rows.ts';

const BATCH = 'batch:1';
const batch = { id: '1', title: 'Contracts' };
const inBatch = (rows: readonly UploadRow[], of = batch) => rows.map((one) => ({ ...one, batch: of }));

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

const button = (name: string) => within(rowById(BATCH)).queryByRole('button', { name });
const click = async (name: string) => {
  fireEvent.click(button(name) as HTMLElement);
  await settle();
};

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('what was added in one go', () => {
  it('stands together under a heading, which folds', async () => {
    const [a, b] = inBatch([row('a', ready), row('b')]);
    await open(a as UploadRow, row('z'), b as UploadRow);
    expect(shown()).toEqual([BATCH, 'a', 'b', 'z']);
    expect(rowById(BATCH).getAttribute('aria-label')).toMatch(/^Contracts, 2 files · .+ · 1 ready$/);
    await click('Hide the files');
    expect(shown()).toEqual([BATCH, 'z']);
    expect(button('Show the files')?.getAttribute('aria-expanded')).toBe('false');
    act(() => rowById(BATCH).focus());
    await key('Enter');
    expect(shown()).toEqual([BATCH, 'a', 'b', 'z']);
  });

  it('counts a file that was edited and uploaded again as one, in its latest version', async () => {
    const rows = inBatch([row('a', ready), row('b', ready), { ...row('a2'), earlierVersion: 'a' }]);
    await open(...rows, row('z'));
    expect(shown()).toEqual([BATCH, 'a', 'b', 'a2', 'z']);
    expect(rowById(BATCH).getAttribute('aria-label')).toMatch(/^Contracts, 2 files · .+ · 1 ready$/);
    close();
    const [first, ...others] = inBatch(parts('Slides.pptx', 'parts', ready, ready));
    const again = {
      ...inBatch([row('a2')])[0],
      earlierVersion: first?.madeFrom?.groupId ?? null,
    } as UploadRow;
    await open(first as UploadRow, ...others, again, row('z'));
    expect(shown()).not.toContain(BATCH);
  });

  it('lets rows slide while it folds, but not while files arrive', async () => {
    await open(...inBatch([row('a'), row('b')]), row('z'));
    const isMoving = () => screen.getByRole('treegrid').classList.contains('moving-rows');
    act(() => api.push(patch(2, [row('y')])));
    await settle();
    expect(isMoving()).toBe(false);
    await click('Hide the files');
    expect(isMoving()).toBe(true);
    await waitFor(() => expect(isMoving()).toBe(false));
  });

  it('folds and unfolds by the arrows, which step to its buttons where there is nothing to unfold', async () => {
    await open(...inBatch([row('a'), row('b')]));
    act(() => rowById(BATCH).focus());
    await key('ArrowLeft');
    expect(shown()).toEqual([BATCH]);
    await key('ArrowRight');
    expect(shown()).toEqual([BATCH, 'a', 'b']);
    await key('ArrowRight');
    expect(document.activeElement).toBe(button('Hide the files'));
    await key('ArrowLeft');
    expect(document.activeElement).toBe(rowById(BATCH));
    expect(shown()).toEqual([BATCH, 'a', 'b']);
  });

  it('says to screen readers which rows stand below which, and what is folded', async () => {
    const files = parts('Slides.pptx', 'parts', ready, ready);
    await open(...inBatch([row('a'), ...files]), row('z'));
    const tree = () =>
      screen
        .getAllByRole('row')
        .map((one) => [
          one.getAttribute('data-id'),
          one.getAttribute('aria-level'),
          one.getAttribute('aria-expanded'),
        ]);
    expect(tree()).toEqual([
      [BATCH, '1', 'true'],
      ['a', '2', null],
      ['group:Slides.pptx', '2', 'false'],
      ['z', '1', null],
    ]);
    act(() => rowById('group:Slides.pptx').focus());
    await key('ArrowRight');
    expect(tree().slice(2, 5)).toEqual([
      ['group:Slides.pptx', '2', 'true'],
      ['Slides.pptx-1', '3', null],
      ['Slides.pptx-2', '3', null],
    ]);
    await key('ArrowDown');
    // Left leads to the row above in the tree, and folds where it can.
    for (const active of ['group:Slides.pptx', 'group:Slides.pptx', BATCH, BATCH]) {
      await key('ArrowLeft');
      expect(document.activeElement?.getAttribute('data-id')).toBe(active);
    }
    expect(tree()).toEqual([
      [BATCH, '1', 'false'],
      ['z', '1', null],
    ]);
  });

  it('says that a watched folder brought it, and on which day', async () => {
    const from = 'Contracts';
    const today = { from, addedAtMs: Date.now() };
    await open(...inBatch([row('a', ready, today), row('b', ready, today)]), row('z', ready, today));
    expect(rowById(BATCH).getAttribute('aria-label')).toBe('Contracts (watched), 2 files · today · 2 ready');
    expect(rowById('a').textContent).not.toContain('from Contracts');
    expect(rowById('z').textContent).toContain('from Contracts');
  });

  it('is cancelled by Delete on its heading, and goes on with Undo', async () => {
    await open(...inBatch([row('a'), row('b'), row('c', ready)]));
    act(() => rowById(BATCH).focus());
    await key('Delete');
    expect(api.asked('cancel')).toEqual([[['a', 'b']]]);
    expect(shown()).not.toContain('c');
    expect(screen.getByText('2 uploads cancelled. One file removed from the list.')).toBeTruthy();
    await press('Undo');
    expect(api.asked('retry')).toEqual([[['a', 'b']]]);
    expect(shown()).toContain('c');
    await endUndo();
    expect(api.asked('remove')).toEqual([]);
  });

  it('offers to undo several that were cancelled, but not a single one', async () => {
    await open(...inBatch([row('a'), row('b')]), row('z'));
    act(() => rowById('z').focus());
    await key('Delete');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    act(() => rowById(BATCH).focus());
    await key('Delete');
    await key('z', { ctrlKey: true });
    expect(api.asked('retry')).toEqual([[['a', 'b']]]);
  });

  it('stays folded while more of it is found', async () => {
    await open(...inBatch([row('a'), row('b')]));
    await click('Hide the files');
    act(() => api.push(patch(2, inBatch([row('c', ready)]))));
    await settle();
    expect(shown()).toEqual([BATCH]);
    expect(rowById(BATCH).textContent).toMatch(/3 files · .+ · 1 ready/);
  });

  it('has no heading where it is one file, whatever that was converted to', async () => {
    await open(
      ...inBatch([row('a')]),
      ...inBatch(parts('o.csv', 'parts', ready, ready), { id: '2', title: 'o.csv' }),
    );
    expect(shown()).toEqual(['a', 'group:o.csv']);
  });

  it('is called by its number of files where it has no name', async () => {
    await open(
      ...inBatch([row('a'), row('b', ready)]).map((one) => ({ ...one, batch: { id: '1', title: null } })),
    );
    expect(rowById(BATCH).getAttribute('aria-label')).toMatch(/^2 files, [^·]+ · 1 ready$/);
  });

  it('holds the parts of an original, which open inside', async () => {
    await open(...inBatch([row('a'), ...parts('o.csv', 'parts', ready, ready)]));
    expect(shown()).toEqual([BATCH, 'a', 'group:o.csv']);
    fireEvent.doubleClick(rowById('group:o.csv'));
    expect(shown()).toEqual([BATCH, 'a', 'group:o.csv', 'o.csv-1', 'o.csv-2']);
  });

  it('counts all its files under a filter, shows those that match, and disappears without one', async () => {
    await open(...inBatch([row('a', ready), row('b'), row('c', failed())]), row('z'));
    await press('Ready 1');
    expect(shown()).toEqual([BATCH, 'a']);
    expect(rowById(BATCH).textContent).toMatch(/3 files · .+ · 1 ready · 1 failed/);
    expect(button('Retry')).toBeNull();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'z.pdf' } });
    await press(/^All/);
    await waitFor(() => expect(shown()).toEqual(['z']));
  });

  it('gives way to the causes among the failed files', async () => {
    await open(...inBatch([row('a', failed()), row('b', failed())]));
    await press('Failed 2');
    expect(shown().slice(1)).toEqual(['a', 'b']);
  });

  it('has no heading where the person wants a flat list', async () => {
    api.preferred = { ...api.preferred, groupBatches: false };
    await open(...inBatch([row('a', ready), row('b')]));
    expect(shown()).toEqual(['a', 'b']);
  });

  it('is copied and tried again as a whole', async () => {
    await open(...inBatch([row('a', ready), row('b', failed()), row('c', ready)]), row('z', ready));
    await click('Copy 2 ids');
    await click('Retry');
    expect(api.calls).toEqual([
      ['copyIds', ['a', 'c']],
      ['retry', ['b']],
    ]);
  });

  it('leaves a file alone that was taken out of the selection', async () => {
    await open(...inBatch([row('a', ready), row('b', ready)]));
    act(() => rowById('a').focus());
    await key('a', { ctrlKey: true });
    fireEvent.click(rowById('b'), { ctrlKey: true });
    await key('Delete');
    await endUndo();
    expect(api.asked('remove')).toEqual([[['a']]]);
  });
});

it('each upload is listed once, however batches and parts are folded', () => {
  const member = fc.record({ batch: fc.integer({ min: 0, max: 3 }), group: fc.integer({ min: 0, max: 2 }) });
  const some = fc.uniqueArray(fc.constantFrom('0', '1', '2', '3'));
  fc.assert(
    fc.property(fc.array(member, { maxLength: 30 }), some, some, (members, folded, opened) => {
      const rows = members.map((one, index) => {
        const groupId = `${one.batch}${one.group}`;
        const madeFrom = { name: 'o', way: 'parts', groupId, part: index, of: 40 } as const;
        return row(`u${index}`, queued, {
          batch: one.batch === 0 ? null : { id: String(one.batch), title: null },
          madeFrom: one.group === 0 ? null : madeFrom,
        });
      });
      const order = rows.map(({ id }) => id);
      const result = listRows(order, order, new Map(rows.map((one) => [one.id, one])), {
        filter: 'all',
        groupBatches: true,
        foldedBatches: new Set(folded.map((id) => `batch:${id}`)),
        openGroups: new Set(opened.flatMap((id) => ['1', '2'].map((group) => `group:${id}${group}`))),
      });
      expect(new Set(result.listed).size).toBe(result.listed.length);
      expect(uploadsOf(result.listed, result).sort()).toEqual([...order].sort());
    }),
  );
});
