/** A4 in points, and text of 10 on 14 points within margins of an inch. */
const PAGE = { width: 595, height: 842, margin: 72, fontSize: 10, leading: 14 } as const;
const LINES_ON_PAGE = Math.floor((PAGE.height - 2 * PAGE.margin) / PAGE.leading);
/** Helvetica is about half as wide as high, on average. */
const CHARACTERS_ON_LINE = Math.floor((PAGE.width - 2 * PAGE.margin) / (PAGE.fontSize * 0.5));

/** The characters that WinAnsiEncoding has beyond Latin-1 (PDF 1.7, annex D.2), as far as office texts need them. */
const WIN_ANSI = new Map(
  Object.entries({
    '€': 0x80,
    '…': 0x85,
    '‘': 0x91,
    '’': 0x92,
    '“': 0x93,
    '”': 0x94,
    '•': 0x95,
    '–': 0x96,
    '—': 0x97,
  }),
);

/** The objects that each document has, before those of its pages. */
const CATALOG = 1;
const PAGES = 2;
const FONT = 3;
const FIRST_PAGE = 4;

/**
 * A PDF 1.7 of these lines in Helvetica; a long line goes on below, and a full page is followed by another.
 * Throws a RangeError for a character that the font's encoding does not have.
 */
export function pdf(lines: readonly string[]): Uint8Array {
  const pages = inPages(lines.flatMap(wrap));
  const pageNumbers = pages.map((_, at) => FIRST_PAGE + 2 * at);
  const objects = new Map<number, string>([
    [CATALOG, `<< /Type /Catalog /Pages ${PAGES} 0 R >>`],
    [
      PAGES,
      `<< /Type /Pages /Count ${pages.length} /Kids [${pageNumbers.map((n) => `${n} 0 R`).join(' ')}] >>`,
    ],
    [FONT, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
  ]);
  pages.forEach((linesOnPage, at) => {
    const number = FIRST_PAGE + 2 * at;
    const content = contentOf(linesOnPage);
    objects.set(
      number,
      `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
        `/Resources << /Font << /F1 ${FONT} 0 R >> >> /Contents ${number + 1} 0 R >>`,
    );
    objects.set(number + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  return bytesOf(objects);
}

/** One character of the text is one byte of the file, so that offsets can be counted in characters. */
function bytesOf(objects: ReadonlyMap<number, string>): Uint8Array {
  // Four bytes above 127 tell transfer programs that the file is binary (7.5.2).
  let file = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const entries = ['0000000000 65535 f \n'];
  for (const [number, object] of objects) {
    entries.push(`${String(file.length).padStart(10, '0')} 00000 n \n`);
    file += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const size = objects.size + 1;
  const trailer = `trailer\n<< /Size ${size} /Root ${CATALOG} 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(`${file}xref\n0 ${size}\n${entries.join('')}${trailer}`, 'latin1'));
}

function contentOf(lines: readonly string[]): string {
  const start = `BT\n/F1 ${PAGE.fontSize} Tf\n${PAGE.leading} TL\n${PAGE.margin} ${PAGE.height - PAGE.margin} Td\n`;
  return `${start}${lines.map((line) => `(${pdfText(line)}) Tj T*\n`).join('')}ET`;
}

function pdfText(text: string): string {
  return [...text]
    .map(encoded)
    .join('')
    .replace(/[\\()]/g, '\\$&');
}

function encoded(character: string): string {
  const code = WIN_ANSI.get(character) ?? character.codePointAt(0) ?? 0;
  const isShown = (code >= 0x20 && code < 0x7f) || WIN_ANSI.has(character) || (code >= 0xa0 && code <= 0xff);
  if (!isShown) throw new RangeError(`a PDF in WinAnsiEncoding has no ${JSON.stringify(character)}`);
  return String.fromCharCode(code);
}

function wrap(line: string): readonly string[] {
  const wrapped: string[] = [];
  let rest = line;
  while (rest.length > CHARACTERS_ON_LINE) {
    const space = rest.lastIndexOf(' ', CHARACTERS_ON_LINE);
    const end = space > 0 ? space : CHARACTERS_ON_LINE;
    wrapped.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...wrapped, rest];
}

/** At least one page: a document without any cannot be opened. */
function inPages(lines: readonly string[]): readonly (readonly string[])[] {
  const count = Math.max(1, Math.ceil(lines.length / LINES_ON_PAGE));
  return Array.from({ length: count }, (_, at) => lines.slice(at * LINES_ON_PAGE, (at + 1) * LINES_ON_PAGE));
}
