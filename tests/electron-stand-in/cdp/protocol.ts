/** The DevTools protocol's types. Playwright ships them but does not export them by name. */
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };
export type Method = keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues;
export type Params<M extends Method> = Protocol.CommandParameters[M];
export type Result<M extends Method> = Protocol.CommandReturnValues[M];

/** The events that the stand-in listens to. */
export interface CdpEvents {
  'Debugger.paused': Protocol.Debugger.pausedPayload;
  'Fetch.requestPaused': Protocol.Fetch.requestPausedPayload;
  'Inspector.targetCrashed': Protocol.Inspector.targetCrashedPayload;
  'Page.domContentEventFired': Protocol.Page.domContentEventFiredPayload;
  'Page.frameNavigated': Protocol.Page.frameNavigatedPayload;
  'Page.frameStartedNavigating': Protocol.Page.frameStartedNavigatingPayload;
  'Page.frameRequestedNavigation': Protocol.Page.frameRequestedNavigationPayload;
  'Page.lifecycleEvent': Protocol.Page.lifecycleEventPayload;
  'Page.navigatedWithinDocument': Protocol.Page.navigatedWithinDocumentPayload;
  'Page.windowOpen': Protocol.Page.windowOpenPayload;
  'Runtime.consoleAPICalled': Protocol.Runtime.consoleAPICalledPayload;
  'Runtime.bindingCalled': Protocol.Runtime.bindingCalledPayload;
  'Runtime.executionContextCreated': Protocol.Runtime.executionContextCreatedPayload;
  'Runtime.executionContextDestroyed': Protocol.Runtime.executionContextDestroyedPayload;
  'Runtime.executionContextsCleared': Protocol.Runtime.executionContextsClearedPayload;
  'Target.detachedFromTarget': Protocol.Target.detachedFromTargetPayload;
  'Target.targetCreated': Protocol.Target.targetCreatedPayload;
  'Target.targetDestroyed': Protocol.Target.targetDestroyedPayload;
  'Target.targetInfoChanged': Protocol.Target.targetInfoChangedPayload;
}
