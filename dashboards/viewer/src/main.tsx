import { initPluginTranslations } from '@grafana/i18n';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './style.css';

declare global {
  interface Window {
    __grafana_public_path__?: string;
  }
}

// Grafana's icons are asked for below this path.
window.__grafana_public_path__ = '/assets/';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no element with id "root"');
}
// Grafana's components have a few words of their own.
await initPluginTranslations('claimbench', []);
createRoot(root).render(<App />);
