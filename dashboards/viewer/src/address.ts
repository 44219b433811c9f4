/** What is shown stands in the page's address, so that it can be kept, sent and gone back from. */
import { LANGUAGES, type Choice, type Language } from './api';
import type { Period } from './timeRange';

export interface Place {
  dashboard: string | null;
  language: Language | null;
  period: Period | null;
  choice: Choice;
}

const VARIABLE = 'var-';

export function read(search: string): Place {
  const parameters = new URLSearchParams(search);
  const choice: Choice = {};
  for (const [key, value] of parameters) {
    if (key.startsWith(VARIABLE)) {
      (choice[key.substring(VARIABLE.length)] ??= []).push(value);
    }
  }
  const language = parameters.get('lang');
  return {
    dashboard: parameters.get('dashboard'),
    language: LANGUAGES.find((each) => each === language) ?? null,
    period: period(parameters.get('from'), parameters.get('to')),
    choice,
  };
}

function period(from: string | null, to: string | null): Period | null {
  const last = /^now-(\d+)m$/.exec(from ?? '');
  if (last !== null) {
    return { kind: 'last', minutes: Number(last[1]) };
  }
  const span = { from: Number(from), to: Number(to) };
  return from !== null && to !== null && span.from > 0 && span.from < span.to ? { kind: 'marked', span } : null;
}

export function write(place: Place): string {
  const parameters = new URLSearchParams();
  if (place.dashboard !== null) {
    parameters.set('dashboard', place.dashboard);
  }
  if (place.language !== null) {
    parameters.set('lang', place.language);
  }
  if (place.period?.kind === 'last') {
    parameters.set('from', `now-${place.period.minutes}m`);
    parameters.set('to', 'now');
  } else if (place.period?.kind === 'marked') {
    parameters.set('from', String(Math.round(place.period.span.from)));
    parameters.set('to', String(Math.round(place.period.span.to)));
  }
  for (const [name, values] of Object.entries(place.choice)) {
    values.forEach((value) => parameters.append(VARIABLE + name, value));
  }
  return `?${parameters}`;
}

const UID = /^\/?d\/claimbench-([\w-]+?)(-zh)?(?:\/[^?#]*)?(\?[^#]*)?$/;

/** A link to another dashboard, as Grafana's address or as this page's; null where it leads elsewhere. */
export function ofLink(url: string): Place | null {
  const grafana = UID.exec(url);
  if (grafana === null) {
    return null;
  }
  return { ...read(grafana[3] ?? ''), dashboard: grafana[1] ?? null, language: grafana[2] === undefined ? 'en' : 'zh-CN' };
}

/** The same link as this page understands it. */
export function localized(url: string): string {
  const place = ofLink(url);
  return place === null ? url : `/${write(place)}`;
}
