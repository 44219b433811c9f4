/** What a legend's columns are called: Grafana's own registry of reducers, whose names are English in its code. */
import { fieldReducers } from '@grafana/data';
import type { Language } from './api';

/** Those that a legend of the dashboards has. */
const NAMES: Record<Language, Record<string, string>> = {
  en: { mean: 'Mean', max: 'Max' },
  'zh-CN': { mean: '平均值', max: '最大值' },
};

/** From the next time that a legend is drawn. */
export function nameReducers(language: Language): void {
  for (const [id, name] of Object.entries(NAMES[language])) {
    fieldReducers.get(id).name = name;
  }
}
