/**
 * Everything that this page asks of its server, `claimbench dashboard`. Times are milliseconds since 1970, steps are seconds. There is no free query: the server
 * knows the queries of its dashboards, and fills in their variables itself.
 */
import type { Dashboard } from '@grafana/schema';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** An entry of `/dashboards/index.json`. */
export interface DashboardName {
  name: string;
  title: Record<Language, string>;
}

/** `/api/run`: what is shown. While a run goes on, `to` moves. */
export interface Run {
  live: boolean;
  /** None when several runs, or none, are there. */
  run: string | null;
  from: number;
  to: number;
  refreshSeconds: number;
}

export type Labels = Record<string, string>;

/** Prometheus' pair: seconds since 1970, and a number as text (also `NaN`, `+Inf`, `-Inf`). */
export type Sample = [number, string];

export interface Matrix {
  resultType: 'matrix';
  result: Array<{ metric: Labels; values: Sample[] }>;
}

export interface Vector {
  resultType: 'vector';
  result: Array<{ metric: Labels; value: Sample }>;
}

export type Result = Matrix | Vector;

export interface TimeSpan {
  from: number;
  to: number;
}

/** The chosen values of each variable, by its name. */
export type Choice = Record<string, string[]>;

export function index(): Promise<DashboardName[]> {
  return ask('/dashboards/index.json');
}

export function dashboard(language: Language, name: string): Promise<Dashboard> {
  return ask(`/dashboards/${language}/${encodeURIComponent(name)}.json`);
}

export function run(): Promise<Run> {
  return ask('/api/run');
}

export async function panel(
  name: string,
  panelId: number,
  refId: string,
  span: TimeSpan,
  stepSeconds: number,
  choice: Choice,
  signal: AbortSignal
): Promise<Result> {
  const path = `/api/panels/${encodeURIComponent(name)}/${panelId}/${encodeURIComponent(refId)}`;
  return result(await ask(`${path}?${parameters(span, choice, { stepSeconds: String(stepSeconds) })}`, signal));
}

export function variable(name: string, variableName: string, span: TimeSpan, choice: Choice): Promise<string[]> {
  return ask(`/api/variables/${encodeURIComponent(name)}/${encodeURIComponent(variableName)}?${parameters(span, choice)}`);
}

export async function annotations(name: string, position: number, span: TimeSpan, choice: Choice): Promise<Result> {
  return result(await ask(`/api/annotations/${encodeURIComponent(name)}/${position}?${parameters(span, choice)}`));
}

function parameters(span: TimeSpan, choice: Choice, more: Record<string, string> = {}): URLSearchParams {
  const all = new URLSearchParams({ from: String(span.from), to: String(span.to), ...more });
  for (const [name, values] of Object.entries(choice)) {
    values.forEach((value) => all.append(name, value));
  }
  return all;
}

function result(body: { status: string; data?: Result; error?: string }): Result {
  if (body.status !== 'success' || body.data === undefined) {
    throw new Error(body.error ?? 'Prometheus answered without data');
  }
  return body.data;
}

async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { Accept: 'application/json' } });
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Error(`${path.split('?')[0]}: status ${response.status}, and no JSON`);
  }
  if (!response.ok) {
    throw new Error((body as { error?: string }).error ?? `${path.split('?')[0]}: status ${response.status}`);
  }
  return body as T;
}
