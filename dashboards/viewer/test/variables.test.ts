import type { VariableModel } from '@grafana/schema';
import { describe, expect, it } from 'vitest';
import { ALL, choosable, listed, settle, spelledOut, toggled } from '../src/variables';

const ONE = { type: 'query', name: 'run', multi: false, includeAll: false } as VariableModel;
const SEVERAL = { type: 'query', name: 'target', multi: true, includeAll: true, allValue: '.+', current: { text: ['All'], value: [ALL] } } as unknown as VariableModel;
const TARGETS = ['event-loop', 'platform-threads', 'reactive'];

describe('variables', () => {
  it('start with what the address names, as far as it is there', () => {
    expect(settle(SEVERAL, TARGETS, ['reactive', 'no-such-target'])).toEqual(['reactive']);
    expect(settle(ONE, ['a', 'b'], ['b', 'a'])).toEqual(['b']);
  });

  it('start with what the dashboard says where the address names nothing that is there', () => {
    expect(settle(SEVERAL, TARGETS, ['no-such-target'])).toEqual([ALL]);
    expect(settle({ ...ONE, current: { text: 'b', value: 'b' } } as VariableModel, ['a', 'b'], undefined)).toEqual(['b']);
  });

  it('start with the first where nothing else is said, and with nothing where there is nothing', () => {
    expect(settle(ONE, ['a', 'b'], undefined)).toEqual(['a']);
    expect(settle(ONE, [], undefined)).toEqual([]);
  });

  it('are asked for by name where all are chosen', () => {
    expect(spelledOut({ target: [ALL], run: ['a'] }, { target: TARGETS })).toEqual({ target: TARGETS, run: ['a'] });
  });

  it('with several values gain and lose one at a time, in the order of the list', () => {
    expect(toggled(SEVERAL, TARGETS, [ALL], 'reactive')).toEqual(['reactive']);
    expect(toggled(SEVERAL, TARGETS, ['reactive'], 'event-loop')).toEqual(['event-loop', 'reactive']);
    expect(toggled(SEVERAL, TARGETS, ['event-loop', 'reactive'], 'reactive')).toEqual(['event-loop']);
  });

  it('are never without a value', () => {
    expect(toggled(SEVERAL, TARGETS, ['reactive'], 'reactive')).toEqual([ALL]);
    expect(toggled({ ...SEVERAL, includeAll: false } as VariableModel, TARGETS, ['reactive'], 'reactive')).toEqual(['reactive']);
  });

  it('that the dashboard lists itself may have a comma in a value', () => {
    expect(listed({ type: 'custom', name: 'x', query: 'a, b\\,c ,d' } as VariableModel)).toEqual(['a', 'b,c', 'd']);
  });

  it('of the data source are nobody’s to choose', () => {
    expect(choosable([{ type: 'datasource', name: 'datasource' } as VariableModel, ONE])).toEqual([ONE]);
  });
});
