import type { FormatCallback } from 'html-to-text';

/** Others lead to places within the site, or to code. */
const ADDRESS = /^(?:https?:\/\/|mailto:)/i;
/** Longer addresses tell a machine who clicked, and a reader nothing. */
const LONGEST_ADDRESS = 200;

/** Shows a link's text, with its address behind it where that says more than the text. */
export const formatLink: FormatCallback = (link, walk, builder) => {
  let shown = '';
  builder.pushWordTransform((word) => {
    shown += word;
    return word;
  });
  walk(link.children, builder);
  builder.popWordTransform();
  const address = String(link.attribs?.['href'] ?? '').trim();
  if (shown === '' || !ADDRESS.test(address) || address.length > LONGEST_ADDRESS) return;
  const bare = address.replace(ADDRESS, '').replace(/\/$/, '');
  if (!shown.includes(bare))
    builder.addInline(` [${address.replace(/^mailto:/i, '')}]`, { noWordTransform: true });
};
