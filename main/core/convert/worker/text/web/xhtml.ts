/** They have no content, and no end tag in HTML (HTML, 13.1.2). */
const VOID: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);
const EMPTY_ELEMENT = /<([a-z][\w:-]*)(?![\w:-])([^<>]*)\/>/gi;

/**
 * Gives an end tag to each empty element, such as `<title/>`: in HTML, that would begin a title, and all of the page were in
 * it.
 */
export function closeEmptyElements(page: string): string {
  return page.replaceAll(EMPTY_ELEMENT, (whole, name: string, attributes: string) =>
    VOID.has(name.toLowerCase()) ? whole : `<${name}${attributes}></${name}>`,
  );
}
