/** The limit of one message: the paths of 100,000 dropped files are some 20 MB. */
const MAX_CHARACTERS = 30_000_000;
/** Numbers, empty texts and containers take space as well. */
const PER_VALUE = 8;

/** Whether a message from the window is larger than any that Hoist's own page sends. It stops at the limit. */
export function isTooLarge(payload: unknown, maxCharacters = MAX_CHARACTERS): boolean {
  const left: unknown[] = [payload];
  let characters = 0;
  for (let value = left.pop(); characters <= maxCharacters; value = left.pop()) {
    characters += PER_VALUE + (typeof value === 'string' ? value.length : 0);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) characters += value.byteLength;
    else if (Array.isArray(value)) for (const each of value) left.push(each);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) left.push(key, each);
    }
    if (left.length === 0) return characters > maxCharacters;
  }
  return true;
}
