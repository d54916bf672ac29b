/** Messages between the main process and the preload's world of one window. */
import { dispatchFromPage } from '../ipc-main.ts';
import { decodeClone, encodeClone } from '../page/clone-codec.ts';
import type { ToMain, ToPage } from '../page/ipc-renderer.ts';
import { isolatedWorldName } from '../page/page-scripts.ts';
import { askForPermission } from '../permissions.ts';
import { PreventableEvent } from '../strict.ts';
import type { PageTarget } from './page-target.ts';
import type { WebContents } from './web-contents.ts';

export class IpcChannel {
  readonly #target: PageTarget;
  readonly #contents: WebContents;
  /** The preload's world of the document that is loaded now. */
  #world: number | null = null;

  constructor(target: PageTarget, contents: WebContents) {
    this.#target = target;
    this.#contents = contents;
    const { session, mainFrameId, secrets } = target;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string };
      if (context.name === isolatedWorldName && frameId === mainFrameId) this.#world = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#world = null;
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.#world = null;
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === secrets.binding && !contents.isDestroyed())
        this.#receive(JSON.parse(payload) as ToMain, executionContextId);
    });
  }

  /** To a document without a preload nothing is sent, as on Electron nobody would hear it. */
  send(channel: string, args: unknown[]): void {
    this.#post({ kind: 'message', channel, args: encodeClone(args) }, this.#world);
  }

  #receive(message: ToMain, world: number): void {
    if (message.kind === 'permission') {
      askForPermission(this.#contents, message.permission, message.isRequest);
      return;
    }
    if (message.kind === 'preload-error') {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      this.#contents.emit('preload-error', new PreventableEvent(), this.#target.preloadPath, error);
      return;
    }
    const frame = world === this.#world ? this.#contents.mainFrame : null;
    const args = decodeClone(message.args) as unknown[];
    const reply =
      message.kind === 'send'
        ? null
        : {
            result: (value: unknown) =>
              this.#post({ kind: 'reply', id: message.id, result: encodeClone(value) }, world),
            failure: (error: string) => this.#post({ kind: 'failure', id: message.id, error }, world),
          };
    void dispatchFromPage(this.#contents, frame, message.channel, args, reply);
  }

  #post(message: ToPage, world: number | null): void {
    if (world === null) return;
    this.#target.session.tell('Runtime.callFunctionOn', {
      executionContextId: world,
      functionDeclaration: `function (text) { globalThis[${JSON.stringify(this.#target.secrets.receive)}](text); }`,
      arguments: [{ value: JSON.stringify(message) }],
      silent: true,
    });
  }
}
