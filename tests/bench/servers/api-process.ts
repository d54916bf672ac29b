/**
 * The strict Files API in a process of its own: `fork(api-process.ts, [JSON of ApiPlan])`. It sends the settings first,
 * then an {@link ApiAccount} for each message, and ends with its parent.
 */
import type { StoredFile } from '../../support/strict-api/strict-api.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import type { ApiAccount, ApiPlan } from './api.ts';
import { processingMsOf } from './processing-times.ts';

const { processing, limits, maxSizeBytes }: ApiPlan = JSON.parse(process.argv[2] ?? '{}');

const readyAtMs = ({ name, storedAtMs }: StoredFile): number => storedAtMs + processingMsOf(processing, name);
const iso = (timeMs: number): string => new Date(timeMs).toISOString();

function status(file: StoredFile): object {
  const endsAtMs = readyAtMs(file);
  const done = Date.now() >= endsAtMs;
  const endedAt = done ? iso(endsAtMs) : null;
  return {
    processing_status: done ? 'PROCESSED' : 'PROCESSING',
    processing_steps: [{ createdAt: iso(file.storedAtMs), endedAt, status: 'ANTIVIRUS_SCANNING' }],
    warnings: { empty: false, infected: false, length: false },
  };
}

const api = await StrictApi.start({
  status,
  ...(limits !== null && { limits }),
  ...(maxSizeBytes !== null && { maxSizeBytes }),
});

function account(): ApiAccount {
  const stored = [...api.files.values()].filter((file) => file.stored > 0);
  return {
    requests: api.calls.filter(({ step }) => step !== 'put').length,
    refused: api.refusedCalls,
    firstPutAtMs: api.calls.find(({ step }) => step === 'put')?.atMs ?? null,
    readyAtMs: Object.fromEntries(stored.map((file) => [file.name, readyAtMs(file)])),
    violations: api.violations,
  };
}

process.on('message', () => process.send?.(account()));
process.on('disconnect', () => process.exit());
process.send?.(api.settings);
