import { expect, test } from 'vitest';
import { CALL_CHANNELS, EVENT_CHANNELS } from '../../../../preload/channels.ts';

test('no two methods of the bridge share a channel', () => {
  const channels = [...Object.values(CALL_CHANNELS), ...Object.values(EVENT_CHANNELS)];
  expect(new Set(channels).size).toBe(channels.length);
});
