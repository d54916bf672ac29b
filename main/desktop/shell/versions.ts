/**
 * @returns the versions that Hoist runs on, such as `Electron 45.4.1`. Missing ones, as Electron in Node, are left out.
 */
export function versionLines(versions: Readonly<Record<string, string | undefined>>): string[] {
  const named = [
    ['Electron', versions['electron']],
    ['Chromium', versions['chrome']],
    ['Node', versions['node']],
  ];
  return named.flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]));
}
