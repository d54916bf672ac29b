import { app, type BrowserWindow } from 'electron';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';
import { showAbout } from './about.ts';
import { collectReport, type ReportSources } from './collect-report.ts';
import { reportProblem } from './report-problem.ts';

/** What helps a person who needs to know more, in dialogs of the system. */
export interface Help {
  readonly about: () => Promise<void>;
  readonly report: () => Promise<void>;
}

/** @param parts.outFolder holds what was built, with the licences */
export function makeHelp(
  parts: ReportSources & {
    readonly words: () => Translations;
    readonly mainWindow: () => BrowserWindow | null;
    readonly dialogs: FileDialogs;
    readonly outFolder: string;
  },
): Help {
  const { words, mainWindow, dialogs, outFolder } = parts;
  return {
    about: () => showAbout({ words: words(), window: mainWindow(), outFolder }),
    report: () =>
      reportProblem({
        collect: () => collectReport(parts),
        words: words(),
        window: mainWindow(),
        dialogs,
        folder: app.getPath('userData'),
      }),
  };
}
