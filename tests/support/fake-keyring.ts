/** Electron's keyring for unit tests: it turns texts around. `vi.mock('electron', () => import('…/fake-keyring.ts'))` */
export const safeStorage = {
  encryptStringAsync: async (text: string) => Buffer.from([...text].reverse().join('')),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: [...bytes.toString()].reverse().join(''),
    shouldReEncrypt: false,
  }),
};
