import { describe, expect, it } from 'vitest';
import type { Vector } from '../src/api';
import { toFrames } from '../src/frames';
import { interpolator } from '../src/templates';
import { transformed } from '../src/transformations';

function answer(values: Record<string, string>): Vector {
  return { resultType: 'vector', result: Object.entries(values).map(([process, value]) => ({ metric: { process }, value: [1, value] })) };
}

const TABLES = [
  ...toFrames(answer({ 'event-loop': '10', reactive: '20' }), { refId: 'A', format: 'table', tables: 2 }, 1_000),
  ...toFrames(answer({ 'event-loop': '0.5', reactive: 'NaN' }), { refId: 'B', format: 'table', tables: 2 }, 1_000),
];

describe('transformations', () => {
  it('join several answers into one table, and name its columns', async () => {
    const [frame, ...others] = await transformed(
      TABLES,
      [
        { id: 'merge', options: {} },
        { id: 'organize', options: { excludeByName: { Time: true }, renameByName: { 'Value #A': 'requests', 'Value #B': 'p99' }, indexByName: {} } },
      ],
      interpolator({})
    );

    expect(others).toEqual([]);
    expect(frame?.fields.map((field) => field.config.displayName ?? field.name)).toEqual(['process', 'requests', 'p99']);
    expect(frame?.fields.map((field) => [...field.values])).toEqual([
      ['event-loop', 'reactive'],
      [10, 20],
      [0.5, null],
    ]);
  });

  it('are left out where the dashboard has switched them off', async () => {
    expect(await transformed(TABLES, [{ id: 'merge', options: {}, disabled: true }], interpolator({}))).toBe(TABLES);
  });

  it('that nobody knows are named', async () => {
    await expect(transformed(TABLES, [{ id: 'regression', options: {} }], interpolator({}))).rejects.toThrow(/"regression" is not among those .*merge/);
  });
});
