import { utilityProcess } from 'electron';
import type { FromWorker } from '../../core/files/drive/messages.ts';
import { type StartWorker, workerFile } from '../../core/files/drive/worker.ts';

/** The process of a drive, as Electron starts one: its own program starts no children of Node. The app must be ready. */
export const utilityWorker: StartWorker = ({ heard, gone }) => {
  const child = utilityProcess.fork(workerFile(), [], { stdio: 'ignore', serviceName: 'Hoist drive' });
  child.on('message', (message) => heard(message as FromWorker));
  child.on('exit', gone);
  return {
    send: (message) => child.postMessage(message),
    // The app lives on by itself.
    hold: () => {},
    letGo: () => {},
    kill: () => void child.kill(),
  };
};
