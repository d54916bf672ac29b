/** What the server said of a file at this age, which was not ready at an earlier one; ages in ms. */
interface Answer {
  readonly notYetMs: number;
  readonly ageMs: number;
  readonly isReady: boolean;
}

/** So many times slower than known a server may be. */
const FACTORS = [1, 1.25, 1.5, 2, 2.5, 3, 4] as const;
/** How many of the latest answers tell. */
const LATEST = 40;
/** How much likelier (as a logarithm) the answers have to be with a slower server: by chance, 1 in 3,000 is. */
const TELLING = 8;
/** Of factors that are nearly as likely, by this (as a logarithm), the least counts: answers of “not yet” leave all higher ones open. */
const CLOSE = 3;
/** No single answer tells more than this, since any file may be an exception. */
const LEAST_LIKELY = 1 / 100;

/** Notices from the answers about files under way that a server has become slower, before any of these is ready. */
export class Slowdown {
  #answers: readonly Answer[] = [];

  note(answer: Answer): void {
    this.#answers = [...this.#answers, answer].slice(-LATEST);
  }

  forget(): void {
    this.#answers = [];
  }

  /**
   * @param readyBy the share of files that are ready by an age, in ms, as far as it was learned
   * @returns how many times slower than that the server is likely to be; 1 unless the answers leave no doubt
   */
  factor(readyBy: (ageMs: number) => number): number {
    const [usual, ...slower] = FACTORS.map((factor) => {
      const logs = this.#answers.map(({ notYetMs, ageMs, isReady }) => {
        const left = 1 - readyBy(notYetMs / factor);
        const ready = (readyBy(ageMs / factor) - readyBy(notYetMs / factor)) / left;
        return Math.log(Math.max(LEAST_LIKELY, isReady ? ready : 1 - ready));
      });
      return { factor, likelihood: logs.reduce((sum, log) => sum + log, 0) };
    });
    const most = Math.max(...slower.map(({ likelihood }) => likelihood));
    if (usual === undefined || most <= usual.likelihood + TELLING) return 1;
    return slower.find(({ likelihood }) => likelihood >= most - CLOSE)?.factor ?? 1;
  }
}
