import type { SystemState } from '../../../preload/contract/contract.ts';

/** Whether Hoist is started at login, as the system has it. */
export interface LoginItem {
  readonly state: SystemState['startAtLogin'];
  /** @throws where the system does not let it be changed */
  set(isOn: boolean): void;
}
