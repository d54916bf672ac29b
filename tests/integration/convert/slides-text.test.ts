import { describe, expect, it } from 'vitest';
import { archive, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:c="c" xmlns:dgm="dgm"';

interface SlideParts {
  readonly shapes: string;
  /** By their ids: the type and the name of a part. */
  readonly related?: Readonly<Record<string, readonly [type: string, target: string]>>;
}

/** A presentation of these slides, which lie in the archive in the opposite order. */
function pptx(slides: readonly SlideParts[], parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = slides.map((_, at) => `slides/slide${slides.length - at}.xml`);
  const entries = slides.flatMap(({ shapes, related = {} }, at): [string, string][] => [
    [`ppt/${names[at]}`, `<p:sld ${NAMESPACES}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`],
    [
      `ppt/${names[at]}`.replace('slides/', 'slides/_rels/').replace('.xml', '.xml.rels'),
      relations(Object.entries(related).map(([id, [type, target]]) => [id, type, target])),
    ],
  ]);
  return archive({
    ...Object.fromEntries(entries),
    'ppt/presentation.xml': `<p:presentation ${NAMESPACES}><p:sldIdLst>${names
      .map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 1}"/>`)
      .join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations([
      ...names.map((name, at): [string, string, string] => [`rId${at + 1}`, 'slide', name]),
      ['rAuthors', 'commentAuthors', 'commentAuthors.xml'],
    ]),
    ...parts,
  });
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = all.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="http://x/relationships/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${each.join('')}</Relationships>`;
}

const paragraph = (text: string, properties = '') => `<a:p>${properties}<a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (content: string, placeholder = '') =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${content}</p:txBody></p:sp>`;
const placeholder = (type: string) => `<p:ph type="${type}"/>`;
const frame = (content: string) => `<p:graphicFrame><a:graphic>${content}</a:graphic></p:graphicFrame>`;

describe('the text of a .pptx', () => {
  it('has the slides in the order of the presentation, with their titles first', async () => {
    const first = shape(paragraph('body')) + shape(paragraph('Title'), placeholder('title'));
    const second = shape(paragraph('One'), placeholder('ctrTitle'));
    expect(await textOfBytes('a.pptx', pptx([{ shapes: first }, { shapes: second }]))).toBe(
      'Slide 1\nTitle\nbody\n\nSlide 2\nOne\n',
    );
  });

  it('keeps the number of a slide when one before it has no text', async () => {
    const slides = [{ shapes: '<p:pic/>' }, { shapes: shape(paragraph('a')) }];
    expect(await textOfBytes('a.pptx', pptx(slides))).toBe('Slide 2\na\n');
  });

  it('is empty when no slide has text', async () => {
    expect(await textOfBytes('a.pptx', pptx([{ shapes: '<p:pic/>' }, { shapes: '' }]))).toBe('');
  });

  it('shows tables as rows, groups in their place and levels indented', async () => {
    const cell = (text: string) => `<a:tc><a:txBody>${paragraph(text)}</a:txBody></a:tc>`;
    const table = frame(
      `<a:tbl><a:tr>${cell('a')}${cell('b')}</a:tr><a:tr>${cell('c')}<a:tc/>${cell('d')}</a:tr></a:tbl>`,
    );
    const group = `<p:grpSp>${shape(paragraph('in a group'))}</p:grpSp>`;
    const body = shape(paragraph('one') + paragraph('two', '<a:pPr lvl="1"/>') + paragraph('three'));
    expect(await textOfBytes('a.pptx', pptx([{ shapes: table + group + body }]))).toBe(
      'Slide 1\na\tb\nc\t\td\nin a group\none\n  two\nthree\n',
    );
  });

  it.each(['-2', '1e9', 'x', ''])('reads a text on the level %j', async (lvl) => {
    const shapes = shape(paragraph('a', `<a:pPr lvl="${lvl}"/>`));
    expect((await textOfBytes('a.pptx', pptx([{ shapes }]))).trimEnd()).toMatch(/^Slide 1\n *a$/);
  });

  it('says what slides repeat once, and leaves out their numbers', async () => {
    const footer = shape(paragraph('Ltd'), placeholder('ftr')) + shape(paragraph('7'), placeholder('sldNum'));
    const slides = ['a', 'b'].map((text) => ({ shapes: footer + shape(paragraph(text)) }));
    expect(await textOfBytes('a.pptx', pptx(slides))).toBe('Slide 1\na\nLtd\n\nSlide 2\nb\n');
  });

  it('shows the one form of what is there in two', async () => {
    const shapes = `<mc:AlternateContent><mc:Choice>${shape(paragraph('a'))}</mc:Choice><mc:Fallback>${shape(paragraph('a'))}</mc:Fallback></mc:AlternateContent>`;
    expect(await textOfBytes('a.pptx', pptx([{ shapes }]))).toBe('Slide 1\na\n');
  });

  it('has notes without the picture and number of their page', async () => {
    const notes =
      shape('', placeholder('sldImg')) +
      shape(paragraph('Say hello.') + paragraph('Smile.'), placeholder('body')) +
      shape(paragraph('1'), placeholder('sldNum'));
    const parts = {
      'ppt/notesSlides/notes.xml': `<p:notes ${NAMESPACES}><p:cSld><p:spTree>${notes}</p:spTree></p:cSld></p:notes>`,
    };
    const slide: SlideParts = {
      shapes: shape(paragraph('a')),
      related: { rN: ['notesSlide', '../notesSlides/notes.xml'] },
    };
    expect(await textOfBytes('a.pptx', pptx([slide], parts))).toBe('Slide 1\na\nNotes: Say hello.\nSmile.\n');
  });

  it('has the values of a chart and the words of a diagram where they stand', async () => {
    const cache = (tag: string, values: readonly string[], format = '') =>
      `<c:${tag}><c:numRef><c:numCache><c:formatCode>${format}</c:formatCode>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:numCache></c:numRef></c:${tag}>`;
    const name = (text: string) =>
      `<c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>${text}</c:v></c:pt></c:strCache></c:strRef></c:tx>`;
    const chart =
      `<c:chartSpace ${NAMESPACES}><c:chart><c:title><c:tx><c:rich>${paragraph('Sales')}</c:rich></c:tx></c:title>` +
      `<c:ser>${name('North')}${cache('cat', ['46000', '46001'], 'yyyy-mm-dd')}${cache('val', ['1.5', '2'], 'General')}</c:ser>` +
      `<c:ser>${name('South')}${cache('val', ['0.25', '0.5'], '0%')}</c:ser></c:chart></c:chartSpace>`;
    const diagram = `<dgm:dataModel ${NAMESPACES}><dgm:pt><dgm:t>${paragraph('Plan')}</dgm:t></dgm:pt><dgm:pt><dgm:t>${paragraph('Do')}</dgm:t></dgm:pt></dgm:dataModel>`;
    const slide: SlideParts = {
      shapes:
        shape(paragraph('before')) +
        frame('<c:chart r:id="rC"/>') +
        frame('<dgm:relIds r:dm="rD"/>') +
        shape(paragraph('after')),
      related: { rC: ['chart', '../charts/chart1.xml'], rD: ['diagramData', '../diagrams/data1.xml'] },
    };
    const parts = { 'ppt/charts/chart1.xml': chart, 'ppt/diagrams/data1.xml': diagram };
    expect(await textOfBytes('a.pptx', pptx([slide], parts))).toBe(
      'Slide 1\nbefore\nSales\n\tNorth\tSouth\n2025-12-09\t1.5\t25%\n2025-12-10\t2\t50%\nPlan\nDo\nafter\n',
    );
  });

  it.each([
    [
      'older',
      '<p:cm authorId="0"><p:text>Why?</p:text></p:cm><p:cm authorId="1"><p:text>Because.</p:text></p:cm>',
    ],
    [
      'newer',
      `<p:cm authorId="0"><p:replyLst><p:reply authorId="1"><p:txBody>${paragraph('Because.')}</p:txBody></p:reply></p:replyLst><p:txBody>${paragraph('Why?')}</p:txBody></p:cm>`,
    ],
  ])('has comments of %s presentations with their authors', async (_, comments) => {
    const parts = {
      'ppt/commentAuthors.xml': `<p:cmAuthorLst ${NAMESPACES}><p:cmAuthor id="0" name="Anna Berg"/><p:cmAuthor id="1" name="Bo"/></p:cmAuthorLst>`,
      'ppt/comments/comment1.xml': `<p:cmLst ${NAMESPACES}>${comments}</p:cmLst>`,
    };
    const slide: SlideParts = {
      shapes: shape(paragraph('a')),
      related: { rX: ['comments', '../comments/comment1.xml'] },
    };
    expect(await textOfBytes('a.pptx', pptx([slide], parts))).toBe(
      'Slide 1\na\n[Anna Berg] Why?\n[Bo] Because.\n',
    );
  });

  it('is refused where the file is a Word document', async () => {
    const bytes = archive({ 'word/document.xml': '<document/>' });
    expect(await problemOfBytes('a.pptx', bytes)).toBe('document_damaged');
  });
});
