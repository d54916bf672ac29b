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

describe('showWhenReady', () => {
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

  it('shows the window when it is ready to show', () => {
    window.emit('ready-to-show');
    expect(shown).toBe(1);
  });

  it('shows the window when its page has loaded, where ready-to-show never comes', () => {
    window.webContents.emit('did-finish-load');
    expect(shown).toBe(1);
  });

  it('shows the window after two seconds, where neither event comes', () => {
    vi.advanceTimersByTime(1999);
    expect(shown).toBe(0);
    vi.advanceTimersByTime(1);
    expect(shown).toBe(1);
  });

  it('shows the window once, so that it does not come back after the person has hidden it', () => {
    window.emit('ready-to-show');
    window.webContents.emit('did-finish-load');
    vi.advanceTimersByTime(10_000);
    expect(shown).toBe(1);
  });

  it('does nothing once the window is gone', () => {
    window.isGone = true;
    window.emit('closed');
    window.webContents.emit('did-finish-load');
    expect(vi.getTimerCount()).toBe(0);
    expect(shown).toBe(0);
  });
});
