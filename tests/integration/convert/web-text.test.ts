import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { archive, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

/** @returns the lines of a page's text that are not empty */
async function linesOf(body: string): Promise<string[]> {
  return (await textOfBytes('page.html', body)).split('\n').filter((line) => line !== '');
}

describe('a web page', () => {
  it('has the text that a browser shows, in its order', async () => {
    const lines = await linesOf(
      '<!DOCTYPE html><html><head><title>No</title><style>p {}</style></head><body><h1>Big <em>News</em></h1>' +
        '<p>One\n two<br>three</p>before<div>in a block</div>after<dl><dt>Term<dd>Meaning</dl>' +
        '<ol start=3><li>three<li>four<ul><li>inner</ul></ol><blockquote>said</blockquote>' +
        '<figure><figcaption>Below</figcaption></figure><select><option>a<option>b</select></body>behind</html>',
    );
    expect(lines).toEqual([
      ...['Big News', 'One two', 'three', 'before', 'in a block', 'after', 'Term', 'Meaning'],
      ...[' 3. three', ' 4. four', '    * inner', '> said', 'Below', 'a', 'b', 'behind'],
    ]);
  });

  it('has no text that nobody sees', async () => {
    const lines = await linesOf(
      '<p>seen</p><script>no</script><style>no</style><template>no</template><noscript>no</noscript>' +
        '<p hidden>no</p><p style="color: red; display: none">no</p><div style="DISPLAY:NONE">no</div><!-- no -->' +
        '<video>no</video><iframe>no</iframe><svg><title>no</title></svg><p>now <del>no</del><ins>new</ins></p>' +
        '<ruby>東京<rp>(</rp><rt>no</rt><rp>)</rp></ruby>',
    );
    expect(lines).toEqual(['seen', 'now new', '東京']);
  });

  it('keeps the lines and blanks of preformatted text', async () => {
    expect(await textOfBytes('page.html', '<pre>a\n  b\tc\n\nd</pre>')).toBe('a\n  b\tc\n\nd\n');
  });

  it('shows entities as their characters', async () => {
    expect(await linesOf('&lt;b&gt; &amp; &euro; &#x1F6A2; &eacute; &nosuch;')).toEqual([
      '<b> & € 🚢 é &nosuch;',
    ]);
  });

  it('breaks no word of a language without blanks', async () => {
    expect(await linesOf('<p>ไทย&#8203;ไทย')).toEqual(['ไทย\u200bไทย']);
  });

  it('shows the address of a link where that says more than its text', async () => {
    const lines = await linesOf(
      '<p><a href="https://example.org/fees">Fees</a></p><p><a href="https://example.org/">example.org</a></p>' +
        '<p><a href="mailto:ann@example.org">Ann</a></p><p><a href="/local">here</a></p><p><a href="#top">top</a></p>' +
        `<p><a href="javascript:alert(1)">run</a></p><p><a href="https://t.example/${'x'.repeat(300)}">news</a></p>` +
        '<p><a href="https://example.org/x"><img src="x.png" alt="no"></a></p>',
    );
    expect(lines).toEqual([
      ...[
        'Fees [https://example.org/fees]',
        'example.org',
        'Ann [ann@example.org]',
        'here',
        'top',
        'run',
        'news',
      ],
    ]);
  });
});

describe('a table of a web page', () => {
  it('has a line for each row, with tabs between the cells', async () => {
    const lines = await linesOf(
      '<table><caption>Fees</caption><thead><tr><th>Boat<th>Fee</thead><tbody><tr><td>Mewa<br>(red)<td>12 <b>€</b>' +
        '<tr><td><td>9 €</tbody></table>',
    );
    expect(lines).toEqual(['Fees', 'Boat\tFee', 'Mewa (red)\t12 €', '\t9 €']);
  });

  it('keeps the columns where a cell takes several columns or rows', async () => {
    const lines = await linesOf(
      '<table><tr><th colspan=2>Name<th>Fee<tr><td rowspan=2>A<td>B<td>1<tr><td>C<td>2<tr><td>D<td>E<td rowspan=0>3</table>',
    );
    expect(lines).toEqual(['Name\t\tFee', 'A\tB\t1', '\tC\t2', 'D\tE\t3']);
  });

  it('loses no text that is in no cell, and no cell that is in no row', async () => {
    const lines = await linesOf('<table><form>stray<tr>loose<td>in a form</tr></form><td>rowless</table>');
    expect(lines.toSorted()).toEqual(['in a form', 'loose', 'rowless', 'stray'].toSorted());
  });

  it('that lays out a page is shown cell by cell', async () => {
    const lines = await linesOf(
      '<table><tr><td>menu<td><p>one</p><p>two</p><table><tr><td>a<td>b</table></table>',
    );
    expect(lines).toEqual(['menu', 'one', 'two', 'a\tb']);
  });
});

describe('the encoding of a web page', () => {
  const page = (declaration: string, text: string) =>
    `<html><head>${declaration}</head><p>${text}</p></html>`;

  it.each([
    ['<meta charset=windows-1251>', 'windows-1251', 'Цена'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', 'iso-8859-2', 'Łódź'],
    // Browsers read Windows-1252 under this name.
    ['<meta charset="iso-8859-1">', 'windows-1252', '5 €'],
    ['<meta charset=shift_jis>', 'shift_jis', '日本'],
    ['<meta charset=utf-16>', 'utf-8', 'Größe'],
  ])('is what it declares: %s', async (declaration, encoding, text) => {
    expect(await textOfBytes('page.htm', iconv.encode(page(declaration, text), encoding))).toBe(`${text}\n`);
  });

  it('is that of Japanese mails if it says so', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<meta charset="iso-2022-jp"><p>', 'latin1'),
      Buffer.from('1b244224331b2842', 'hex'),
    ]);
    expect(await textOfBytes('page.html', bytes)).toBe('こ\n');
  });

  it('is told by its characters if it declares none', async () => {
    const bytes = iconv.encode(page('', 'Příliš žluťoučký kůň úpěl ďábelské ódy'), 'windows-1250');
    expect(await textOfBytes('page.html', bytes)).toBe('Příliš žluťoučký kůň úpěl ďábelské ódy\n');
  });

  it.each(['utf-8', 'utf-16le'])('is what its mark says, whatever it declares: %s', async (encoding) => {
    for (const text of ['Größe', 'size']) {
      const bytes = iconv.encode(page('<meta charset=koi8-r>', text), encoding, { addBOM: true });
      expect(await textOfBytes('page.html', bytes)).toBe(`${text}\n`);
    }
  });

  it('is not UTF-16 if the declaration can be read without it', async () => {
    expect(await textOfBytes('page.html', page('<meta charset=utf-16>', 'size'))).toBe('size\n');
  });
});

describe('a page in XHTML', () => {
  it('is not swallowed by an empty element', async () => {
    const xhtml =
      '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>' +
      '<body><script src="x.js"/><p>One<a id="a"/> two<br/>three</p><textarea/><p>four</p></body></html>';
    expect((await textOfBytes('page.xhtml', xhtml)).split('\n').filter(Boolean)).toEqual([
      'One two',
      'three',
      'four',
    ]);
  });
});

describe('an electronic book', () => {
  const CONTAINER =
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>' +
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';
  const PACKAGE =
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>' +
    '<item id="b" href="second%20chapter.xhtml" media-type="application/xhtml+xml"/>' +
    '<item id="a" href="first.xhtml" media-type="application/xhtml+xml"/>' +
    '<item id="cover" href="cover.png" media-type="image/png"/>' +
    '<item id="unread" href="unread.xhtml" media-type="application/xhtml+xml"/></manifest>' +
    '<spine><itemref idref="cover"/><itemref idref="a"/><itemref idref="gone"/><itemref idref="b"/></spine></package>';
  const chapter = (text: string) =>
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${text}</body></html>`;
  const book = (more: Record<string, string> = {}) =>
    archive({
      'META-INF/container.xml': CONTAINER,
      'OEBPS/book.opf': PACKAGE,
      'OEBPS/second chapter.xhtml': chapter('<h1>Two</h1><p>Ende &amp; 完</p>'),
      'OEBPS/first.xhtml': chapter('<h1>One</h1><p>Начало</p>'),
      'OEBPS/cover.png': '\0PNG',
      'OEBPS/unread.xhtml': chapter('no'),
      ...more,
    });
  const encryption = (algorithm: string) => ({
    'META-INF/encryption.xml':
      '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>' +
      `<EncryptionMethod Algorithm="${algorithm}"/></EncryptedData></encryption>`,
  });

  it('has its chapters in the order of its spine', async () => {
    expect(await textOfBytes('book.epub', book())).toBe('One\n\nНачало\n\nTwo\n\nEnde & 完\n');
  });

  it('is readable if only its fonts are encrypted', async () => {
    const bytes = book(encryption('http://www.idpf.org/2008/embedding'));
    expect(await textOfBytes('book.epub', bytes)).toContain('Начало');
  });

  it('is encrypted if its chapters are', async () => {
    const bytes = book(encryption('http://www.w3.org/2001/04/xmlenc#aes256-cbc'));
    expect(await problemOfBytes('book.epub', bytes)).toBe('document_encrypted');
  });

  it('without a package is damaged', async () => {
    expect(await problemOfBytes('book.epub', archive({ 'a.txt': 'no book' }))).toBe('document_damaged');
  });

  it('with a chapter as large as a bomb costs too much', async () => {
    const bytes = book({ 'OEBPS/first.xhtml': `<p>${' '.repeat(64 * 1024 * 1024)}</p>` });
    expect(await problemOfBytes('book.epub', bytes)).toBe('conversion_too_costly');
  });
});

describe('a page that is made to do harm', () => {
  it.each([
    ['a million elements, one in the other', '<div>'.repeat(1_000_000)],
    ['as many tables', '<table><tr><td>'.repeat(1_000_000)],
    ['elements deeper than browsers show', `seen${'<div>'.repeat(600)}text`],
    ['endless columns', `<table><tr>${'<td colspan=1000>x'.repeat(1000)}</table>`],
    ['more than a page may have', ' '.repeat(32 * 1024 * 1024 + 1)],
  ])('costs too much: %s', async (_, page) => {
    const startedAt = performance.now();
    expect(await problemOfBytes('page.html', page)).toBe('conversion_too_costly');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it.each([
    ['an open tag', `<p>text ${'<a '.repeat(1_000_000)}`],
    ['brackets', `text${'<'.repeat(1_000_000)}`],
    ['an entity of its own', `<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>text &x;`],
  ])('is read in time, and fetches nothing: %s', async (_, page) => {
    const startedAt = performance.now();
    const text = await textOfBytes('page.xhtml', `<?xml version="1.0"?>${page}`);
    expect(text).toContain('text');
    expect(text).not.toContain('root:');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('without text has none', async () => {
    expect((await textOfBytes('page.html', '')).trim()).toBe('');
  });

  it('is damaged if it is no text', async () => {
    expect(await problemOfBytes('page.html', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe(
      'document_damaged',
    );
  });
});
