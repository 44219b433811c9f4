/** Prometheus' answers as Grafana's data frames, in the shapes and with the names that its Prometheus data source gives them. */
import { type DataFrame, type Field, FieldType } from '@grafana/data';
import type { Labels, Matrix, Result, Sample, Vector } from './api';

/** What of a panel's query decides how its answer is shown. */
export interface Shape {
  refId: string;
  legendFormat?: string;
  format?: string;
  /** How many of the panel's queries ask for a table: their columns then tell which is which. */
  tables?: number;
}

export function toFrames(result: Result, shape: Shape, stepMillis: number): DataFrame[] {
  if (shape.format === 'table') {
    return [table(result, shape)];
  }
  return result.resultType === 'matrix'
    ? result.result.map((series) => overTime(series.metric, withGaps(series.values, stepMillis), shape, stepMillis))
    : result.result.map((series) => overTime(series.metric, [series.value], shape, stepMillis));
}

/** Where steps are missing, one sample that is no number: the chart would draw a line across otherwise. */
function withGaps(samples: Sample[], stepMillis: number): Sample[] {
  const between = samples.slice(1).map((sample, position) => sample[0] - (samples[position]?.[0] ?? 0));
  // The server may have chosen a longer step than it was asked for.
  const step = Math.max(stepMillis / 1_000, between.reduce((one, other) => Math.min(one, other), Infinity));
  return samples.flatMap((sample, position): Sample[] => ((between[position] ?? 0) > 1.5 * step ? [sample, [sample[0] + step, 'NaN']] : [sample]));
}

function overTime(labels: Labels, samples: Sample[], shape: Shape, stepMillis: number): DataFrame {
  const time: Field = {
    name: 'Time',
    type: FieldType.time,
    config: { interval: stepMillis },
    values: samples.map(millis),
  };
  const value: Field = {
    name: 'Value',
    type: FieldType.number,
    labels,
    config: { displayNameFromDS: legend(labels, shape.legendFormat) },
    values: samples.map((sample) => finite(sample[1])),
  };
  return { refId: shape.refId, name: value.config.displayNameFromDS, fields: [time, value], length: samples.length };
}

/** A row for each sample, a column for each label. */
function table(result: Matrix | Vector, shape: Shape): DataFrame {
  const rows = result.resultType === 'matrix'
    ? result.result.flatMap(({ metric, values }) => values.map((sample) => ({ metric, sample })))
    : result.result.map(({ metric, value }) => ({ metric, sample: value }));
  const names = [...new Set(rows.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const fields: Field[] = [
    { name: 'Time', type: FieldType.time, config: {}, values: rows.map(({ sample }) => millis(sample)) },
    ...names.map((name) => ({
      name,
      type: FieldType.string,
      config: { filterable: true },
      values: rows.map(({ metric }) => metric[name] ?? ''),
    })),
    {
      name: (shape.tables ?? 1) > 1 ? `Value #${shape.refId}` : 'Value',
      type: FieldType.number,
      config: {},
      values: rows.map(({ sample }) => number(sample[1])),
    },
  ];
  return { refId: shape.refId, fields, length: rows.length };
}

/** `{{label}}` stands for the label's value, and for nothing where there is no such label. */
export function legend(labels: Labels, format: string | undefined): string {
  if (format !== undefined && format !== '' && format !== '__auto') {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => labels[name] ?? '');
  }
  const { __name__: metric = '', ...others } = labels;
  const pairs = Object.entries(others).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? metric || 'Value' : `${metric}{${pairs.join(', ')}}`;
}

function millis(sample: Sample): number {
  return Math.round(sample[0] * 1_000);
}

/** Nothing stands for "not a number": the quantile of no observations, the share of no requests. */
function number(text: string): number | null {
  switch (text) {
    case 'NaN':
      return null;
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return Number(text);
  }
}

/** A line has no place for what is infinite: no axis would reach it. */
function finite(text: string): number | null {
  const value = number(text);
  return value !== null && Number.isFinite(value) ? value : null;
}
