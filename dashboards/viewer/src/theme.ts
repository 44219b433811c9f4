import { createTheme, type GrafanaTheme2 } from '@grafana/data';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

/** Of series that a dashboard gives no colour of their own: Okabe and Ito's, told apart with any of the usual kinds of colour blindness; but their yellow, which is lost on white. */
const PALETTE = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#999999'];

/** Grafana's own typeface is not shipped: what the system has, with a Chinese one that goes with it. */
const FONT = 'Inter, "Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export type Wish = 'system' | 'light' | 'dark';

const KEY = 'claimbench.theme';
const DARK = '(prefers-color-scheme: dark)';

export function useTheme(): [GrafanaTheme2, Wish, (wish: Wish) => void] {
  const systemIsDark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches);
  const [wish, setWish] = useState<Wish>(remembered);
  const mode = wish === 'system' ? (systemIsDark ? 'dark' : 'light') : wish;
  const theme = useMemo(() => createTheme({ colors: { mode }, typography: { fontFamily: FONT }, visualization: { palette: PALETTE } }), [mode]);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = mode;
    root.style.colorScheme = mode;
    const colors = {
      '--canvas': theme.colors.background.canvas,
      '--primary': theme.colors.background.primary,
      '--text': theme.colors.text.primary,
      '--text-secondary': theme.colors.text.secondary,
      '--link': theme.colors.text.link,
      '--border': theme.colors.border.medium,
      '--error': theme.colors.error.text,
      '--focus': theme.colors.primary.border,
      '--font': theme.typography.fontFamily,
    };
    Object.entries(colors).forEach(([name, color]) => root.style.setProperty(name, color));
  }, [theme, mode]);
  return [
    theme,
    wish,
    (next) => {
      localStorage.setItem(KEY, next);
      setWish(next);
    },
  ];
}

function remembered(): Wish {
  const asked = new URLSearchParams(window.location.search).get('theme') ?? localStorage.getItem(KEY);
  return asked === 'light' || asked === 'dark' ? asked : 'system';
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
