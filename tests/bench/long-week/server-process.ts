/**
 * Two servers in a process of their own, each an account with its troubles: `fork(server-process.ts, [seed])`. It sends
 * the settings of both first, then a {@link Holdings} of both for each message, and ends with its parent.
 */
import { Chance } from '../../support/model/chance.ts';
import { type StoredFile, StrictApi } from '../../support/strict-api/strict-api.ts';
import { fateOf } from './documents.ts';
import type { Holdings } from './server.ts';
import { Weather } from './weather.ts';

const seed = Number(process.argv[2]);

const servers = await Promise.all([seed, seed + 1].map(startServer));

async function startServer(ownSeed: number): Promise<StrictApi> {
  const chance = new Chance(ownSeed);
  const asked = new Map<string, number>();
  /** Processing takes until the first, second or third time that somebody asks, whatever the client's clock says. */
  const status = ({ fileId, name }: StoredFile): object => {
    const times = (asked.get(fileId) ?? 0) + 1;
    asked.set(fileId, times);
    const fate = fateOf(name);
    const isDone = times >= 3 || chance.hits(0.6);
    const ended = fate === 'failed' ? 'PROCESSING_FAILED' : 'PROCESSED';
    return {
      processing_status: isDone ? ended : 'PROCESSING',
      processing_steps: [],
      warnings: { empty: false, infected: isDone && fate === 'infected', length: false },
    };
  };
  return StrictApi.start({ status, otherwise: new Weather(chance).faultOf });
}

function holdings(): Holdings[] {
  return servers.map(({ files, violations }) => ({
    stored: [...files.values()].flatMap(({ fileId, name, sha256 }) =>
      sha256 === null ? [] : [{ fileId, name, sha256 }],
    ),
    // A copy of what the server has is not sent, so that its end may be asked for once more.
    violations: violations.filter((violation) => !violation.endsWith('asked after its end was told')),
  }));
}

process.on('message', () => process.send?.(holdings()));
process.on('disconnect', () => process.exit());
process.send?.(servers.map(({ settings }) => settings));
