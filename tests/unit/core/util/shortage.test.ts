import { expect, it } from 'vitest';
import { onLongShortage, patiently } from '../../../../main/core/util/shortage.ts';

const systemError = (code: string) => Object.assign(new Error(code), { code });

/** Fails so often, then succeeds. */
function counted(code: string, times: number) {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    work: async () => {
      calls += 1;
      if (calls <= times) throw systemError(code);
      return 'done';
    },
  };
}

it.each(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY'])(
  'Work that meets %s is done again until there is room',
  async (code) => {
    const short = counted(code, 3);
    expect(await patiently(short.work)).toBe('done');
    expect(short.calls).toBe(4);
  },
);

it.each(['EACCES', 'ENOENT', 'EIO'])('Work that meets %s has failed', async (code) => {
  const broken = counted(code, 1);
  await expect(patiently(broken.work)).rejects.toMatchObject({ code });
  expect(broken.calls).toBe(1);
});

it('a shortage that does not pass is reported in the end', async () => {
  const short = counted('EMFILE', Number.POSITIVE_INFINITY);
  await expect(patiently(short.work, undefined, 200)).rejects.toMatchObject({ code: 'EMFILE' });
  expect(short.calls).toBeGreaterThan(1);
});

it('cancelled work does not wait for a shortage to pass', async () => {
  const abort = new AbortController();
  const short = counted('EMFILE', Number.POSITIVE_INFINITY);
  const waiting = patiently(short.work, abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

it('a lasting shortage is reported while Hoist waits, and a short one is not', async () => {
  const told: string[] = [];
  onLongShortage((code) => told.push(code));
  await patiently(counted('EMFILE', 3).work);
  expect(told).toEqual([]);
  // The seventh attempt comes after 3.15 seconds.
  await patiently(counted('ENFILE', 7).work);
  expect(told).toEqual(['ENFILE']);
});
