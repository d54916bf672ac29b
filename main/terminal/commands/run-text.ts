import { fileIdForm } from '../../core/files-api/forms.ts';
import { escaped, jsonText, UNPRINTABLE } from '../../core/model/unprintable.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { print } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { problemText } from '../server-files/problem-text.ts';
import { withServerFiles } from '../server-files/with-server-files.ts';

interface RunOptions {
  readonly json?: true;
  readonly data?: string;
  readonly invokedFrom: string;
}

/**
 * Prints the text of a file, byte by byte as the server has it.
 * @returns the exit code
 */
export async function runText(id: string, { json, ...place }: RunOptions): Promise<number> {
  const fileId = parseFileId(id);
  const { bytes, isCut } = await withServerFiles(place, async (files) => {
    const answer = await files.text(fileId);
    if (!answer.ok) throw new ExitError(problemText(answer.problem, 'no_such_file'), EXIT.failed);
    return answer.value;
  });
  if (json === true) await print(`${jsonText({ file_id: fileId, text: bytes.toString(), is_cut: isCut })}\n`);
  else if (process.stdout.isTTY) await print(onScreen(bytes.toString()));
  else await print(bytes);
  if (bytes.length === 0) process.stderr.write(`${say('text_empty')}\n`);
  if (isCut) process.stderr.write(`${say('text_cut')}\n`);
  return isCut ? EXIT.failed : EXIT.ok;
}

/**
 * @returns the id as it goes to the server
 * @throws {ExitError} if no file can have it
 */
export function parseFileId(text: string): string {
  const parsed = fileIdForm.safeParse(text);
  if (!parsed.success) throw new ExitError(say('no_file_id', { id: printable(text) }));
  return parsed.data;
}

/** A document's text must not act on the terminal. */
function onScreen(text: string): string {
  const safe = text.replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
  return safe === '' || safe.endsWith('\n') ? safe : `${safe}\n`;
}
