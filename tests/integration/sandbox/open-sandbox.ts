import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SandboxOptions, startSandbox } from '../../../main/sandbox/index.ts';

export interface Signed {
  expires_in: number;
  file_id: string;
  file_limits: { allowed_types: string[]; max_size: number };
  file_url: string;
}

export interface Status {
  processing_status: string;
  processing_steps: { createdAt: string; endedAt: string | null; status: string }[];
  warnings: { empty: boolean; infected: boolean; length: boolean };
}

const types: Record<string, string> = {
  txt: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function typeOf(fileName: string): string {
  return types[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/** A running sandbox with limits out of the way, its folder, and the steps of a well-behaved client. */
export async function openSandbox(options: Partial<SandboxOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'hoist-test-sandbox-'));
  const sandbox = await startSandbox({
    folder,
    processingMs: 0,
    requestsPerSecond: 10_000,
    requestsPerMinute: 10_000,
    ...options,
  });
  const { baseUrl, apiKey, userId } = sandbox;

  const call = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${baseUrl}${path}`, {
      ...init,
      headers: { 'api-key': apiKey, 'user-id': userId, ...init.headers },
    });

  const sign = async (fileName: string, query = ''): Promise<Signed> => {
    const answer = await call(`/v1/files/signed-url?filename=${encodeURIComponent(fileName)}${query}`);
    if (answer.status !== 200) throw new Error(`signed-url: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Signed;
  };

  const put = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'PUT', body, headers: { 'content-type': 'text/plain', ...headers } });

  const upload = async (
    fileName: string,
    body: string | Uint8Array<ArrayBuffer>,
    query = '',
  ): Promise<string> => {
    const { file_id, file_url } = await sign(fileName, query);
    const answer = await put(file_url, body, { 'content-type': typeOf(fileName) });
    if (answer.status !== 200) throw new Error(`PUT: ${answer.status} ${await answer.text()}`);
    return file_id;
  };

  const status = async (fileId: string) =>
    (await (await call(`/v1/files/${fileId}/status`)).json()) as Status;

  const settled = async (fileId: string): Promise<Status> => {
    for (;;) {
      const now = await status(fileId);
      if (now.processing_status !== 'PROCESSING') return now;
      await sleep(5);
    }
  };

  const text = async (fileId: string) => (await call(`/v1/files/${fileId}`)).text();

  return {
    ...sandbox,
    folder,
    call,
    sign,
    put,
    upload,
    status,
    settled,
    text,
    otherUser: { 'user-id': randomUUID() },
    filesOnDisk: () => readdir(folder),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Sends bytes over a bare connection and gives back all that comes until the other end closes. */
export async function rawExchange(url: string, head: string, body = ''): Promise<string> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(head.replaceAll('\n', '\r\n') + body);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** Until `condition` holds; the test's own timeout ends it else. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}
