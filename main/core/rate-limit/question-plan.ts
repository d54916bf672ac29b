import { countUpTo } from '../util/count-up-to.ts';
import type { ProcessingTimes } from './processing-times.ts';

/** The shortest time between two questions about a file, in ms: so soon one is known to be ready. */
const STEP_MS = 250;
/** Older files are asked about in longer steps, as a part of their age, so that a plan costs little. */
const STEP = 1 / 100;
/** The plan goes so far beyond the longest known time. */
const BEYOND = 1.1;
/** The least pause about a file that takes longer than any before, as a part of its age. */
const LATER = 1 / 40;
/** The longest pause, in ms: what was learned may mislead, and so may a clock that was set. */
const MOST_PAUSE_MS = 30_000;
/** Only so far ahead do questions take the calls that there are now, in ms: later ones have the next minute's. */
const AHEAD_MS = 60_000;
/** What a question has to save of a file's wait, in ms for each file under way: the rest of the calls is for a further drop. */
const LEAST_PRICE_MS = 4;
const MOST_PRICE_MS = 60_000;
const RAISE = 1.25;

/**
 * At which ages to ask for a file's status while calls are to spare. Each question has a price in ms of waiting, and the
 * plan makes the sum of prices and waits as small as possible: of all plans with as many questions, it has the least
 * mean time until a file is known to be ready.
 */
export class QuestionPlan {
  readonly #grid: Grid;
  /** By the step at which a file was not ready: at which to ask next. */
  readonly #next: readonly number[];
  readonly #later: number;

  /**
   * @param priceMs of one question
   * @param later the pause about a file that takes longer than any before, as a part of its age
   */
  constructor(grid: Grid, priceMs: number, later: number) {
    const { agesMs, readyBy } = grid;
    const last = agesMs.length - 1;
    const ageAt = (step: number) => agesMs[step] ?? 0;
    const readyAt = (step: number) => readyBy[step] ?? 0;
    const cost = new Array<number>(last + 1).fill(0);
    const next = new Array<number>(last).fill(last);
    for (let from = last - 1; from >= 0; from -= 1) {
      const left = 1 - readyAt(from);
      let waitMs = 0;
      let best = { cost: Number.POSITIVE_INFINITY, step: from + 1 };
      for (let to = from + 1; to <= last && ageAt(to) <= ageAt(from) + MOST_PAUSE_MS; to += 1) {
        // Who got ready during the step has waited for half of it, who was so before for all of it.
        waitMs += (ageAt(to) - ageAt(to - 1)) * ((readyAt(to) + readyAt(to - 1)) / 2 - readyAt(from));
        const all = left * priceMs + waitMs + (cost[to] ?? 0);
        if (all < best.cost) best = { cost: all, step: to };
      }
      cost[from] = best.cost;
      next[from] = best.step;
    }
    this.#grid = grid;
    this.#next = next;
    this.#later = later;
  }

  /**
   * The plan with the cheapest questions that these calls suffice for.
   * @param askedAgesMs of each file under way, the age when it was last asked about; 0 for never
   */
  static within(calls: number, askedAgesMs: readonly number[], times: ProcessingTimes): QuestionPlan {
    const files = askedAgesMs.length;
    const later = Math.max(LATER, (Math.LN2 * files) / calls);
    // What a few files take differs more from what is likely than what many take.
    const likely = calls / (1 + 1 / Math.sqrt(files));
    const grid = new Grid(times);
    for (let priceMs = LEAST_PRICE_MS * Math.max(1, files); ; priceMs *= RAISE) {
      const plan = new QuestionPlan(grid, priceMs, later);
      const needed = askedAgesMs.reduce((sum, ageMs) => sum + plan.questionsAfter(ageMs), 0);
      if (needed <= likely || priceMs > MOST_PRICE_MS) return plan;
    }
  }

  /** The age at which to ask next, in ms, about a file that was not ready at this one. */
  ageAfter(ageMs: number): number {
    const next = this.#next[this.#grid.stepOf(ageMs)];
    // The question before may have been late for its step.
    if (next !== undefined) return Math.max(this.#grid.agesMs[next] ?? 0, ageMs + STEP_MS / 2);
    return ageMs + Math.min(Math.max(STEP_MS, this.#later * ageMs), MOST_PAUSE_MS);
  }

  /** How many questions a file is likely to take in the next minute that was not ready at this age. */
  questionsAfter(ageMs: number): number {
    const { agesMs, readyBy } = this.#grid;
    const from = this.#grid.stepOf(ageMs);
    const untilMs = ageMs + AHEAD_MS;
    let questions = 1;
    for (let step = this.#next[from]; step !== undefined; step = this.#next[step]) {
      if ((agesMs[step] ?? 0) > untilMs) break;
      questions += (1 - (readyBy[step] ?? 0)) / (1 - (readyBy[from] ?? 0));
    }
    return questions;
  }
}

/** The ages among which a plan chooses, and the share of files that are ready by each. */
class Grid {
  readonly agesMs: readonly number[];
  readonly readyBy: readonly number[];

  constructor(times: ProcessingTimes) {
    // Beyond that, the pause is the longest in any case.
    const endMs = Math.min(BEYOND * times.longestMs, MOST_PAUSE_MS / LATER);
    const agesMs = [0];
    for (let ageMs = 0; ageMs < endMs; agesMs.push(ageMs)) ageMs += Math.max(STEP_MS, STEP * ageMs);
    this.agesMs = agesMs;
    this.readyBy = agesMs.map((ageMs) => times.readyBy(ageMs));
  }

  /** The last step up to this age. */
  stepOf(ageMs: number): number {
    return countUpTo(this.agesMs, ageMs) - 1;
  }
}
