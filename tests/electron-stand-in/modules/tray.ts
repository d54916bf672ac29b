/** `Tray`: an icon that nobody sees. A test emits its events and clicks the items of its menu. */
import { existsSync } from 'node:fs';
import { StrictEmitter } from '../strict.ts';
import type { Menu } from './menu.ts';

type Implemented = Pick<Electron.Tray, 'setImage' | 'setToolTip' | 'destroy' | 'isDestroyed'>;

export class Tray extends StrictEmitter implements Implemented {
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super('Tray', [
      ...['click', 'right-click', 'double-click', 'middle-click', 'mouse-enter', 'mouse-leave', 'mouse-move'],
      ...['drop', 'drop-files', 'drop-text', 'drag-enter', 'drag-leave', 'drag-end', 'balloon-click'],
    ]);
    check(image);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#assertAlive();
    check(image);
  }

  setToolTip(toolTip: string): void {
    this.#assertAlive();
    if (typeof toolTip !== 'string') throw new TypeError('Error processing argument at index 0');
  }

  setContextMenu(_menu: Menu | null): void {
    this.#assertAlive();
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #assertAlive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

function check(image: Electron.NativeImage | string): void {
  if (typeof image === 'string' && !existsSync(image))
    throw new Error(`Failed to load image from path '${image}'`);
}
