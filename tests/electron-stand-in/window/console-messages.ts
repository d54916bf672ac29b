/** `console-message`: what the page and its preload write to the console. Source: docs/api/web-contents.md. */
import type { CdpSession } from '../cdp/connection.ts';
import type { Protocol } from '../cdp/protocol.ts';
import { PreventableEvent } from '../strict.ts';
import type { WebContents } from './web-contents.ts';

const levels = ['debug', 'info', 'warning', 'error'] as const;

export function tellConsoleMessages(session: CdpSession, contents: WebContents): void {
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    if (contents.isDestroyed() || contents.listenerCount('console-message') === 0) return;
    const level = levelOf(type);
    const [frame] = stackTrace?.callFrames ?? [];
    const details = {
      level,
      message: args.map(textOf).join(' '),
      lineNumber: (frame?.lineNumber ?? 0) + 1,
      sourceId: frame?.url ?? '',
      frame: contents.mainFrame,
    };
    const { message, lineNumber, sourceId } = details;
    const event = Object.assign(new PreventableEvent(), details);
    contents.emit('console-message', event, levels.indexOf(level), message, lineNumber, sourceId);
  });
}

function levelOf(type: Protocol.Runtime.consoleAPICalledPayload['type']): (typeof levels)[number] {
  if (type === 'debug' || type === 'warning' || type === 'error') return type;
  return type === 'assert' ? 'error' : 'info';
}

function textOf({ value, unserializableValue, description }: Protocol.Runtime.RemoteObject): string {
  return String(value ?? unserializableValue ?? description ?? value);
}
