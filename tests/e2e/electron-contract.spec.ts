/**
 * What Hoist leans on in Electron, one test for each behaviour, named by the section of its documentation. It runs on
 * real Electron and on the stand-in alike. This file: what crosses between the main process, the preload and the page.
 */
import { expect, test } from './contract-app/fixture.ts';

const uncloneable = 'An object could not be cloned.';

test.describe('ipcRenderer.invoke: arguments by the Structured Clone Algorithm', () => {
  const values: [string, () => unknown, string][] = [
    ['Map', () => new Map([['a', 1]]), 'Map [["a",1]]'],
    ['Set', () => new Set([1, 2]), 'Set [1,2]'],
    ['Date', () => new Date(0), 'Date 1970-01-01T00:00:00.000Z'],
    ['ArrayBuffer', () => new Uint8Array([0, 127, 255]).buffer, 'ArrayBuffer 0,127,255'],
    ['typed array', () => new Uint16Array([1, 65535]), 'Uint16Array 1,65535'],
    ['undefined', () => undefined, 'undefined undefined'],
    ['NaN', () => Number.NaN, 'number NaN'],
    ['-0', () => -0, 'number -0'],
    ['bigint', () => 2n ** 64n, 'bigint 18446744073709551616'],
    ['nested', () => [null, [{ a: 1 }], 'ü🙂'], 'Array object null, Array Object a, string ü🙂'],
  ];
  for (const [name, make, arrived] of values) {
    test(name, async ({ contract: { page } }) => {
      const source = `window.contract.invoke('describe', (${make})())`;
      expect(await page.evaluate(source)).toBe(arrived);
    });
  }

  test('a circle stays one', async ({ contract: { page } }) => {
    expect(await page.evaluate(() => window.contract.invokeWithCircle())).toBe('Object that holds itself');
  });

  test('prototype chains are not included', async ({ contract: { page } }) => {
    expect(await page.evaluate(() => window.contract.invokeWithClass())).toBe('Object x');
  });

  test('sending a function throws', async ({ contract: { page } }) => {
    const refused = page.evaluate(() => window.contract.invokeWithFunction().catch((error) => error.message));
    expect(await refused).toBe(uncloneable);
  });
});

test.describe('ipcMain.handle', () => {
  test('answers are cloned: values whole, instances as plain objects', async ({ contract: { page } }) => {
    const answer = await page.evaluate(async () => {
      const [map, date, nothing] = (await window.contract.invoke(
        'echo',
        new Map([[1, new Set([2])]]),
        new Date(5),
        undefined,
      )) as [Map<number, Set<number>>, Date, undefined];
      const instance = (await window.contract.invoke('instance')) as object;
      return [
        map.get(1)?.has(2),
        date.getTime(),
        nothing === undefined,
        JSON.stringify(instance),
        'length' in instance,
      ];
    });
    expect(answer).toEqual([true, 5, true, '{"x":1}', false]);
  });

  const failures = [
    ['function', `Error invoking remote method 'function': Error: ${uncloneable}`],
    ['fail', "Error invoking remote method 'fail': RangeError: out of paper"],
    ['nobody', "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'"],
  ] as const;
  for (const [channel, message] of failures) {
    test(`errors: only the message reaches the renderer (${channel})`, async ({ contract: { page } }) => {
      const failure = await page.evaluate(
        (name) =>
          window.contract
            .invoke(name)
            .catch((error) => [error.message, 'code' in error, error instanceof Error]),
        channel,
      );
      expect(failure).toEqual([message, false, true]);
    });
  }

  test('handleOnce: the handler is gone after its first call', async ({ contract: { page } }) => {
    const call = () => page.evaluate(() => window.contract.invoke('once').catch((error) => error.message));
    expect(await call()).toBe('first');
    expect(await call()).toContain("No handler registered for 'once'");
  });

  test('IpcMainInvokeEvent: senderFrame is the main frame with its url and origin', async ({
    contract: { page },
  }) => {
    expect(await page.evaluate(() => window.contract.invoke('sender'))).toEqual({
      url: 'app://contract/index.html',
      origin: 'app://contract',
      isMainFrame: true,
      isItsWindow: true,
    });
  });
});

// shell/common/gin_helper/reply_channel.h
test('ipcMain.handle: a handler that can never answer any more makes invoke reject', async ({
  contract: { app, page },
}) => {
  await app.evaluate(({ ipcMain }) => ipcMain.handleOnce('never', () => new Promise(() => undefined)));
  const refused = page.evaluate(() => window.contract.invoke('never').catch((error) => error.message));
  const collected = app.evaluate(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    for (let times = 0; times < 20; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      collect();
    }
  });
  expect(await refused).toBe("Error invoking remote method 'never': reply was never sent");
  await collected;
});

// lib/browser/api/web-frame-main.ts
test('webContents.send: what cannot be cloned is told on the console and not thrown', async ({
  contract: { app },
}) => {
  await app.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.send('greeting', () => 'no');
  });
  await expect.poll(() => app.stderr()).toContain('Error sending from webFrameMain');
});

test('ipcRenderer.send, webContents.send, ipcRenderer.removeListener', async ({ contract: { page } }) => {
  const heard = await page.evaluate(async () => {
    const all: string[] = [];
    let next: () => void = () => {};
    const arrives = () =>
      new Promise<void>((resolve) => {
        next = resolve;
      });
    const hear = (text: unknown, map: unknown) => {
      all.push(`${text} ${(map as Map<string, number>).size}`);
      next();
    };
    const stop = window.contract.hear('greeting', hear);
    window.contract.send('greet', 'Ann');
    await arrives();
    stop();
    window.contract.send('greet', 'Ben');
    await window.contract.invoke('echo');
    return all;
  });
  expect(heard).toEqual(['hello Ann 1']);
});

test.describe('contextBridge', () => {
  test('exposed values are frozen, and the property cannot be replaced', async ({ contract: { page } }) => {
    const state = await page.evaluate(() => {
      const { writable, configurable } = Object.getOwnPropertyDescriptor(window, 'contract') ?? {};
      const { nested } = window.contract;
      const frozen = [window.contract, nested, nested.deep, nested.deep.list, nested.deep.list[1]].every(
        Object.isFrozen,
      );
      return {
        writable,
        configurable,
        frozen,
        kept: nested.deep.when instanceof Date && nested.deep.list[1].two,
      };
    });
    expect(state).toEqual({ writable: false, configurable: false, frozen: true, kept: 2 });
  });

  test('values are copied: a later change on one side does not show on the other', async ({
    contract: { page },
  }) => {
    expect(await page.evaluate(() => [window.contract.countUp(), window.contract.shared.count])).toEqual([
      2, 1,
    ]);
  });

  test('functions are proxied, with results, promises and callbacks', async ({ contract: { page } }) => {
    const results = await page.evaluate(async () => {
      const own = () => 'mine';
      return [
        window.contract.answerNow(),
        (await window.contract.answerLater()).later.has(1),
        await window.contract.callBack((said) => `${said} pong`),
        window.contract.same(own) === own,
        window.contract.answerLater() instanceof Promise,
      ];
    });
    expect(results).toEqual([42, true, 'page said ping pong', true, true]);
  });

  test('class instances arrive as plain objects', async ({ contract: { page } }) => {
    const described = await page.evaluate(() => {
      class Point {
        x = 1;
      }
      return [window.contract.describe(new Point()), window.contract.describe(new Map())];
    });
    expect(described).toEqual(['[object Object]true', '[object Map]false']);
  });

  test('errors keep their message and lose other properties', async ({ contract: { page } }) => {
    const errors = await page.evaluate(async () => {
      const told = (error: Error) => [error.message, error instanceof Error, 'code' in error];
      let thrown: unknown[] = [];
      try {
        window.contract.fail();
      } catch (error) {
        thrown = told(error as Error);
      }
      return [thrown, await window.contract.failLater().catch(told)];
    });
    expect(errors).toEqual([
      ['bridge is out', true, false],
      ['bridge is out later', true, false],
    ]);
  });

  test('exposeInMainWorld refuses a name that is taken', async ({ contract: { page } }) => {
    const refusal = await page.evaluate(() => window.contract.exposeAgain());
    expect(refusal).toBe('Cannot bind an API on top of an existing property on the window object');
  });
});

test.describe('Context Isolation', () => {
  test('the page has no require, process, module, Buffer or ipcRenderer', async ({ contract: { page } }) => {
    const seen = await page.evaluate(() =>
      ['require', 'process', 'module', 'exports', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    );
    expect(seen).toEqual([]);
  });

  test('nothing is in the page beside what the preload exposed', async ({ contract: { page } }) => {
    const extra = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return window.namesAtStart.filter((name) => !plain.has(name));
    });
    expect(extra.filter((name) => !['inlineRan', 'pageWasHere', 'namesAtStart'].includes(name))).toEqual([
      'contract',
    ]);
  });

  test('the page cannot change what the preload runs on, nor the reverse', async ({ contract: { page } }) => {
    const world = await page.evaluate(() => {
      const { map } = Array.prototype;
      Object.assign(Array.prototype, { map: () => ['changed'] });
      try {
        return window.contract.world();
      } finally {
        Array.prototype.map = map;
      }
    });
    expect(world).toMatchObject({ ownMap: [2, 4], seesPage: 'undefined', document: 'Contract' });
  });

  test('Process Sandboxing: a preload can require electron, but not Node', async ({ contract: { page } }) => {
    const { platform, requireFs } = await page.evaluate(() => window.contract.world());
    expect(platform).toBe(process.platform);
    expect(requireFs).toContain('module not found');
  });

  // docs/tutorial/sandbox.md
  test('Process Sandboxing: a preload has timers, url, setImmediate and Buffer', async ({
    contract: { page },
  }) => {
    const node = await page.evaluate(() => window.contract.node());
    expect(node).toEqual({ immediate: 'came', timers: true, url: '?b', buffer: 'function' });
  });
});
