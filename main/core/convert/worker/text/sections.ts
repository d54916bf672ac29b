/**
 * Yields the text of sections, such as slides or sheets, each under its name and after an empty line. A section without text has no
 * name either, so that a document of pictures is one without text.
 */
export async function* sections<Section extends { readonly name: string }>(
  all: readonly Section[],
  textOf: (section: Section) => AsyncIterable<string>,
): AsyncGenerator<string> {
  let isFirst = true;
  for (const section of all) {
    let before = '';
    let hasText = false;
    for await (const piece of textOf(section)) {
      if (hasText) yield piece;
      else before += piece;
      if (hasText || before.trim() === '') continue;
      yield `${isFirst ? '' : '\n'}${section.name}\n${before}`;
      hasText = true;
      isFirst = false;
    }
  }
}
