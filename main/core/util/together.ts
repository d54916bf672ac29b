/**
 * Work that answers any number of questions at once. Who asks while it runs is answered by the next run, so each answer
 * is from after its question.
 */
export class Together<Question, Answer> {
  readonly #work: (questions: readonly Question[]) => Promise<Answer>;
  #asked: Question[] = [];
  #running: Promise<unknown> | null = null;
  #next: Promise<Answer> | null = null;

  constructor(work: (questions: readonly Question[]) => Promise<Answer>) {
    this.#work = work;
  }

  /** @returns the answer to all that were asked together */
  ask(question: Question): Promise<Answer> {
    this.#asked.push(question);
    this.#next ??= this.#runNext();
    return this.#next;
  }

  async #runNext(): Promise<Answer> {
    await this.#running;
    const questions = this.#asked;
    this.#asked = [];
    this.#next = null;
    const answer = this.#work(questions);
    this.#running = answer.catch(() => {});
    return answer;
  }
}
