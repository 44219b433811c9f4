import { ThemeContext } from '@grafana/data';
import type { Dashboard } from '@grafana/schema';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Place, ofLink, read, write } from './address';
import * as api from './api';
import { Controls } from './Controls';
import { HappeningsList } from './HappeningsList';
import { nameReducers } from './reducers';
import { SectionView, sections } from './Sections';
import { interpolator } from './templates';
import { useTheme } from './theme';
import { type Period, spanOf } from './timeRange';
import { useHappenings } from './useHappenings';
import { annotationsOf, useShown } from './useShown';
import { useRun } from './useRun';
import { useVariables } from './useVariables';
import { spelledOut } from './variables';
import type { View } from './view';
import { WORDS } from './words';

/** While a run goes on, its last minutes are what people look at. */
const LIVE_MINUTES = 15;

export function App() {
  const [theme, wish, setWish] = useTheme();
  const [place, go] = usePlace();
  const language = place.language ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  const words = WORDS[language];
  nameReducers(language);
  const { run, error: runError } = useRun();
  const [names, namesError] = useAsked(useCallback(() => api.index(), []));
  const name = place.dashboard ?? names?.[0]?.name ?? null;
  const [dashboard, dashboardError] = useAsked<Dashboard>(
    useCallback(() => (name === null ? new Promise<never>(() => undefined) : api.dashboard(language, name)), [language, name])
  );
  const variables = useVariables(name ?? '', dashboard, run, place.choice);
  const period: Period = place.period ?? (run?.live === true ? { kind: 'last', minutes: LIVE_MINUTES } : { kind: 'whole' });
  const periodText = JSON.stringify(period);
  const span = useMemo(() => (run === null ? null : spanOf(JSON.parse(periodText) as Period, run)), [run, periodText]);
  const choice = useMemo(() => (variables.chosen === null ? null : spelledOut(variables.chosen, variables.options)), [variables]);
  const [shown, toggle] = useShown(dashboard);
  const happenings = useHappenings(name ?? '', dashboard, span, choice, shown);
  const interpolate = useMemo(() => {
    const { from, to } = span ?? { from: 0, to: 0 };
    return interpolator(choice ?? {}, { __from: String(from), __to: String(to), __url_time_range: `from=${from}&to=${to}` });
  }, [choice, span]);
  const title = dashboard?.title ?? 'claimbench';
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = title;
  }, [language, title]);
  const error = [runError === null ? null : `${words.noAnswer} (${runError})`, namesError, dashboardError, variables.error].find((each) => each !== null);
  const view: View | null =
    name === null || span === null
      ? null
      : { dashboard: name, span, choice, interpolate, happenings, theme, words, onSpan: (marked) => go({ ...place, period: { kind: 'marked', span: marked } }) };
  return (
    <ThemeContext.Provider value={theme}>
      <a className="skip" href="#panels">
        {words.skip}
      </a>
      <header>
        <nav aria-label={words.dashboards}>
          <ul>
            {(names ?? []).map((each) => (
              <li key={each.name}>
                <a href={write({ ...place, dashboard: each.name })} aria-current={each.name === name ? 'page' : undefined}>
                  {each.title[language]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Controls
          place={place}
          period={period}
          run={run}
          language={language}
          variables={variables}
          words={words}
          wish={wish}
          onWish={setWish}
          onGo={go}
        />
      </header>
      <main id="panels" tabIndex={-1}>
        <h1>{title}</h1>
        {dashboard?.description === undefined ? null : <p className="description">{dashboard.description}</p>}
        {error === undefined ? null : (
          <p className="notice error" role="alert">
            {error}
          </p>
        )}
        <HappeningsList annotations={annotationsOf(dashboard)} shown={shown} onToggle={toggle} happenings={happenings} words={words} color={theme.visualization.getColorByName} />
        {view === null || dashboard === null
          ? null
          : sections(dashboard.panels).map((section, position) => (
              <SectionView key={`${name} ${section.row?.id ?? position}`} section={section} view={view} />
            ))}
      </main>
      <footer>
        <a href="/assets/licenses.txt">{words.licences}</a>
      </footer>
    </ThemeContext.Provider>
  );
}

/** The page's address, and how to go elsewhere. Links to other dashboards are gone to without loading the page anew. */
function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => read(window.location.search));
  const go = useCallback((next: Place) => {
    window.history.pushState(null, '', write(next));
    setPlace(next);
  }, []);
  useEffect(() => {
    const back = () => setPlace(read(window.location.search));
    const click = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a');
      const href = link?.getAttribute('href');
      if (href === null || href === undefined || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link?.target === '_blank') {
        return;
      }
      const next = /^\/?\?/.test(href) ? read(href.substring(href.indexOf('?'))) : ofLink(href);
      if (next !== null) {
        event.preventDefault();
        go({ ...next, language: next.language ?? read(window.location.search).language });
        window.scrollTo(0, 0);
      }
    };
    window.addEventListener('popstate', back);
    document.addEventListener('click', click);
    return () => {
      window.removeEventListener('popstate', back);
      document.removeEventListener('click', click);
    };
  }, [go]);
  return [place, go];
}

/** What a question is answered with, and the reason if it is not. */
function useAsked<T>(question: () => Promise<T>): [T | null, string | null] {
  const [answer, setAnswer] = useState<T | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    question().then(
      (next) => {
        if (!gone) {
          setAnswer(next);
          setError(null);
        }
      },
      (problem: unknown) => {
        if (!gone) {
          setError(problem instanceof Error ? problem.message : String(problem));
        }
      }
    );
    return () => {
      gone = true;
    };
  }, [question]);
  return [answer, error];
}
