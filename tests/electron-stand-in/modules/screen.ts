/** The module `screen`: one display, as nothing is on a screen here. A test puts others in its place. */
import { StrictEmitter, strictObject } from '../strict.ts';

type Implemented = Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays'>;
type KnownOfDisplay = Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>;

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const display = strictObject<KnownOfDisplay>('Display', {
  id: 1,
  bounds,
  workArea: { ...bounds, height: 1040 },
  scaleFactor: 1,
}) as Electron.Display;

class Screen extends StrictEmitter implements Implemented {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getPrimaryDisplay(): Electron.Display {
    return display;
  }

  getAllDisplays(): Electron.Display[] {
    return [display];
  }
}

export const screen = new Screen();
