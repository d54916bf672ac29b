/**
 * A {@link Week} in a process of its own: `fork(week-process.ts, [JSON of WeekPlan])`. It says that it is there, and
 * then responds to each {@link WeekMessage} with a {@link ShiftReport}.
 */
import type { WeekMessage, WeekPlan } from './fast-week.ts';
import { Week } from './week.ts';

const { folder, accounts, seed }: WeekPlan = JSON.parse(process.argv[2] ?? '{}');
const [A, B] = accounts;
const week = new Week(folder, { A, B }, seed);

process.on('message', async (message: WeekMessage) => {
  process.send?.(
    message.kind === 'shift' ? await week.shift(message.number, message.files) : await week.end(),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
