import { expect, it } from 'vitest';
import { UndoWait } from '../../../../main/core/library/undo-wait.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

function start() {
  const clock = new VirtualClock();
  const ended: string[] = [];
  const wait = new UndoWait<string>(clock, (held) => ended.push(...held));
  return { clock, ended, wait };
}

it('UndoWait ends 9 s after its begin', async () => {
  const { clock, ended, wait } = start();
  wait.begin(['a', 'b']);
  await clock.advance(8999);
  expect([ended, wait.held]).toEqual([[], ['a', 'b']]);
  await clock.advance(1);
  expect([ended, wait.held]).toEqual([['a', 'b'], []]);
});

it('UndoWait begins anew once the person has left the button, and waits a minute at most', async () => {
  const { clock, ended, wait } = start();
  wait.begin(['a']);
  await clock.advance(5000);
  wait.pause(true);
  await clock.advance(50_000);
  wait.pause(false);
  await clock.advance(8999);
  expect(ended).toEqual([]);
  await clock.advance(1);
  expect(ended).toEqual(['a']);
  wait.begin(['b']);
  wait.pause(true);
  await clock.advance(60_000);
  expect(ended).toEqual(['a', 'b']);
  wait.pause(true);
  expect(clock.awaited).toBe(false);
});

it('UndoWait gives back what it holds, and ends nothing then', async () => {
  const { clock, ended, wait } = start();
  wait.begin(['a']);
  expect([wait.take(), wait.take(), clock.awaited]).toEqual([['a'], [], false]);
  await clock.advance(60_000);
  expect(ended).toEqual([]);
});
