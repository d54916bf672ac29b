import { utilityProcess } from 'electron';
import type { FromWorker } from '../../core/files/drive/messages.ts';
import { type StartWorker, workerFile } from '../../core/files/drive/worker.ts';

/** Starts a drive's process as a utility process, since Electron's program starts no Node. The app must be ready. */
export const utilityWorker: StartWorker = ({ heard, gone }) => {
  const child = utilityProcess.fork(workerFile(), [], { stdio: 'ignore', serviceName: 'Hoist drive' });
  child.on('message', (message) => heard(message as FromWorker));
  child.on('exit', gone);
  return {
    send: (message) => child.postMessage(message),
    // The app needs no worker to stay alive.
    retain: () => {},
    release: () => {},
    kill: () => void child.kill(),
  };
};
