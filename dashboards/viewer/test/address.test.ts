import { describe, expect, it } from 'vitest';
import { localized, ofLink, read, write } from '../src/address';

describe('the address', () => {
  it('says again what it was read from', () => {
    const search = '?dashboard=target&lang=zh-CN&from=now-15m&to=now&var-target=event-loop&var-target=reactive&var-run=a';

    expect(write(read(search))).toBe(search);
    expect(read(search)).toEqual({ dashboard: 'target', language: 'zh-CN', period: { kind: 'last', minutes: 15 }, choice: { target: ['event-loop', 'reactive'], run: ['a'] } });
  });

  it('keeps a marked span', () => {
    expect(read(write({ dashboard: null, language: null, period: { kind: 'marked', span: { from: 1_000, to: 2_000 } }, choice: {} })).period).toEqual({
      kind: 'marked',
      span: { from: 1_000, to: 2_000 },
    });
  });

  it('is taken as if it said nothing where it says what cannot be', () => {
    expect(read('?lang=fr&from=2000&to=1000')).toEqual({ dashboard: null, language: null, period: null, choice: {} });
  });

  it('of Grafana is understood', () => {
    expect(ofLink('/d/claimbench-target-zh/some-name?var-target=reactive&from=now-5m&to=now')).toEqual({
      dashboard: 'target',
      language: 'zh-CN',
      period: { kind: 'last', minutes: 5 },
      choice: { target: ['reactive'] },
    });
    expect(localized('/d/claimbench-overview')).toBe('/?dashboard=overview&lang=en');
  });

  it('elsewhere stays as it is', () => {
    expect(localized('https://example.org/d/claimbench-overview')).toBe('https://example.org/d/claimbench-overview');
  });
});
