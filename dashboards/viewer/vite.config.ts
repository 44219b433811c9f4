import { defineConfig } from 'vitest/config';
import { icons } from './icons';
import { leftOut } from './leftOut';

/** A running `claimbench dashboard`, which answers while the page is being worked on. */
const SERVER = process.env.CLAIMBENCH_DASHBOARD ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [leftOut(), icons()],
  // With the time zones' rules of ten years, not of all times.
  resolve: { alias: [{ find: /^moment-timezone$/, replacement: 'moment-timezone/builds/moment-timezone-with-data-10-year-range.js' }] },
  build: {
    outDir: '../target/classes/claimbench/dashboards/viewer',
    emptyOutDir: true,
    license: { fileName: 'assets/licenses.txt' },
    chunkSizeWarningLimit: 2000,
  },
  server: { host: '127.0.0.1', proxy: { '/api': SERVER, '/dashboards': SERVER } },
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'happy-dom',
    // Grafana's libraries are loaded once for all tests.
    isolate: false,
    poolOptions: { forks: { singleFork: true } },
    server: { deps: { inline: [/@grafana\//] } },
  },
});
