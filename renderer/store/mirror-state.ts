const AGAIN_MS = 500;

/**
 * Asks once and then listens. What was pushed meanwhile is newer than the answer, so it stays. An answer that fails is
 * asked for again. Returns a function that ends it.
 */
export function mirrorState<T>(source: {
  readonly ask: () => Promise<T>;
  readonly listen: (listener: (value: T) => void) => () => void;
  readonly set: (value: T) => void;
}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTold = false;
  let over = false;
  const take = (value: T) => {
    isTold = true;
    source.set(value);
  };
  const stop = source.listen(take);
  const ask = async () => {
    const answer = await source.ask().then(
      (value) => ({ value }),
      () => null,
    );
    if (over || isTold) return;
    if (answer) take(answer.value);
    else timer = setTimeout(() => void ask(), AGAIN_MS);
  };
  void ask();
  return () => {
    over = true;
    clearTimeout(timer);
    stop();
  };
}
