/** One transaction of the store for so many items, or for what came within so many ms. */
const MAX_ITEMS = 200;
const MAX_WAIT_MS = 40;

/** Groups what comes quickly one after the other, and holds nothing back for long. */
export async function* inBatches<T>(items: AsyncIterator<T>): AsyncGenerator<T[]> {
  let next = items.next();
  for (;;) {
    const first = await next;
    if (first.done === true) return;
    const batch = [first.value];
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), MAX_WAIT_MS);
    next = items.next();
    while (batch.length < MAX_ITEMS) {
      const item = await Promise.race([next, late]);
      if (item === 'late' || item.done === true) break;
      batch.push(item.value);
      next = items.next();
    }
    clearTimeout(timer);
    yield batch;
  }
}
