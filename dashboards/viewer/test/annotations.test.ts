import { describe, expect, it } from 'vitest';
import { happenings } from '../src/annotations';
import type { Matrix } from '../src/api';

function series(...values: Array<[number, string]>): Matrix {
  return { resultType: 'matrix', result: [{ metric: { event: 'window', trial: '3' }, values }] };
}

describe('annotations', () => {
  it('are one period while samples follow each other, and another after a gap', () => {
    const found = happenings(series([10, '1'], [11, '1'], [12, '1'], [20, '1']), { titleFormat: '{{event}}', textFormat: 'trial {{trial}}', tagKeys: 'event,none', iconColor: 'red' });

    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [10_000, 12_000],
      [20_000, 20_000],
    ]);
    expect(found[0]).toMatchObject({ title: 'window', text: 'trial 3', tags: ['window'], color: 'red' });
  });

  it('are not where a sample is zero', () => {
    expect(happenings(series([10, '0'], [11, '1'], [12, '0']), {}).map(({ from, to }) => [from, to])).toEqual([[11_000, 11_000]]);
  });

  it('are when the value says, where the value is a time', () => {
    expect(happenings(series([10, '5000'], [11, '5000'], [12, '7000']), { useValueForTime: 'on' }).map(({ from }) => from)).toEqual([5_000, 7_000]);
  });
});
