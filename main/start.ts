/** Where the app's main process begins: `Hoist upload …` is the terminal's command, all else is the desktop app. */
import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';
import { commandFrom } from './desktop/command-line.ts';

// Else the space for what lives shortly grows at the start by some 10 MB, and stays so. V8 reads this whenever it might.
setFlagsFromString('--semi-space-growth-factor=1');

const command = commandFrom(process.argv, process.defaultApp === true);

// Electron is not ready before this module has come to its end. So the app can still name its scheme, and a command
// never needs a screen.
if (command === null) await import('./index.ts');
else {
  const [{ runProgram }, { moveToTrash }] = await Promise.all([
    import('./terminal/program.ts'),
    import('./desktop/trash.ts'),
  ]);
  await runProgram(command, { trash: moveToTrash });
  app.exit(Number(process.exitCode ?? 0));
}
