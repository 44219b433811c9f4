import type { Plugin } from 'vite';

const EDITOR = /\/ReactMonacoEditor\.mjs$/;
const MAPS = /\/OpenLayersProvider\.mjs$/;
const NOTHING = '\0left-out';

/** An editor for code and a library for maps, which Grafana's table loads for kinds of cells that no dashboard here has: together larger than all else. */
export function leftOut(): Plugin {
  return {
    name: 'left-out',
    enforce: 'pre',
    resolveId: (source) => (EDITOR.test(source) || MAPS.test(source) ? NOTHING : undefined),
    load: (id) => (id === NOTHING ? 'const none = () => null; export { none as ReactMonacoEditor, none as OpenLayersProvider };' : undefined),
  };
}
