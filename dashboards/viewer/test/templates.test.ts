import { describe, expect, it } from 'vitest';
import { interpolator } from '../src/templates';

const text = interpolator({ target: ['event-loop'], scenario: ['wait', 'cpu'] }, { __url_time_range: 'from=1&to=2' });

describe('templates', () => {
  it('stand for the chosen values in each way that Grafana writes them', () => {
    expect(text('$target, ${target}, [[target]]')).toBe('event-loop, event-loop, event-loop');
    expect(text('${scenario} ${scenario:csv} ${scenario:pipe}')).toBe('wait + cpu wait,cpu wait|cpu');
  });

  it('carry choice and time over to another dashboard', () => {
    expect(text('/d/x?${__url_time_range}&${scenario:queryparam}')).toBe('/d/x?from=1&to=2&var-scenario=wait&var-scenario=cpu');
  });

  it('stay as they are where nobody knows them', () => {
    expect(text('costs $5, ${other}, $other')).toBe('costs $5, ${other}, $other');
  });
});
