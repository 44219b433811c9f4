import { describe, expect, it } from 'vitest';
import { asked, spanOf, stepSeconds } from '../src/timeRange';

const RUN = { live: true, run: 'a', from: 1_000_000, to: 2_800_000, refreshSeconds: 5 };

describe('the time that is shown', () => {
  it('is the whole run, its last minutes, or what someone has marked', () => {
    expect(spanOf({ kind: 'whole' }, RUN)).toEqual({ from: 1_000_000, to: 2_800_000 });
    expect(spanOf({ kind: 'last', minutes: 5 }, RUN)).toEqual({ from: 2_500_000, to: 2_800_000 });
    expect(spanOf({ kind: 'marked', span: { from: 1, to: 2 } }, RUN)).toEqual({ from: 1, to: 2 });
  });

  it('never begins before the run', () => {
    expect(spanOf({ kind: 'last', minutes: 60 }, RUN)).toEqual({ from: 1_000_000, to: 2_800_000 });
  });

  it('is asked for at no finer step than scrapes come, and with no more points than pixels', () => {
    expect(stepSeconds({ from: 0, to: 60_000 }, 600)).toBe(1);
    expect(stepSeconds({ from: 0, to: 45 * 60_000 }, 500)).toBe(10);
    for (const minutes of [1, 10, 100, 1_000, 10_000, 1_000_000]) {
      expect((minutes * 60) / stepSeconds({ from: 0, to: minutes * 60_000 }, 500)).toBeLessThanOrEqual(500);
    }
  });

  it('begins and ends at whole steps for a curve, and is never empty', () => {
    expect(asked({ from: 12_345, to: 27_999 }, 5, false)).toEqual({ from: 10_000, to: 25_000 });
    expect(asked({ from: 12_345, to: 12_900 }, 5, false)).toEqual({ from: 10_000, to: 15_000 });
  });

  it('ends for a figure at the very millisecond, where the verdicts are', () => {
    expect(asked({ from: 12_345, to: 27_999 }, 5, true)).toEqual({ from: 12_345, to: 27_999 });
  });
});
