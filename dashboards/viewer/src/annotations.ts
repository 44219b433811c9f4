/** What happened when: a query's answer as moments and periods, as Grafana's Prometheus data source reads it. */
import type { Result, Sample } from './api';
import { legend } from './frames';

export interface Happening {
  from: number;
  /** The same as `from` for a moment. */
  to: number;
  title: string;
  text: string;
  tags: string[];
  color: string;
}

/** The fields of an annotation in a dashboard's JSON that say how it is shown. */
export interface Wording {
  titleFormat?: string;
  textFormat?: string;
  tagKeys?: string;
  iconColor?: string;
  useValueForTime?: boolean | 'on' | 'off';
}

/** Samples above zero that follow each other are one happening; where a step is missing, another one begins. */
export function happenings(result: Result, wording: Wording): Happening[] {
  const series = result.resultType === 'matrix'
    ? result.result
    : result.result.map(({ metric, value }) => ({ metric, values: [value] }));
  const stepMillis = step(series.map(({ values }) => values));
  return series
    .flatMap(({ metric, values }) =>
      times(values, wording.useValueForTime === true || wording.useValueForTime === 'on', stepMillis).map(({ from, to }) => ({
        from,
        to,
        title: legend(metric, wording.titleFormat ?? '{{__name__}}'),
        text: wording.textFormat === undefined || wording.textFormat === '' ? '' : legend(metric, wording.textFormat),
        tags: (wording.tagKeys ?? '').split(',').map((key) => metric[key.trim()] ?? '').filter((tag) => tag !== ''),
        color: wording.iconColor ?? 'blue',
      }))
    )
    .sort((one, other) => one.from - other.from);
}

/** The least that lies between two samples of a series: the server chooses the step. */
function step(series: Sample[][]): number {
  const between = series.flatMap((samples) => samples.slice(1).map((sample, position) => sample[0] - (samples[position]?.[0] ?? 0)));
  return Math.round(between.reduce((one, other) => Math.min(one, other), Infinity) * 1_000);
}

function times(samples: Sample[], valueIsTime: boolean, stepMillis: number): Array<{ from: number; to: number }> {
  if (valueIsTime) {
    return [...new Set(samples.map(([, value]) => Number(value)).filter((time) => Number.isFinite(time) && time > 0))].map((time) => ({ from: time, to: time }));
  }
  const periods: Array<{ from: number; to: number }> = [];
  for (const [seconds, value] of samples) {
    if (!(Number(value) > 0)) {
      continue;
    }
    const time = Math.round(seconds * 1_000);
    const last = periods.at(-1);
    if (last !== undefined && time - last.to <= stepMillis) {
      last.to = time;
    } else {
      periods.push({ from: time, to: time });
    }
  }
  return periods;
}
