import { type Browser, chromium } from 'playwright';
import { CHROMIUM_FLAGS, chromiumBinary } from '../../../build/chromium.ts';

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumBinary(), args: [...CHROMIUM_FLAGS] });
}
