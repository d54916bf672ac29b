import { packageOf, xmlText } from './ooxml.ts';

interface StyledParagraph {
  readonly text: string;
  readonly style: 'Title' | 'Heading1' | 'Normal';
}

/** A paragraph; a bare text is one in the style Normal. */
export type Paragraph = string | StyledParagraph;

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** A Word document of these paragraphs on A4. */
export function docx(paragraphs: readonly Paragraph[]): Uint8Array {
  const body = paragraphs.map((paragraph) => {
    const { text, style } = typeof paragraph === 'string' ? { text: paragraph, style: 'Normal' } : paragraph;
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`;
  });
  // Sizes in twentieths of a point.
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1134" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';
  return packageOf(
    {
      path: 'word/document.xml',
      contentType: `${TYPE}.document.main+xml`,
      xml: `<w:document xmlns:w="${WORD}"><w:body>${body.join('')}${page}</w:body></w:document>`,
    },
    [{ path: 'word/styles.xml', contentType: `${TYPE}.styles+xml`, xml: STYLES }],
    [{ type: 'styles', target: 'styles.xml' }],
  );
}

/** Sizes in half points, distances in twentieths of a point. */
function style(id: string, name: string, halfPoints: number, spaceAfter: number, bold: boolean): string {
  const isDefault = id === 'Normal';
  return (
    `<w:style w:type="paragraph"${isDefault ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>` +
    `${isDefault ? '' : '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'}` +
    `<w:pPr><w:spacing w:after="${spaceAfter}"/></w:pPr>` +
    `<w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="${halfPoints}"/></w:rPr></w:style>`
  );
}

const STYLES =
  `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:lang w:val="en-GB"/>' +
  '</w:rPr></w:rPrDefault></w:docDefaults>' +
  style('Normal', 'Normal', 22, 160, false) +
  style('Title', 'Title', 48, 240, true) +
  style('Heading1', 'heading 1', 30, 120, true) +
  '</w:styles>';
