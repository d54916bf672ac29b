// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { createDrops, type Drops } from '../../../../../renderer/features/shared/state/drops.ts';

let drops: Drops;
afterEach(() => drops.stop());

function drag(on: EventTarget, type: string, ...names: string[]): Event {
  const files = names.map((name) => new File(['x'], name, { type: 'application/pdf' }));
  const items = files.map((file) => ({ kind: 'file', type: file.type }));
  const dataTransfer = { types: ['Files'], items, files, dropEffect: 'none' };
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer, relatedTarget: null });
  on.dispatchEvent(event);
  return event;
}

function taken(): string[][] {
  const all: string[][] = [];
  drops.takenBy((files) => all.push(files.map(({ name }) => name)));
  return all;
}

it('drops keeps files that were dropped before anybody could take them', () => {
  drops = createDrops(window);
  drag(document.body, 'drop', 'early.pdf');
  const all = taken();
  drag(document.body, 'drop', 'late.pdf');
  expect(all).toEqual([['early.pdf'], ['late.pdf']]);
});

it('drops takes a drop once, also on an element that has left the page under the pointer', () => {
  drops = createDrops(window);
  const all = taken();
  const screen = document.createElement('main');
  document.body.append(screen);
  drag(screen, 'dragover', 'a.pdf');
  drag(screen, 'dragover', 'a.pdf');
  drag(screen, 'drop', 'a.pdf');
  drag(screen, 'dragover', 'b.pdf');
  screen.remove();
  drag(screen, 'drop', 'b.pdf');
  expect(all).toEqual([['a.pdf'], ['b.pdf']]);
  expect(drops.getState().hovering).toBeNull();
});
