/** Which events a window and its contents may be asked for; whoever listens to another is told that it never comes. */

export const WINDOW_EVENTS = [
  ...[
    'page-title-updated',
    'close',
    'closed',
    'ready-to-show',
    'show',
    'hide',
    'focus',
    'blur',
    'minimize',
    'restore',
  ],
  ...['resize', 'resized', 'move', 'always-on-top-changed'],
  // By a person, a test or another system.
  ...[
    'maximize',
    'unmaximize',
    'moved',
    'will-resize',
    'will-move',
    'enter-full-screen',
    'leave-full-screen',
  ],
  ...['unresponsive', 'responsive', 'session-end', 'query-session-end'],
];

export const CONTENTS_EVENTS = [
  ...['did-start-loading', 'did-stop-loading', 'did-start-navigation', 'did-navigate', 'did-frame-navigate'],
  ...['did-navigate-in-page', 'dom-ready', 'did-finish-load', 'did-frame-finish-load', 'did-fail-load'],
  ...['will-navigate', 'will-frame-navigate', 'page-title-updated', 'console-message', 'preload-error'],
  ...['render-process-gone', 'destroyed', 'ipc-message'],
  // Never: no webview is made here, and a test says when a page hangs.
  ...['will-attach-webview', 'unresponsive', 'responsive'],
];
