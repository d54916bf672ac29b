import { styleText } from 'node:util';

let isOn = true;

/** Lets the command print in colours where there is a screen for them, or not at all. */
export function allowColours(allowed: boolean): void {
  isOn = allowed;
}

/**
 * @param stream where the text goes; it gets colours if it is a screen that has some. `NO_COLOR` and `FORCE_COLOR` decide
 *   otherwise: https://no-color.org
 * @returns the text, in this colour if there is one
 */
export function coloured(colour: 'red' | 'green', text: string, stream: NodeJS.WriteStream): string {
  return isOn ? styleText(colour, text, { stream }) : text;
}

/** @returns a line for stdout whose first word, which says what happened, has this colour */
export function withColouredStart(colour: 'red' | 'green', line: string): string {
  return line.replace(/^\S+/, (word) => coloured(colour, word, process.stdout));
}
