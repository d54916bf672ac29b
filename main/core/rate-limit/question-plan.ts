import type { ProcessingTimes } from './processing-times.ts';

/** The shortest step from one question about a file to the next, in ms: so soon one is known to be ready. */
const STEP_MS = 250;
/** A plan has so many of the shortest steps, then as many that grow with the age: a few slow files make no quick one wait. */
const SHORT_STEPS = 40;
const GROWING_STEPS = 60;
/** The plan goes so far beyond the longest known time. */
const BEYOND = 1.1;
/** The least pause about a file that takes longer than any before, as a part of its age. */
const LATER = 1 / 40;
/** The longest one, in ms. An age may be far too high: somebody may have set the clock. */
const LONGEST_PAUSE_MS = 30_000;
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
  /** The ages at which to ask, from 0 up, in ms. */
  readonly #agesMs: readonly number[];
  /** By the step at which a file was not ready: at which to ask next, and how many questions are likely to follow. */
  readonly #next: readonly number[];
  readonly #questions: readonly number[];
  readonly #later: number;

  /**
   * @param priceMs of one question
   * @param later the pause about a file that takes longer than any before, as a part of its age
   */
  constructor(times: ProcessingTimes, priceMs: number, later: number) {
    const agesMs = agesUpTo(BEYOND * times.longestMs);
    const last = agesMs.length - 1;
    const ready = agesMs.map((ageMs) => times.readyBy(ageMs));
    const readyAt = (step: number) => ready[step] ?? 0;
    const ageAt = (step: number) => agesMs[step] ?? 0;
    const cost = new Array<number>(last + 1).fill(0);
    const next = new Array<number>(last).fill(last);
    const questions = new Array<number>(last + 1).fill(1);
    for (let from = last - 1; from >= 0; from -= 1) {
      const left = 1 - readyAt(from);
      let waitMs = 0;
      let best = { cost: Number.POSITIVE_INFINITY, step: last };
      for (let to = from + 1; to <= last; to += 1) {
        // Who got ready during the step has waited for half of it, who was so before for all of it.
        waitMs += (ageAt(to) - ageAt(to - 1)) * ((readyAt(to) + readyAt(to - 1)) / 2 - readyAt(from));
        const all = left * priceMs + waitMs + (cost[to] ?? 0);
        if (all < best.cost) best = { cost: all, step: to };
      }
      cost[from] = best.cost;
      next[from] = best.step;
      questions[from] = 1 + ((1 - readyAt(best.step)) / left) * (questions[best.step] ?? 1);
    }
    this.#agesMs = agesMs;
    this.#next = next;
    this.#questions = questions;
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
    for (let priceMs = LEAST_PRICE_MS * Math.max(1, files); ; priceMs *= RAISE) {
      const plan = new QuestionPlan(times, priceMs, later);
      const needed = askedAgesMs.reduce((sum, ageMs) => sum + plan.questionsAfter(ageMs), 0);
      if (needed <= likely || priceMs > MOST_PRICE_MS) return plan;
    }
  }

  /** The age at which to ask next, in ms, about a file that was not ready at this one. */
  ageAfter(ageMs: number): number {
    const next = this.#next[this.#stepAt(ageMs)];
    // The question before may have been late for its step.
    if (next !== undefined) return Math.max(this.#agesMs[next] ?? 0, ageMs + STEP_MS / 2);
    return ageMs + Math.min(Math.max(STEP_MS, this.#later * ageMs), LONGEST_PAUSE_MS);
  }

  /** How many more questions a file is likely to take that was not ready at this age. */
  questionsAfter(ageMs: number): number {
    return this.#questions[this.#stepAt(ageMs)] ?? 1;
  }

  /** @returns the last step that is no later than this age */
  #stepAt(ageMs: number): number {
    return this.#agesMs.findLastIndex((stepMs) => stepMs <= ageMs);
  }
}

/** @returns ages from 0 up to `endMs` or a little more: even steps, then ones that grow in proportion to the age */
function agesUpTo(endMs: number): number[] {
  const evenMs = SHORT_STEPS * STEP_MS;
  const even = Math.min(SHORT_STEPS, Math.max(1, Math.ceil(endMs / STEP_MS)));
  const agesMs = Array.from({ length: even + 1 }, (_, step) => step * STEP_MS);
  const growth = Math.max(1 + 1 / SHORT_STEPS, (endMs / evenMs) ** (1 / GROWING_STEPS));
  for (let ageMs = evenMs; ageMs < endMs; agesMs.push(ageMs)) ageMs *= growth;
  return agesMs;
}
