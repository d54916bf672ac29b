import fc from 'fast-check';
import { CONTENTS } from './disk.ts';
import { CALL_FAULTS, type CallFault, type CallStep, PUT_FAULTS, type PutFault } from './faults.ts';
import { HALVES, type Half, OUTAGE_KINDS, type OutageKind } from './outages.ts';

/** Where the process dies: in this moment, around its n-th change from now, or as its n-th request leaves. */
export const CRASH_POINTS = ['now', 'before', 'after', 'sign', 'status', 'put'] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** What the person, the computer, the network or the server does. `pick` names one of the uploads there are. */
export type Operation =
  | { readonly type: 'add'; readonly file: number; readonly temporary: boolean }
  | { readonly type: 'add original'; readonly file: number; readonly temporary: boolean }
  | { readonly type: 'break conversions'; readonly times: number }
  | { readonly type: 'add copies'; readonly content: number; readonly count: number }
  | { readonly type: 'cancel' | 'retry' | 'again' | 'remove' | 'try one'; readonly pick: number }
  | { readonly type: 'cancel all' | 'retry all' | 'pause' | 'resume' | 'try now' | 'quit' }
  | { readonly type: 'edit'; readonly file: number; readonly content: number; readonly replaced: boolean }
  | { readonly type: 'swap'; readonly file: number; readonly with: number }
  | { readonly type: 'empty' | 'vanish'; readonly file: number }
  | { readonly type: 'offline' | 'online' | 'revoke key' | 'mend key' | 'mistype key' }
  | { readonly type: 'connect'; readonly user: 'A' | 'B' | null }
  | { readonly type: 'connect twice'; readonly first: 'A' | 'B'; readonly second: 'A' | 'B' }
  | { readonly type: 'disk full' | 'disk room' }
  | {
      readonly type: 'crash';
      readonly at: CrashPoint;
      readonly nth: number;
      readonly downMs: number;
      readonly edits: number;
    }
  | {
      readonly type: 'call fault';
      readonly step: CallStep;
      readonly fault: CallFault;
      readonly times: number;
    }
  | { readonly type: 'put fault'; readonly fault: PutFault; readonly times: number }
  | { readonly type: 'processing'; readonly ms: number; readonly end: 'PROCESSED' | 'FAILED' | 'INFECTED' }
  | { readonly type: 'delete at server'; readonly pick: number }
  | { readonly type: 'outage'; readonly of: Half; readonly kind: OutageKind }
  | { readonly type: 'outage over'; readonly of: Half }
  | { readonly type: 'repeat ids'; readonly times: number }
  /** The person sets other limits, which the server has as well. */
  | { readonly type: 'limits'; readonly limits: ScenarioLimits }
  | { readonly type: 'pass'; readonly ms: number };

interface ScenarioLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

export interface Scenario {
  readonly seed: number;
  readonly limits: ScenarioLimits;
  readonly concurrentPuts: number;
  /** The probability that any one request goes wrong. */
  readonly noise: number;
  readonly store: 'journal' | 'sqlite';
  /** The content that each file has at first. */
  readonly contents: readonly number[];
  readonly operations: readonly Operation[];
}

export const FILES = 6;
const HOUR_MS = 60 * 60_000;

const file = fc.nat(FILES - 1);
const content = fc.nat(CONTENTS - 1);
const pick = fc.nat(30);
const times = fc.constantFrom(1, 1, 2, 3, 9);
const user = fc.constantFrom('A' as const, 'B' as const);
const simple = <const T extends Operation['type']>(...names: readonly T[]) =>
  fc.constantFrom(...names).map((name) => ({ type: name }));
const ms = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 10, 30, 60, 120, 250) },
  { weight: 6, arbitrary: fc.constantFrom(500, 700, 1000, 2000, 5000) },
  { weight: 3, arbitrary: fc.constantFrom(20_000, 60_000, 120_000) },
  { weight: 1, arbitrary: fc.constantFrom(11 * 60_000, HOUR_MS, 21 * HOUR_MS, 21 * HOUR_MS, 25 * HOUR_MS) },
);

const limits = fc.constantFrom(
  { perSecond: 60, perMinute: 180 },
  { perSecond: 60, perMinute: 180 },
  { perSecond: 3, perMinute: 30 },
  { perSecond: 2, perMinute: 8 },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ type: fc.constant('add' as const), file, temporary: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('add original' as const), file, temporary: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('break conversions' as const), times }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('add copies' as const),
      content,
      count: fc.constantFrom(2, 3, 4, 5, 9, 24),
    }),
  },
  { weight: 24, arbitrary: fc.record({ type: fc.constant('pass' as const), ms }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'cancel' as const,
        'retry' as const,
        'again' as const,
        'remove' as const,
        'try one' as const,
      ),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: simple(
      'cancel all',
      'retry all',
      'pause',
      'resume',
      'resume',
      'try now',
      'quit',
    ) as fc.Arbitrary<Operation>,
  },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('edit' as const), file, content, replaced: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('swap' as const), file, with: file }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('empty' as const, 'vanish' as const, 'vanish' as const),
      file,
    }),
  },
  { weight: 2, arbitrary: simple('offline', 'online', 'online') as fc.Arbitrary<Operation> },
  {
    weight: 2,
    arbitrary: simple('revoke key', 'mend key', 'mend key', 'mistype key') as fc.Arbitrary<Operation>,
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('connect' as const), user: fc.option(user, { freq: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('connect twice' as const), first: user, second: user }),
  },
  { weight: 2, arbitrary: simple('disk full', 'disk room', 'disk room') as fc.Arbitrary<Operation> },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('crash' as const),
      at: fc.constantFrom(...CRASH_POINTS),
      nth: fc.nat(4),
      downMs: fc.constantFrom(0, 5, 900, 30_000, 700_000),
      edits: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('call fault' as const),
      step: fc.constantFrom('sign' as const, 'status' as const),
      fault: fc.constantFrom(...CALL_FAULTS),
      times,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('put fault' as const),
      fault: fc.constantFrom(...PUT_FAULTS),
      times,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('processing' as const),
      ms: fc.constantFrom(0, 500, 4000, 30_000, 20 * 60_000),
      end: fc.constantFrom(
        'PROCESSED' as const,
        'PROCESSED' as const,
        'PROCESSED' as const,
        'FAILED' as const,
        'INFECTED' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('limits' as const), limits }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('delete at server' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('repeat ids' as const), times }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('outage' as const),
      of: fc.constantFrom(...HALVES),
      kind: fc.constantFrom(...OUTAGE_KINDS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('outage over' as const), of: fc.constantFrom(...HALVES) }),
  },
);

/** The most operations of a scenario. */
const MAX_OPERATIONS = 40;

export function scenarios(store: Scenario['store']): fc.Arbitrary<Scenario> {
  return fc.record({
    seed: fc.nat(),
    limits,
    concurrentPuts: fc.constantFrom(8, 8, 2, 1),
    noise: fc.constantFrom(0, 0, 0.05, 0.2, 0.4),
    store: fc.constant(store),
    contents: fc.array(content, { minLength: FILES, maxLength: FILES }),
    operations: fc.array(operation, { minLength: 1, maxLength: MAX_OPERATIONS, size: 'max' }),
  });
}
