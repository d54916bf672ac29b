/**
 * The start of the main process. It runs the desktop app, or passes `Hoist upload …` on to the terminal's program.
 */
import { app } from 'electron';
import { keepYoungHeapSmall } from './core/util/small-heap.ts';
import { commandFrom } from './desktop/shell/command-line.ts';

keepYoungHeapSmall();

const command = commandFrom(process.argv, process.defaultApp === true);

// Electron is not ready before this module has ended. So the app can still register its scheme, and a command needs no
// screen.
if (command === null) await import('./index.ts');
else {
  const { consoleProgram, runConsoleProgram } = await import('./desktop/app/console-program.ts');
  const { resourcesPath, platform } = process;
  const place = { isPackaged: app.isPackaged, appPath: app.getAppPath(), resourcesPath, platform };
  const exitCode = await runConsoleProgram(consoleProgram(place), command).catch((error: unknown) => {
    // An uncaught error would become a dialog that nobody sees.
    process.stderr.write(`The command could not be started: ${String(error)}\n`);
    return 1;
  });
  app.exit(exitCode);
}
