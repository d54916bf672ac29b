import type { Plugin } from 'vite';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is looked for in another program's text
const REQUIRED = 'require(`./parsers/${name}`)';

/**
 * `trash` uses `@stroncium/procfs` to find the trash of a disk on Linux. That package requires its parsers by computed names, which
 * no bundler can follow. So this requires each by its whole name.
 */
export function procfsPlugin(): Plugin {
  return {
    name: 'procfs',
    enforce: 'pre',
    transform: {
      filter: { id: /\/@stroncium\/procfs\/lib\/parsers\.js$/ },
      handler(code) {
        const names = [...code.matchAll(/^\t'(\w+)',$/gm)].map(([, name]) => name);
        if (names.length === 0 || !code.includes(REQUIRED)) this.error('@stroncium/procfs has changed');
        const parsers = names.map((name) => `${name}: () => require('./parsers/${name}.js')`);
        return code.replace(REQUIRED, `({ ${parsers.join(', ')} })[name]()`);
      },
    },
  };
}
