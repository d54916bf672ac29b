import { jsonText } from '../../core/model/unprintable.ts';
import { EXIT } from '../output/exit.ts';
import { print } from '../output/output.ts';
import { gatherStatus } from './gather-status.ts';
import { isWell, type StatusFacts } from './status-facts.ts';
import { statusLines } from './status-lines.ts';
import { statusObject } from './status-object.ts';

/**
 * Prints how Hoist and its connection are.
 * @returns the exit code
 */
export async function runStatus(options: {
  readonly json?: true;
  readonly call: boolean;
  readonly data?: string;
  readonly invokedFrom: string;
}): Promise<number> {
  const { json, ...place } = options;
  const facts = await gatherStatus(place);
  if (json === true) await print(`${jsonText(statusObject(facts))}\n`);
  else for (const line of statusLines(facts)) await print(`${line}\n`);
  return exitCodeOf(facts);
}

function exitCodeOf(facts: StatusFacts): number {
  if (isWell(facts)) return EXIT.ok;
  return facts.connection.problem !== null && facts.running !== 'yes' ? EXIT.usage : EXIT.failed;
}
