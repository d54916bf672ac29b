/** One page of the browser, with its DevTools session set up before its first document loads. */
import { randomBytes } from 'node:crypto';
import { type Browser, browser } from '../cdp/browser.ts';
import type { CdpSession } from '../cdp/connection.ts';
import { answerPathQuestions } from '../file-paths.ts';
import {
  isolatedWorldName,
  isolatedWorldScript,
  mainWorldScript,
  type PageSecrets,
  type PreloadScript,
} from '../page/page-scripts.ts';
import { runsAsRoot } from '../root.ts';

export interface PageTarget {
  readonly browser: Browser;
  readonly targetId: string;
  readonly session: CdpSession;
  readonly mainFrameId: string;
  readonly secrets: PageSecrets;
  readonly preloadPath: string | null;
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly preload: PreloadScript | null;
}

let startPageId: Promise<string | null> | null = null;

/** `listen` is called when the session exists and nothing has happened on it yet. */
export async function openPage(
  options: PageOptions,
  listen: (target: PageTarget) => void,
): Promise<PageTarget> {
  const owner = await browser();
  startPageId ??= findStartPage(owner);
  const startPage = await startPageId;
  const { targetId } = await owner.session.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width: options.width,
    height: options.height,
  });
  if (startPage !== null) owner.session.tell('Target.closeTarget', { targetId: startPage });
  startPageId = Promise.resolve(null);
  const { sessionId } = await owner.session.send('Target.attachToTarget', { targetId, flatten: true });
  const session = owner.connection.session(sessionId);
  const { frameTree } = await session.send('Page.getFrameTree');
  const secrets = newSecrets();
  const preloadPath = options.preload?.path ?? null;
  const target = { browser: owner, targetId, session, mainFrameId: frameTree.frame.id, secrets, preloadPath };
  listen(target);
  answerPathQuestions(session, secrets.paths);
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Debugger.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    ...(options.preload ? loadPreload(session, secrets, options.preload) : []),
  ]);
  if (runsAsRoot() === 'refused') session.tell('Page.crash');
  return target;
}

/** Headless Chromium begins with an empty page of its own, which is none of the app's windows. */
async function findStartPage({ session }: Browser): Promise<string | null> {
  const { targetInfos } = await session.send('Target.getTargets');
  return targetInfos.find((info) => info.type === 'page' && info.url === 'about:blank')?.targetId ?? null;
}

function newSecrets(): PageSecrets {
  const name = () => `standIn${randomBytes(16).toString('hex')}`;
  return { binding: name(), receive: name(), toMainWorld: name(), toIsolatedWorld: name(), paths: name() };
}

function loadPreload(session: CdpSession, secrets: PageSecrets, preload: PreloadScript): Promise<unknown>[] {
  return [
    session.send('Runtime.addBinding', { name: secrets.binding, executionContextName: isolatedWorldName }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secrets) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedWorldScript(secrets, preload),
      worldName: isolatedWorldName,
    }),
  ];
}
