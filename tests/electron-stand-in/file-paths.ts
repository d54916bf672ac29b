/** The main process's side of `webUtils.getPathForFile`; page/file-paths.ts tells the whole story. */
import type { CdpSession } from './cdp/connection.ts';

const group = 'stand-in file paths';

export function answerPathQuestions(session: CdpSession, secret: string): void {
  session.on('Debugger.paused', async ({ callFrames }) => {
    const frame = callFrames[0];
    try {
      if (frame?.functionName === 'standInAsksForPaths') await answer(session, frame.callFrameId, secret);
    } finally {
      session.tell('Debugger.resume');
      session.tell('Runtime.releaseObjectGroup', { objectGroup: group });
    }
  });
}

async function answer(session: CdpSession, callFrameId: string, secret: string): Promise<void> {
  const look = (expression: string) =>
    session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, objectGroup: group });
  // The secret shows that the preload's world asks, and not a function of the same name in the page.
  const { result: question } = await look(`question.secret === ${JSON.stringify(secret)} ? question : null`);
  const { result: files } = await look('question.files');
  if (question.objectId === undefined || files.objectId === undefined) return;
  const { result: items } = await session.send('Runtime.getProperties', {
    objectId: files.objectId,
    ownProperties: true,
  });
  const paths = await Promise.all(
    items.filter(({ name }) => /^\d+$/.test(name)).map(({ value }) => pathOf(session, value?.objectId)),
  );
  await session.send('Runtime.callFunctionOn', {
    objectId: question.objectId,
    functionDeclaration: 'function (answer) { this.answer = answer; }',
    arguments: [{ value: JSON.stringify(paths) }],
  });
}

/** '' for a file made in JavaScript, as documented. */
async function pathOf(session: CdpSession, objectId: string | undefined): Promise<string> {
  if (objectId === undefined) return '';
  const { path } = await session.send('DOM.getFileInfo', { objectId });
  return path;
}
