import { jsonText } from '../../core/model/unprintable.ts';
import { EXIT } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { print } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { readSettings } from '../settings/command-settings.ts';
import { connectionLines, knownConnections } from '../settings/known-connections.ts';
import { settingRows, tableLines } from '../settings/setting-rows.ts';

interface RunOptions {
  readonly json?: true;
  readonly data?: string;
  /** Relative paths start here. */
  readonly invokedFrom: string;
}

/**
 * Prints the settings of the connection that commands use, the connections of the desktop app, and whether commands can use
 * theirs. It makes no call.
 * @returns the exit code
 */
export async function runConnections({ json, ...place }: RunOptions): Promise<number> {
  const { settings, target, dataFolder, policy, problem } = await readSettings(place);
  const connections = knownConnections(dataFolder, policy, target);
  if (json === true) {
    for (const { name, ...setting } of settings) await print(`${jsonText({ setting: name, ...setting })}\n`);
    for (const { name, ...connection } of connections)
      await print(`${jsonText({ connection: name, ...connection })}\n`);
    await print(`${jsonText({ usable: problem === null, message: problem })}\n`);
  } else {
    for (const line of tableLines(settingRows(settings))) await print(`${line}\n`);
    if (connections.length > 0) {
      const lines = ['', say('connections_kept'), ...connectionLines(connections), ''];
      for (const line of lines) await print(`${line}\n`);
    }
    const summary =
      problem === null
        ? say('connection_usable')
        : say('connection_unusable', { message: printable(problem) });
    await print(`${summary}\n`);
  }
  return problem === null ? EXIT.ok : EXIT.usage;
}
