import { expect, it } from 'vitest';
import { MenuUpdater } from '../../../../main/desktop/status/menu-updater.ts';

function open() {
  const shown: string[] = [];
  const clock = { nowMs: 0 };
  const menu = new MenuUpdater<string>(
    (to) => shown.push(to),
    () => clock.nowMs,
  );
  return { menu, shown, clock };
}

it('a closed menu changes at once', () => {
  const { menu, shown } = open();
  menu.set('a');
  menu.markOpen();
  menu.markClosed();
  menu.set('b');
  expect(shown).toEqual(['a', 'b']);
});

it('an open one changes when it is closed, to what it should be then', () => {
  const { menu, shown } = open();
  menu.markOpen();
  menu.set('a');
  menu.set('b');
  expect(shown).toEqual([]);
  menu.markClosed();
  expect(shown).toEqual(['b']);
});

it('one that is open for ever is taken for closed after a minute', () => {
  const { menu, shown, clock } = open();
  menu.markOpen();
  menu.set('a');
  clock.nowMs = 60_000;
  menu.set('b');
  expect(shown).toEqual(['b']);
});
