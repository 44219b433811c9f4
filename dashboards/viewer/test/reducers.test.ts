import { fieldReducers } from '@grafana/data';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../src/api';
import { nameReducers } from '../src/reducers';

const FOLDER = '../grafana/dashboards/zh-CN';

/** What is asked for in the legends of the committed dashboards. */
function asked(): string[] {
  const dashboards = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as { panels: Array<{ options?: { legend?: { calcs?: string[] } } }> });
  return [...new Set(dashboards.flatMap(({ panels }) => panels.flatMap(({ options }) => options?.legend?.calcs ?? [])))];
}

describe('columns of a legend', () => {
  afterAll(() => nameReducers('en'));

  it('have Chinese heads on a Chinese page, whatever a dashboard asks for', () => {
    nameReducers('zh-CN');

    expect(asked()).not.toEqual([]);
    expect(asked().map((id) => fieldReducers.get(id).name).filter((name) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
  });

  it('have the heads of the language that was chosen last', () => {
    LANGUAGES.toReversed().forEach(nameReducers);

    expect(fieldReducers.get('mean').name).toBe('Mean');
  });
});
