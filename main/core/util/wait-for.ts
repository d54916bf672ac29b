/**
 * Waits until somebody calls `go`, or the signal aborts.
 * @param begin hands `go` to whoever will call it, and returns what takes it back
 * @throws the signal's reason when that aborts first
 */
export function waitFor<T = void>(
  signal: AbortSignal,
  begin: (go: (value: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      takeBack();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const takeBack = begin((value) => {
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
  });
}
