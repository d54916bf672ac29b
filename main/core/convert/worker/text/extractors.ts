import type { TextExtractor } from '../source.ts';

const office: Readonly<Record<string, () => Promise<TextExtractor>>> = {
  '.docx': async () => (await import('./word/docx.ts')).docxText,
  '.xlsx': async () => (await import('./spreadsheet/xlsx.ts')).xlsxText,
  '.pptx': async () => (await import('./slides/pptx.ts')).pptxText,
  '.odt': async () => (await import('./open-document/open-document.ts')).openDocumentText,
  '.ods': async () => (await import('./open-document/open-document.ts')).openDocumentText,
  '.odp': async () => (await import('./open-document/open-document.ts')).openDocumentText,
  '.epub': async () => (await import('./web/epub.ts')).epubText,
  '.rtf': async () => (await import('./rtf/rtf.ts')).rtfText,
  '.doc': async () => (await import('./word-97/doc.ts')).docText,
  '.html': async () => (await import('./web/html.ts')).htmlText,
  '.htm': async () => (await import('./web/html.ts')).htmlText,
  '.xhtml': async () => (await import('./web/html.ts')).htmlText,
};

/** @returns what loads the extractor for files with this extension; other files are text as they are */
export function extractorFor(extension: string): () => Promise<TextExtractor> {
  return office[extension] ?? (async () => (await import('./plain-text.ts')).plainText);
}
