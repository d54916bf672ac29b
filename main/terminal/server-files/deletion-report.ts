import type { DeletionFailure, DeletionOutcome } from '../../core/library/answers.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import { withColouredStart } from '../output/colours.ts';
import { say } from '../output/language.ts';
import { failedLine } from '../reports/plain-report.ts';

export interface DeletionTotals {
  deleted: number;
  not_there: number;
  failed: number;
}

/** Prints how deletions end, and counts them. */
export class DeletionReport {
  readonly totals: DeletionTotals = { deleted: 0, not_there: 0, failed: 0 };
  readonly #isJson: boolean;

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  ended(fileId: string, outcome: DeletionOutcome): void {
    this.totals[countedAs(outcome)] += 1;
    this.#print(this.#isJson ? jsonText(outcomeObject(fileId, outcome)) : outcomeLine(fileId, outcome));
  }

  summary(): void {
    const { totals } = this;
    this.#print(
      this.#isJson ? jsonText({ event: 'summary', ...totals }) : say('deletion_summary', { ...totals }),
    );
  }

  #print(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

function countedAs(outcome: DeletionOutcome): keyof DeletionTotals {
  switch (outcome) {
    case 'deleted':
      return outcome;
    case 'not-there':
      return 'not_there';
    case 'refused':
    case 'unconfirmed':
    case 'elsewhere':
      return 'failed';
  }
}

function outcomeObject(fileId: string, outcome: DeletionOutcome): Readonly<Record<string, unknown>> {
  const event = countedAs(outcome);
  if (outcome === 'deleted' || outcome === 'not-there') return { event, file_id: fileId };
  return { event, file_id: fileId, code: outcome, message: failureText(outcome) };
}

function outcomeLine(fileId: string, outcome: DeletionOutcome): string {
  if (outcome === 'deleted') return withColouredStart('green', say('file_deleted', { id: fileId }));
  if (outcome === 'not-there') return say('file_not_there', { id: fileId });
  return failedLine(fileId, failureText(outcome));
}

function failureText(failure: DeletionFailure): string {
  switch (failure) {
    case 'refused':
      return say('deletion_refused');
    case 'unconfirmed':
      return say('deletion_unconfirmed');
    case 'elsewhere':
      return say('connection_changed');
  }
}
