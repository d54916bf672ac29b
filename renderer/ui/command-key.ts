interface Modifiers {
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
}

/** @returns whether the key that shortcuts need is held: Command on a Mac, Ctrl elsewhere */
export const hasCommandKey = ({ metaKey, ctrlKey }: Modifiers, platform: string): boolean =>
  platform === 'darwin' ? metaKey : ctrlKey;
