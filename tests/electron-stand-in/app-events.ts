/** Where windows announce themselves to `app`, which is made after them. */
import { EventEmitter } from 'node:events';

export const appEvents = new EventEmitter();
