import { createStore, type StoreApi } from 'zustand/vanilla';

const RETRY_MS = 500;

interface Source<T> {
  readonly load: () => Promise<T>;
  readonly listen: (listener: (value: T) => void) => () => void;
}

/**
 * Loads a value once and then follows its changes. A change that arrives first is newer than the loaded value, so it
 * stays. A load that fails is repeated.
 * @returns a function that stops it
 */
export function mirrorState<T>(source: Source<T> & { readonly set: (value: T) => void }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isKnown = false;
  let isStopped = false;
  const take = (value: T) => {
    isKnown = true;
    source.set(value);
  };
  const stopListening = source.listen(take);
  const load = async () => {
    const loaded = await source.load().then(
      (value) => ({ value }),
      () => null,
    );
    if (isStopped || isKnown) return;
    if (loaded) take(loaded.value);
    else timer = setTimeout(() => void load(), RETRY_MS);
  };
  void load();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stopListening();
  };
}

/** A store that holds what the main process sends, and nothing else. */
export interface Mirror<T> extends StoreApi<T> {
  /** For an answer that holds the new value before the main process pushes it. */
  readonly set: (value: T) => void;
  readonly stop: () => void;
}

/** @param initial the value until the main process has sent one */
export function createMirror<T>(initial: T, source: Source<T>): Mirror<T> {
  const store = createStore<T>(() => initial);
  const set = (value: T) => store.setState(value, true);
  return { ...store, set, stop: mirrorState({ ...source, set }) };
}
