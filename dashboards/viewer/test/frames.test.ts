import { FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import type { Matrix, Vector } from '../src/api';
import { legend, toFrames } from '../src/frames';

const MATRIX: Matrix = {
  resultType: 'matrix',
  result: [
    {
      metric: { process: 'event-loop', route: '/wait' },
      values: [
        [1_795_242_864, 'NaN'],
        [1_795_242_865.5, '0.11'],
        [1_795_242_867, '+Inf'],
      ],
    },
    { metric: { process: 'reactive', route: '/wait' }, values: [[1_795_242_864, '2']] },
  ],
};

const VECTOR: Vector = {
  resultType: 'vector',
  result: [
    { metric: { process: 'event-loop', kind: 'target' }, value: [1_795_242_900, '12'] },
    { metric: { process: 'upstream' }, value: [1_795_242_900, 'NaN'] },
  ],
};

describe('a range of time', () => {
  it('becomes a frame for each series, in milliseconds, named by its legend', () => {
    const frames = toFrames(MATRIX, { refId: 'A', legendFormat: '{{process}} {{ route }}' }, 1_000);

    expect(frames.map((frame) => frame.name)).toEqual(['event-loop /wait', 'reactive /wait']);
    expect(frames.map((frame) => frame.fields[1]?.config.displayNameFromDS)).toEqual(['event-loop /wait', 'reactive /wait']);
    expect(frames[0]?.fields[0]?.values).toEqual([1_795_242_864_000, 1_795_242_865_500, 1_795_242_867_000]);
    expect(frames[0]?.fields[1]?.labels).toEqual({ process: 'event-loop', route: '/wait' });
  });

  it('has nothing where Prometheus has no number, or one that no axis reaches', () => {
    expect(toFrames(MATRIX, { refId: 'A' }, 1_000)[0]?.fields[1]?.values).toEqual([null, 0.11, null]);
  });

  it('leaves a gap in the line where steps are missing, at whatever step the server has chosen', () => {
    const [frame] = toFrames({ resultType: 'matrix', result: [{ metric: {}, values: [[10, '1'], [15, '2'], [30, '3']] }] }, { refId: 'A' }, 1_000);

    expect(frame?.fields[0]?.values).toEqual([10_000, 15_000, 20_000, 30_000]);
    expect(frame?.fields[1]?.values).toEqual([1, 2, null, 3]);
  });
});

describe('a table', () => {
  it('has a row for each series and a column for each label', () => {
    const [frame] = toFrames(VECTOR, { refId: 'A', format: 'table' }, 1_000);

    expect(frame?.fields.map((field) => field.name)).toEqual(['Time', 'kind', 'process', 'Value']);
    expect(frame?.fields.map((field) => field.values)).toEqual([
      [1_795_242_900_000, 1_795_242_900_000],
      ['target', ''],
      ['event-loop', 'upstream'],
      [12, null],
    ]);
    expect(frame?.length).toBe(2);
  });

  it('says which query a value is of, where there are several', () => {
    const [frame] = toFrames(VECTOR, { refId: 'B', format: 'table', tables: 2 }, 1_000);

    expect(frame?.fields.at(-1)?.name).toBe('Value #B');
  });

  it('keeps what is infinite, and has columns even without rows', () => {
    const infinite = toFrames({ resultType: 'vector', result: [{ metric: {}, value: [1, '-Inf'] }] }, { refId: 'A', format: 'table' }, 1_000);
    const empty = toFrames({ resultType: 'vector', result: [] }, { refId: 'A', format: 'table' }, 1_000);

    expect(infinite[0]?.fields[1]?.values).toEqual([-Infinity]);
    expect(empty[0]?.fields.map((field) => field.type)).toEqual([FieldType.time, FieldType.number]);
  });
});

describe('a value at an instant', () => {
  it('is a series of one', () => {
    const frames = toFrames(VECTOR, { refId: 'A', legendFormat: '{{process}}' }, 1_000);

    expect(frames.map((frame) => [frame.name, frame.fields[1]?.values])).toEqual([
      ['event-loop', [12]],
      ['upstream', [null]],
    ]);
  });
});

describe('a legend', () => {
  it('has nothing for a label that is not there', () => {
    expect(legend({ process: 'reactive' }, '{{process}}{{mode}}')).toBe('reactive');
  });

  it('is the series as Prometheus writes it where the dashboard gives none', () => {
    expect(legend({ __name__: 'up', job: 'claimbench', run: 'a' }, undefined)).toBe('up{job="claimbench", run="a"}');
    expect(legend({ __name__: 'up' }, '__auto')).toBe('up');
    expect(legend({}, '')).toBe('Value');
  });
});
