import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Where Grafana's Icon asks for its pictures, below the path that `main.tsx` names. */
export const ICONS = 'assets/build/img/icons/';

/** Grafana's icons come with `@grafana/ui` but not with what imports it: they are fetched one by one, here from the page's own server. */
export function icons(): Plugin {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@grafana/ui/dist/public/img/icons');
  const names = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svg'));
  return {
    name: 'grafana-icons',
    configureServer(server) {
      server.middlewares.use(`/${ICONS}`, (request, response, next) => {
        const name = names().find((each) => `/${each}` === request.url);
        if (name === undefined) {
          next();
          return;
        }
        response.setHeader('Content-Type', 'image/svg+xml');
        response.end(readFileSync(join(folder, name)));
      });
    },
    generateBundle() {
      for (const name of names()) {
        this.emitFile({ type: 'asset', fileName: ICONS + name, source: readFileSync(join(folder, name)) });
      }
    },
  };
}
