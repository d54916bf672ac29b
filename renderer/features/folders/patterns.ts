/**
 * Splits text into patterns at commas, semicolons and line breaks, but not inside braces, where a comma belongs to the
 * pattern. Reads `.pdf` as `*.pdf`.
 */
export function parsePatterns(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '{') depth += 1;
    else if (letter === '}') depth = Math.max(0, depth - 1);
    if (depth === 0 && /[,;\n]/.test(letter)) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  const patterns = parts.map((part) => part.trim()).filter((part) => part !== '');
  return [...new Set(patterns.map((pattern) => (/^\.\w+$/.test(pattern) ? `*${pattern}` : pattern)))];
}

export const showPatterns = (patterns: readonly string[]): string => patterns.join(', ');
