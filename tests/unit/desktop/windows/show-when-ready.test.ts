import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showWhenReady } from '../../../../main/desktop/windows/show-when-ready.ts';

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  isGone = false;

  isDestroyed(): boolean {
    return this.isGone;
  }
}

describe('A window that is not shown yet', () => {
  let window: FakeWindow;
  let shown: number;

  beforeEach(() => {
    vi.useFakeTimers();
    window = new FakeWindow();
    shown = 0;
    showWhenReady(window as never, () => {
      shown += 1;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is shown when it is ready to show', () => {
    window.emit('ready-to-show');
    expect(shown).toBe(1);
  });

  it('is shown when its page has loaded, where ready-to-show never comes', () => {
    window.webContents.emit('did-finish-load');
    expect(shown).toBe(1);
  });

  it('is shown after two seconds, where neither event comes', () => {
    vi.advanceTimersByTime(1999);
    expect(shown).toBe(0);
    vi.advanceTimersByTime(1);
    expect(shown).toBe(1);
  });

  it('is shown once, so that a person who has hidden it meanwhile does not see it come back', () => {
    window.emit('ready-to-show');
    window.webContents.emit('did-finish-load');
    vi.advanceTimersByTime(10_000);
    expect(shown).toBe(1);
  });

  it('is left alone once it is gone', () => {
    window.isGone = true;
    window.emit('closed');
    window.webContents.emit('did-finish-load');
    expect(vi.getTimerCount()).toBe(0);
    expect(shown).toBe(0);
  });
});
