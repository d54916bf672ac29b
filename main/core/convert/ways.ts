import type { ConversionRule, ConversionWay } from '../model/conversion.ts';
import { contentTypeOf, extensionOf, type FileLimits, refusedByLimits } from '../model/file-types.ts';

/** Documents whose text can be extracted; for LibreOffice also those that it makes a PDF of. */
const OFFICE = ['.doc', '.docx', '.odt', '.rtf', '.ppt', '.pptx', '.odp', '.xls', '.xlsx', '.ods'];
const EXTRACTABLE = [
  '.doc',
  '.docx',
  '.odt',
  '.rtf',
  '.pptx',
  '.odp',
  '.xlsx',
  '.ods',
  '.epub',
  '.html',
  '.htm',
  '.xhtml',
  '.eml',
  '.msg',
];
/** Files that are text whatever they are called. */
const PLAIN_TEXT = [
  ...['.md', '.markdown', '.rst', '.adoc', '.log', '.json', '.jsonl', '.ndjson', '.xml', '.yaml', '.yml'],
  ...['.toml', '.ini', '.cfg', '.conf', '.properties', '.tex', '.bib', '.srt', '.vtt', '.tsv', '.tab'],
  ...['.ics', '.vcf', '.svg', '.diff', '.patch', '.c', '.h', '.cpp', '.hpp', '.cc', '.cs', '.java', '.kt'],
  ...['.js', '.mjs', '.cjs', '.jsx', '.ts', '.tsx', '.css', '.scss', '.less', '.vue', '.py', '.rb', '.php'],
  ...['.pl', '.go', '.rs', '.swift', '.scala', '.lua', '.r', '.jl', '.m', '.sql', '.sh', '.bash', '.ps1'],
  ...['.bat', '.cmd', '.dart', '.ex', '.exs', '.erl', '.hs', '.clj', '.fs', '.vb', '.asm', '.tf', '.gradle'],
];
const DIVISIBLE = ['.csv', '.txt', '.pdf'];
const ARCHIVES = ['.zip'];

/** The extensions of the files that can be converted so, the usual way first. */
const EXTENSIONS: ReadonlyMap<ConversionWay, ReadonlySet<string>> = new Map([
  ['contents', new Set(ARCHIVES)],
  ['parts', new Set(DIVISIBLE)],
  ['text', new Set([...EXTRACTABLE, ...PLAIN_TEXT])],
  ['pdf', new Set(OFFICE)],
]);

/** What this computer has for conversions. */
export interface ConversionTools {
  /** Whether LibreOffice is installed. */
  readonly hasOffice: boolean;
}

/**
 * How a file that a server with these limits does not take can be sent all the same, the usual way first.
 * @returns none where the server takes the file, or nothing helps
 */
export function waysFor(
  { name, sizeBytes }: { readonly name: string; readonly sizeBytes: number },
  limits: FileLimits,
  { hasOffice }: ConversionTools,
): readonly ConversionWay[] {
  if (sizeBytes === 0) return [];
  const takes = (type: string) => refusedByLimits(limits, { name, contentType: type, sizeBytes: 1 }) === null;
  const contentType = contentTypeOf(name);
  const refused = refusedByLimits(limits, { name, contentType, sizeBytes });
  if (refused === null) return [];
  const isOpen: { readonly [Way in ConversionWay]: () => boolean } = {
    contents: () => true,
    parts: () => refused.code === 'too_large' && contentType !== null && takes(contentType),
    text: () => takes('text/plain'),
    pdf: () => hasOffice && takes('application/pdf'),
  };
  const extension = extensionOf(name);
  return Array.from(EXTENSIONS).flatMap(([way, extensions]) =>
    extensions.has(extension) && isOpen[way]() ? way : [],
  );
}

/** How files that the server does not take are converted without asking. */
export interface ConversionChoice {
  readonly rule: ConversionRule;
  /** null where nothing can be converted. */
  readonly tools: ConversionTools | null;
}

/** Files that the server does not take are skipped. */
export const NO_CONVERSION: ConversionChoice = { rule: 'never', tools: null };

/** @returns the way that is taken without asking; null where there is none, or the server takes the file */
export function wayWithoutAsking(
  file: { readonly name: string; readonly sizeBytes: number },
  limits: FileLimits,
  { rule, tools }: ConversionChoice,
): ConversionWay | null {
  return tools === null ? null : wayUnder(rule, waysFor(file, limits, tools));
}

/** @returns the way that the rule chooses without asking; null where it leaves the file to the person */
export function wayUnder(rule: ConversionRule, ways: readonly ConversionWay[]): ConversionWay | null {
  switch (rule) {
    case 'ask':
    case 'never':
      return null;
    case 'text':
      return ways.find((way) => way !== 'pdf') ?? null;
    case 'pdf':
      return ways.find((way) => way === 'pdf') ?? ways[0] ?? null;
  }
}
