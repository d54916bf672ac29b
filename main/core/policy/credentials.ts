import { spawn } from 'node:child_process';
import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { oneLine } from '../files-api/call-error.ts';
import type { ConnectionField } from '../model/connection-settings.ts';
import type { ConnectionMessage, MessagePart } from '../model/messages.ts';
import { UNPRINTABLE } from '../model/unprintable.ts';
import type { CredentialCommand } from './policy.ts';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;
const COMMAND_MS = 15_000;
/** More than any key or id has. */
const MAX_BYTES = 16 * 1024;
const MAX_SAID_BYTES = 4 * 1024;
const OTHERS_READ = 0o004;

/** What a key or a user id can come from, other than a person. */
export type CredentialField = Exclude<ConnectionField, 'baseUrl'>;

export type CredentialSource =
  | { readonly kind: 'command'; readonly command: CredentialCommand }
  | { readonly kind: 'file'; readonly path: string };

export type Credential =
  | {
      readonly kind: 'value';
      readonly value: string;
      /** Whether every user of this computer may read the file. */
      readonly isOpen: boolean;
    }
  | { readonly kind: 'problem'; readonly message: ConnectionMessage };

/** Reads a key or a user id. It does not reject, and what it says of a problem never holds what was read. */
export async function readCredential(
  field: CredentialField,
  source: CredentialSource,
  limitMs = COMMAND_MS,
): Promise<Credential> {
  const read = source.kind === 'command' ? await output(source.command, limitMs) : await content(source.path);
  if ('because' in read) return problem(field, read.because);
  const value = read.bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '');
  const name = source.kind === 'command' ? source.command[0] : source.path;
  if (value.trim() === '') return problem(field, { code: 'source_empty', source: name });
  return { kind: 'value', value, isOpen: read.isOpen };
}

type Read = { readonly bytes: Buffer; readonly isOpen: boolean } | { readonly because: MessagePart };

function problem(field: CredentialField, because: MessagePart): Credential {
  const code = field === 'apiKey' ? 'key_not_read' : 'user_id_not_read';
  return { kind: 'problem', message: { code, because } };
}

async function content(path: string): Promise<Read> {
  try {
    // To open a pipe would else wait for whoever writes into it.
    const file = await open(path, O_RDONLY | O_NONBLOCK);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) return { because: { code: 'source_no_file', source: path } };
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES + 1), 0, MAX_BYTES + 1, 0);
      if (bytesRead > MAX_BYTES) return { because: { code: 'source_too_long', source: path } };
      return { bytes: buffer.subarray(0, bytesRead), isOpen: isOpenToAll(stats) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { because: { code: 'source_failed', source: path, error: codeOf(error) } };
  }
}

/** systemd grants its unit's user access by a list, whose mask stands in the group's bits: only those of all count. */
function isOpenToAll({ mode }: Pick<Stats, 'mode'>): boolean {
  return process.platform !== 'win32' && (mode & OTHERS_READ) !== 0;
}

/** Runs the program without a shell. What it started in turn may keep its output open; nobody waits for that. */
function output([program, ...args]: CredentialCommand, limitMs: number): Promise<Read> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const chunks: Buffer[] = [];
    let length = 0;
    let said = '';
    const end = (read: Read) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      child.kill('SIGKILL');
      child.unref();
      resolve(read);
    };
    const fail = (code: 'program_silent' | 'source_too_long') =>
      end({ because: code === 'program_silent' ? { code, program } : { code, source: program } });
    const timer = setTimeout(() => fail('program_silent'), limitMs);
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_BYTES) fail('source_too_long');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, MAX_SAID_BYTES);
    });
    child.on('error', (error) =>
      end({ because: { code: 'source_failed', source: program, error: codeOf(error) } }),
    );
    child.on('exit', (status, signal) => {
      // The output may still be on its way.
      const finish = () => {
        if (status === 0) return end({ bytes: Buffer.concat(chunks), isOpen: false });
        const printed = Buffer.concat(chunks).toString('utf8').trim();
        end({
          because: {
            code: 'program_failed',
            program,
            status: String(signal ?? status),
            said: cleaned(said, printed),
          },
        });
      };
      child.on('close', finish);
      setTimeout(finish, 200).unref();
    });
  });
}

/** What the program said of its failure: one line, without what it printed, which may be a part of the secret. */
function cleaned(said: string, printed: string): string {
  const hidden = printed === '' ? said : said.replaceAll(printed, '…');
  const line = oneLine(hidden.replace(UNPRINTABLE, ' '));
  return line === '' ? '–' : line;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
}
