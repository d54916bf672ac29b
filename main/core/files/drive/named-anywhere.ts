import { localNamedFiles, type NamedFiles } from '../named-files.ts';
import { driveOf } from './drive.ts';

/** Wherever they lie: on a drive that may stop answering, its own process is asked (`drive-worker.ts`). */
export const namedAnywhere: NamedFiles = {
  look: (path) => ask('look', path),
  realpath: (path) => ask('realpath', path),
  names: (folder) => ask('names', folder),
  readable: (path) => ask('readable', path),
  entry: (path) => ask('entry', path),
};

type Answer<Method extends keyof NamedFiles> = ReturnType<NamedFiles[Method]>;

function ask<Method extends keyof NamedFiles>(method: Method, path: string): Answer<Method> {
  const drive = driveOf(path);
  const answer = drive === null ? localNamedFiles[method](path) : drive.call('named', [method, path]);
  return answer as Answer<Method>;
}
