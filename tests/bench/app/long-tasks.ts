import type { Page } from 'playwright';

interface ObservedWindow {
  benchLongTasksMs: number[];
}

/** Listens in the window for tasks of 50 ms and more, which is what a browser calls long; the answer lists those so far, in ms. */
export async function listenToLongTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const durations: number[] = [];
    (window as unknown as ObservedWindow).benchLongTasksMs = durations;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as ObservedWindow).benchLongTasksMs);
}
