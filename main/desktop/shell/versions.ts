/** What Hoist runs on, a line each: `Electron 45.4.1`. What is not there, as Electron in plain Node, is left out. */
export function versionLines(versions: Readonly<Record<string, string | undefined>>): string[] {
  const named = [
    ['Electron', versions['electron']],
    ['Chromium', versions['chrome']],
    ['Node', versions['node']],
  ];
  return named.flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]));
}
