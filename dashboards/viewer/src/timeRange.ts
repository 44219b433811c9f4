/** Which time is shown, and at which step it is asked for. */
import { dateTime, type TimeRange } from '@grafana/data';
import type { Run, TimeSpan } from './api';

/** The whole run, the last so many minutes of a run that goes on, or a span that someone has marked. */
export type Period = { kind: 'whole' } | { kind: 'last'; minutes: number } | { kind: 'marked'; span: TimeSpan };

export const LAST_MINUTES = [5, 15, 60] as const;

/** Scrapes come once a second: nothing is known of less. */
const STEP_SECONDS_MIN = 1;

const STEPS_SECONDS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400];

export function spanOf(period: Period, run: Run): TimeSpan {
  switch (period.kind) {
    case 'whole':
      return { from: run.from, to: run.to };
    case 'last':
      return { from: Math.max(run.from, run.to - period.minutes * 60_000), to: run.to };
    case 'marked':
      return period.span;
  }
}

/** The smallest step that gives no more points than there are pixels to draw them. */
export function stepSeconds(span: TimeSpan, widthPixels: number): number {
  const points = Math.max(50, Math.min(widthPixels, 1_000));
  const least = Math.max(STEP_SECONDS_MIN, (span.to - span.from) / 1_000 / points);
  return STEPS_SECONDS.find((step) => step >= least) ?? Math.ceil(least / 86_400) * 86_400;
}

/** A figure is asked at the span's very end, where a judged run has its verdicts; a curve at whole steps. */
export function asked(span: TimeSpan, step: number, instant: boolean): TimeSpan {
  return instant ? span : atWholeSteps(span, step);
}

/** Samples keep their places while the span moves on: it begins and ends at whole steps. */
function atWholeSteps(span: TimeSpan, step: number): TimeSpan {
  const millis = step * 1_000;
  return { from: Math.floor(span.from / millis) * millis, to: Math.max(Math.floor(span.to / millis) * millis, Math.floor(span.from / millis) * millis + millis) };
}

export function timeRange(span: TimeSpan): TimeRange {
  const from = dateTime(span.from);
  const to = dateTime(span.to);
  return { from, to, raw: { from, to } };
}
