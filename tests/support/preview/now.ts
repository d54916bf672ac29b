/** Screenshots are taken at this moment, so that countdowns show the same each time. */
export const NOW_MS = Date.UTC(2026, 10, 23, 9, 0, 0);
