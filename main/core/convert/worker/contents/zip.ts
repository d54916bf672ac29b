import { basename } from 'node:path';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { ConversionError } from '../../conversion.ts';
import { asProblem } from '../as-problem.ts';
import type { OutputFolder } from '../output-folder.ts';
import { demandHarmless } from '../packed-size.ts';
import type { Source } from '../source.ts';
import type { AddInnerFile } from './add-inner-file.ts';

/** An archive of more files is not meant for an assistant, and its list alone may fill the memory. */
const MAX_ENTRIES = 10_000;
const FILE_TYPE = 0o170_000;
const SYMBOLIC_LINK = 0o120_000;
const MADE_ON_UNIX = 3;
/** What macOS adds to an archive. */
const OF_MACOS = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$)/;

/** Takes the files out of a ZIP archive, each by itself. */
export async function convertZip(
  { path }: Source,
  output: OutputFolder,
  addInnerFile: AddInnerFile,
): Promise<void> {
  const zip = await opened(path);
  try {
    if (zip.entryCount > MAX_ENTRIES) throw new ConversionError({ code: 'conversion_too_costly' });
    for await (const entry of zip.eachEntry()) await addEntry(zip, entry, output, addInnerFile);
  } catch (error) {
    throw asProblem(error);
  } finally {
    zip.close();
  }
}

function opened(path: string): Promise<ZipFile> {
  // Names are decoded here: one bad name would make the whole archive unreadable.
  return openPromise(path, { decodeStrings: false, autoClose: false }).catch((error: unknown) => {
    throw asProblem(error);
  });
}

async function addEntry(
  zip: ZipFile,
  entry: Entry,
  output: OutputFolder,
  addInnerFile: AddInnerFile,
): Promise<void> {
  const fullName = nameOf(entry);
  if (fullName.endsWith('/') || OF_MACOS.test(fullName)) return;
  const name = basename(fullName);
  const { uncompressedSize } = entry;
  // No output has the path of an entry. Who names one so means harm.
  if (validateFileName(fullName) !== null) {
    return output.leaveOut(name, uncompressedSize, { code: 'unreadable', because: { code: 'unsafe_name' } });
  }
  if (isSymbolicLink(entry)) return output.leaveOut(name, uncompressedSize, { code: 'not_a_file' });
  if (entry.isEncrypted()) throw new ConversionError({ code: 'document_encrypted' });
  demandHarmless(entry);
  output.countMade(uncompressedSize);
  const file = output.open();
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) file.write(chunk as Buffer);
  } finally {
    file.close();
  }
  await addInnerFile(file.path, name);
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function isSymbolicLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const isOfUnix = versionMadeBy >> 8 === MADE_ON_UNIX;
  return isOfUnix && ((externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK;
}
