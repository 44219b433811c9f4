import { createTheme, formattedValueToString, getFieldDisplayName, getFieldSeriesColor } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../src/api';
import { withFieldConfig } from '../src/fieldConfig';
import { toFrames } from '../src/frames';
import { interpolator } from '../src/templates';

const QUANTILES: Matrix = {
  resultType: 'matrix',
  result: ['event-loop', 'reactive'].map((process) => ({
    metric: { process },
    values: [
      [1, '0.25'],
      [2, '1.5'],
    ],
  })),
};

const FRAMES = toFrames(QUANTILES, { refId: 'A', legendFormat: '{{process}}' }, 1_000);
const THEME = createTheme({ colors: { mode: 'dark' } });
const NOTHING = interpolator({});

describe('field config', () => {
  it('gives numbers their unit and decimals', () => {
    const [frame] = withFieldConfig(FRAMES, { defaults: { unit: 's', decimals: 1 }, overrides: [] }, THEME, NOTHING);

    expect(frame?.fields[1]?.values.map((value) => formattedValueToString(frame.fields[1]!.display!(value)))).toEqual(['250.0 ms', '1.5 s']);
  });

  it('colours a value by the threshold that it has passed', () => {
    const thresholds = {
      mode: 'absolute' as never,
      steps: [
        { value: null as unknown as number, color: '#009E73' },
        { value: 1, color: '#D55E00' },
      ],
    };
    const [frame] = withFieldConfig(FRAMES, { defaults: { unit: 's', thresholds, color: { mode: 'thresholds' as never } }, overrides: [] }, THEME, NOTHING);

    expect(frame?.fields[1]?.values.map((value) => frame.fields[1]!.display!(value).color)).toEqual(['#009E73', '#D55E00']);
  });

  it('overrides colour, dashes and unit of the series that a pattern matches, and of no other', () => {
    const fieldConfig = {
      defaults: { unit: 's', custom: { lineWidth: 2 } },
      overrides: [
        {
          matcher: { id: 'byRegexp', options: '/^event-loop( |$)/' },
          properties: [
            { id: 'color', value: { mode: 'fixed', fixedColor: '#009E73' } },
            { id: 'custom.lineStyle', value: { fill: 'dash', dash: [4, 4] } },
            { id: 'unit', value: 'ms' },
            { id: 'displayName', value: 'Event loop' },
          ],
        },
      ],
    };
    const frames = withFieldConfig(FRAMES, fieldConfig, THEME, NOTHING);
    const [loop, reactive] = frames.map((frame) => frame.fields[1]!);

    expect(getFieldSeriesColor(loop!, THEME).color).toBe('#009E73');
    expect(loop!.config.custom).toEqual({ lineWidth: 2, lineStyle: { fill: 'dash', dash: [4, 4] } });
    expect(loop!.config.unit).toBe('ms');
    expect(getFieldDisplayName(loop!, frames[0])).toBe('Event loop');
    expect(reactive!.config.custom).toEqual({ lineWidth: 2 });
    expect(reactive!.config.unit).toBe('s');
  });

  it('leaves the frames that it was given as they were, for the next theme', () => {
    withFieldConfig(FRAMES, { defaults: { unit: 's' }, overrides: [] }, THEME, NOTHING);

    expect(FRAMES[0]?.fields[1]?.config.unit).toBeUndefined();
  });

  it('leads a link to another dashboard to the same page', () => {
    const links = [{ title: 'One target', url: '/d/claimbench-target?var-target=${__field.labels.process}' }];
    const [frame] = withFieldConfig(FRAMES, { defaults: { links }, overrides: [] }, THEME, NOTHING);

    expect(frame?.fields[1]?.getLinks?.({ valueRowIndex: 0 })[0]?.href).toBe('/?dashboard=target&lang=en&var-target=event-loop');
  });
});
