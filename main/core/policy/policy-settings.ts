/** Which releases the app installs by itself. */
export type UpdateChannel = 'stable' | 'beta';

/** The settings that an organisation may preset or lock. */
export interface PolicySettings {
  readonly baseUrl?: string;
  /** The server that shares the key's limits among desks. */
  readonly quotaUrl?: string;
  readonly requestsPerSecond?: number;
  readonly requestsPerMinute?: number;
  /** An http or https address, or `direct` for none. */
  readonly proxy?: string;
  readonly historyDays?: number;
  readonly updateChannel?: UpdateChannel;
}

export type PolicyName = keyof PolicySettings;
