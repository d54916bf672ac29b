import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** A company's own certificate authority, which no system trusts. Its key was thrown away. */
export const COMPANY_CA_PATH = join(import.meta.dirname, 'company-ca.pem');

/**
 * A server's certificate by that authority, for api.hoist.test, storage.hoist.test, localhost and 127.0.0.1. Its key is
 * for everybody to see, and good for nothing but tests.
 */
export const SERVER = { key: read('server-key.pem'), cert: read('server.pem') };
