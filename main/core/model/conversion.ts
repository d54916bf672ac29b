/**
 * How a file that the server does not take is made into files that it takes: its text, a PDF that looks like it, parts
 * within the size limit, or the files that an archive contains.
 */
export type ConversionWay = 'text' | 'pdf' | 'parts' | 'contents';

export const CONVERSION_RULES = ['ask', 'never', 'text', 'pdf'] as const;

/** What happens to a file that the server does not take. `pdf` falls back to `text` where no PDF can be made. */
export type ConversionRule = (typeof CONVERSION_RULES)[number];
