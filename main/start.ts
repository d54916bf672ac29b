/**
 * Where the app's main process begins: the desktop app, or a hand-over of `Hoist upload …` to the terminal's program.
 */
import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';
import { commandFrom } from './desktop/shell/command-line.ts';

// Else the space for what lives shortly grows from 2 MB to as much as 128 and stays so (measured in Node 24, V8 13.6,
// which reads this whenever it might grow it).
setFlagsFromString('--semi-space-growth-factor=1');

const command = commandFrom(process.argv, process.defaultApp === true);

// Electron is not ready before this module has come to its end. So the app can still name its scheme, and a command
// never needs a screen.
if (command === null) await import('./index.ts');
else {
  const { consoleProgram, runConsoleProgram } = await import('./desktop/app/console-program.ts');
  const { resourcesPath, platform } = process;
  const place = { isPackaged: app.isPackaged, appPath: app.getAppPath(), resourcesPath, platform };
  const exitCode = await runConsoleProgram(consoleProgram(place), command).catch((error: unknown) => {
    // Thrown on, it would be a dialog, in front of nobody.
    process.stderr.write(`The command could not be started: ${String(error)}\n`);
    return 1;
  });
  app.exit(exitCode);
}
