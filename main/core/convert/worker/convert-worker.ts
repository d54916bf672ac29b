/** Where the thread of one conversion begins, see `Converter`. */
import { parentPort, workerData } from 'node:worker_threads';
import './guard.ts';
import type { WorkerAnswer, WorkerRequest } from '../worker-messages.ts';

// Whatever is loaded from here on is guarded.
const { answerTo } = await import('./answer.ts');
const answer: WorkerAnswer = await answerTo(workerData as WorkerRequest);
parentPort?.postMessage(answer);
