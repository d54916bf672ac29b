import type { ProcessingTimes } from './processing-times.ts';

/** The shortest time between two questions about a file, in ms: so soon one is known to be ready. */
const STEP_MS = 250;
/** Longer processing is planned in longer steps, so that a plan costs little. */
const STEPS = 100;
/** The plan goes so far beyond the longest known time. */
const BEYOND = 1.1;
/** The least pause about a file that takes longer than any before, as a part of its age. */
const LATER = 1 / 40;
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
  readonly #stepMs: number;
  /** By the age, in steps, at which a file was not ready: at which to ask next, and how many questions are likely to follow. */
  readonly #next: readonly number[];
  readonly #questions: readonly number[];
  readonly #later: number;

  /**
   * @param priceMs of one question
   * @param later the pause about a file that takes longer than any before, as a part of its age
   */
  constructor(times: ProcessingTimes, priceMs: number, later: number) {
    const endMs = BEYOND * times.longestMs;
    const stepMs = Math.max(STEP_MS, endMs / STEPS);
    const last = Math.max(1, Math.ceil(endMs / stepMs));
    const ready = Array.from({ length: last + 1 }, (_, step) => times.readyBy(step * stepMs));
    const readyAt = (step: number) => ready[step] ?? 0;
    const cost = new Array<number>(last + 1).fill(0);
    const next = new Array<number>(last).fill(last);
    const questions = new Array<number>(last + 1).fill(1);
    for (let from = last - 1; from >= 0; from -= 1) {
      const left = 1 - readyAt(from);
      let waitMs = 0;
      let best = { cost: Number.POSITIVE_INFINITY, step: last };
      for (let to = from + 1; to <= last; to += 1) {
        // Who got ready during the step has waited for half of it, who was so before for all of it.
        waitMs += stepMs * ((readyAt(to) + readyAt(to - 1)) / 2 - readyAt(from));
        const all = left * priceMs + waitMs + (cost[to] ?? 0);
        if (all < best.cost) best = { cost: all, step: to };
      }
      cost[from] = best.cost;
      next[from] = best.step;
      questions[from] = 1 + ((1 - readyAt(best.step)) / left) * (questions[best.step] ?? 1);
    }
    this.#stepMs = stepMs;
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
    const next = this.#next[Math.floor(ageMs / this.#stepMs)];
    return next === undefined ? ageMs + Math.max(STEP_MS, this.#later * ageMs) : next * this.#stepMs;
  }

  /** How many more questions a file is likely to take that was not ready at this age. */
  questionsAfter(ageMs: number): number {
    return this.#questions[Math.floor(ageMs / this.#stepMs)] ?? 1;
  }
}
