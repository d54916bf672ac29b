import { jsonText } from '../../core/model/unprintable.ts';
import { EXIT } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { print } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { readSettings } from '../settings/command-settings.ts';
import { settingRows, tableLines } from '../settings/setting-rows.ts';

interface RunOptions {
  readonly json?: true;
  readonly data?: string;
  /** Relative paths start here. */
  readonly invokedFrom: string;
}

/**
 * Prints the settings of a connection, and whether commands can use it. It makes no call.
 * @returns the exit code
 */
export async function runConnections({ json, ...place }: RunOptions): Promise<number> {
  const { settings, problem } = await readSettings(place);
  if (json === true) {
    for (const { name, ...setting } of settings) await print(`${jsonText({ setting: name, ...setting })}\n`);
    await print(`${jsonText({ usable: problem === null, message: problem })}\n`);
  } else {
    for (const line of tableLines(settingRows(settings))) await print(`${line}\n`);
    const summary =
      problem === null
        ? say('connection_usable')
        : say('connection_unusable', { message: printable(problem) });
    await print(`${summary}\n`);
  }
  return problem === null ? EXIT.ok : EXIT.usage;
}
