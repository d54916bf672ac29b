import { expect, it } from 'vitest';
import { type TaskbarView, taskbarView } from '../../../../main/desktop/status/taskbar-view.ts';
import { busy, busyBatch, idle, inNeed } from './statuses.ts';

it.each<[string, typeof idle, Partial<TaskbarView>]>([
  ['nothing while nothing moves', idle, { progress: null, needCount: 0 }],
  ['how far the batch is, in whole percents', busy, { progress: 0.45, mode: 'normal' }],
  ['a batch that took long and is over', { ...idle, batch: { ...busyBatch, moving: 0 } }, { progress: null }],
  ['a pause', { ...busy, paused: true }, { progress: 0.45, mode: 'paused' }],
  ['a wait for the network', { ...busy, blockedReason: { kind: 'offline' } }, { mode: 'paused' }],
  [
    'what the person has to mend',
    { ...busy, blockedReason: { kind: 'disk' }, paused: true },
    { mode: 'error' },
  ],
  ['files that need a decision too', { ...idle, ...inNeed, undecidedCount: 2 }, { needCount: 5 }],
  ['how many files need the person', { ...busy, ...inNeed }, { mode: 'normal', needCount: 3 }],
])('dock and task bar show %s', (_what, status, expected) => {
  expect(taskbarView(status)).toMatchObject(expected);
});
