import { FieldType, LoadingState } from '@grafana/data';
import type { Panel } from '@grafana/schema';
import { PanelChrome } from '@grafana/ui';
import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { localized } from './address';
import { BarGaugePanel } from './panels/BarGaugePanel';
import { StatPanel } from './panels/StatPanel';
import { TextPanel } from './panels/TextPanel';
import { TimeSeriesPanel } from './panels/TimeSeriesPanel';
import type { DrawProps } from './panels/types';
import { timeRange } from './timeRange';
import { usePanelData } from './usePanelData';
import { useSize } from './useSize';
import type { View } from './view';

/** The table is the largest of them, and seldom the first that is seen. */
const KINDS: Record<string, ComponentType<DrawProps>> = {
  bargauge: BarGaugePanel,
  stat: StatPanel,
  table: lazy(() => import('./panels/TablePanel')),
  timeseries: TimeSeriesPanel,
};

export function PanelView({ panel, view }: { panel: Panel; view: View }) {
  const [box, { width, height }, seen] = useSize();
  const { interpolate } = view;
  const data = usePanelData(panel, view, panel.type === 'text' ? 0 : width, seen);
  const links = panel.links?.map((link) => (
    <a key={link.title} className="panel-link" href={localized(interpolate(link.url ?? '', undefined, 'uriencode'))}>
      {interpolate(link.title)}
    </a>
  ));
  const title = interpolate(panel.title ?? '');
  return (
    <div ref={box} className="panel" data-panel={panel.id} data-state={state(panel, data)}>
      {width === 0 ? null : (
        <PanelChrome
          title={title}
          description={panel.description === undefined ? undefined : interpolate(panel.description)}
          width={width}
          height={height}
          displayMode={panel.transparent === true ? 'transparent' : 'default'}
          padding={panel.type === 'table' ? 'none' : 'md'}
          actions={links}
          loadingState={data.error === null ? LoadingState.Done : LoadingState.Error}
        >
          {(innerWidth, innerHeight) =>
            panel.type === 'text' ? (
              <TextPanel panel={panel} interpolate={interpolate} />
            ) : (
              <Content panel={panel} view={view} data={data} width={innerWidth} height={innerHeight} />
            )
          }
        </PanelChrome>
      )}
    </div>
  );
}

interface ContentProps {
  panel: Panel;
  view: View;
  data: ReturnType<typeof usePanelData>;
  width: number;
  height: number;
}

function Content({ panel, view, data, width, height }: ContentProps) {
  const { words, span, theme, interpolate, happenings, onSpan } = view;
  const Draw = KINDS[panel.type];
  const range = useMemo(() => timeRange(span), [span]);
  if (Draw === undefined) {
    return <p className="notice">{words.unknownPanel(panel.type)}</p>;
  }
  if (data.error !== null) {
    return (
      <p className="notice error" role="alert">
        {words.failed} {data.error}
      </p>
    );
  }
  if (data.loading) {
    return <p className="notice">{words.loading}</p>;
  }
  if (isEmpty(data.frames)) {
    return <p className="notice">{panel.fieldConfig?.defaults.noValue ?? words.noData}</p>;
  }
  return (
    <Suspense fallback={<p className="notice">{words.loading}</p>}>
      <Draw panel={panel} frames={data.frames} width={width} height={height} timeRange={range} theme={theme} interpolate={interpolate} happenings={happenings} onSpan={onSpan} />
    </Suspense>
  );
}

function state(panel: Panel, data: ReturnType<typeof usePanelData>): string {
  if (panel.type === 'text') {
    return 'drawn';
  }
  if (data.error !== null) {
    return 'failed';
  }
  return data.loading ? 'loading' : isEmpty(data.frames) ? 'empty' : 'drawn';
}

/** No number anywhere. */
function isEmpty(frames: ReturnType<typeof usePanelData>['frames']): boolean {
  return !frames.some((frame) => frame.fields.some(({ type, values }) => type !== FieldType.time && values.some((value) => value !== null && value !== undefined)));
}
