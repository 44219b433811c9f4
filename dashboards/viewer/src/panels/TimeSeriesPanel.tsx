import { type DataFrame, EventBusSrv, type Field, FieldType, formattedValueToString, getFieldDisplayName, getFieldSeriesColor, type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { DashboardCursorSync, LegendDisplayMode, type LegendPlacement, type LineStyle, SortOrder, TooltipDisplayMode, type VizLegendOptions, type VizTooltipOptions } from '@grafana/schema';
import { PanelContextProvider, SeriesVisibilityChangeMode, TimeSeries, TooltipPlugin2, type UPlotConfigBuilder, VizTooltipColorIndicator, VizTooltipColorPlacement, VizTooltipContent, VizTooltipHeader, VizTooltipWrapper } from '@grafana/ui';
import { memo, useMemo, useState } from 'react';
import { Happenings } from './Happenings';
import { useStructureRev } from './structure';
import type { DrawProps } from './types';

/** As many of the tooltip's values as Grafana's constants stand for: `const enum`s are not there at run time. */
const HOVER = { single: 2, all: 1 } as const;

/** All charts of a page share one crosshair. */
const BUS = new EventBusSrv();

interface Options {
  legend?: Partial<VizLegendOptions>;
  tooltip?: Partial<VizTooltipOptions>;
}

/** Lines over time. A click into the legend shows one series alone; with Ctrl, hides it or shows it again. */
export const TimeSeriesPanel = memo(function TimeSeriesPanel({ panel, frames, width, height, timeRange, theme, happenings, onSpan }: DrawProps) {
  const options = (panel.options ?? {}) as Options;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => hide(frames, hidden), [frames, hidden]);
  const structureRev = useStructureRev(shown);
  const legend: VizLegendOptions = {
    calcs: options.legend?.calcs ?? [],
    displayMode: options.legend?.displayMode ?? LegendDisplayMode.List,
    placement: options.legend?.placement ?? ('bottom' as LegendPlacement),
    showLegend: options.legend?.showLegend ?? true,
  };
  const tooltip = options.tooltip?.mode ?? TooltipDisplayMode.Single;
  const context = useMemo(
    () => ({
      eventsScope: '__global_',
      eventBus: BUS,
      sync: () => DashboardCursorSync.Crosshair,
      onToggleSeriesVisibility: (label: string | string[] | null, mode: SeriesVisibilityChangeMode) =>
        setHidden((before) => (typeof label === 'string' ? afterClick(names(frames), before, label, mode) : before)),
    }),
    [frames]
  );
  return (
    <PanelContextProvider value={context}>
      <TimeSeries
        frames={shown}
        structureRev={structureRev}
        timeRange={timeRange}
        timeZone="browser"
        width={width}
        height={height}
        legend={legend}
        options={options}
      >
        {(config: UPlotConfigBuilder, aligned: DataFrame) => (
          <>
            <Happenings config={config} happenings={happenings} theme={theme} />
            {tooltip === TooltipDisplayMode.None ? null : (
              <TooltipPlugin2
                config={config}
                hoverMode={tooltip === TooltipDisplayMode.Single ? HOVER.single : HOVER.all}
                syncMode={DashboardCursorSync.Crosshair}
                syncScope="__global_"
                queryZoom={onSpan}
                clientZoom
                maxWidth={options.tooltip?.maxWidth}
                render={(_, indices, series, isPinned) => (
                  <Values frame={aligned} indices={indices} series={series} all={tooltip === TooltipDisplayMode.Multi} sort={options.tooltip?.sort} isPinned={isPinned} theme={theme} />
                )}
              />
            )}
          </>
        )}
      </TimeSeries>
    </PanelContextProvider>
  );
});

interface ValuesProps {
  frame: DataFrame;
  indices: Array<number | null>;
  series: number | null;
  all: boolean;
  sort?: SortOrder;
  isPinned: boolean;
  theme: GrafanaTheme2;
}

function Values({ frame, indices, series, all, sort, isPinned, theme }: ValuesProps) {
  const time = frame.fields[0]?.values[indices[0] ?? indices.find((index) => index !== null) ?? 0] as number;
  const items = frame.fields
    .map((field, position) => ({ field, position, index: indices[position] ?? null }))
    .filter(({ field, position, index }) => position > 0 && index !== null && field.type === FieldType.number && field.config.custom?.hideFrom?.viz !== true && (all || position === series))
    .map(({ field, position, index }) => ({
      label: getFieldDisplayName(field, frame),
      value: shownValue(field, field.values[index ?? 0]),
      numeric: field.values[index ?? 0] as number | null,
      color: getFieldSeriesColor(field, theme).color,
      colorIndicator: VizTooltipColorIndicator.series,
      colorPlacement: VizTooltipColorPlacement.first,
      lineStyle: field.config.custom?.lineStyle as LineStyle | undefined,
      isActive: position === series && all,
    }))
    .filter(({ numeric }) => numeric !== null && numeric !== undefined);
  if (sort === SortOrder.Ascending || sort === SortOrder.Descending) {
    items.sort((one, other) => ((one.numeric ?? 0) - (other.numeric ?? 0)) * (sort === SortOrder.Ascending ? 1 : -1));
  }
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader item={{ label: '', value: dateTimeFormat(time) }} isPinned={isPinned} />
      <VizTooltipContent items={items.map(({ numeric, ...item }) => ({ ...item, numeric: numeric ?? undefined }))} isPinned={isPinned} />
    </VizTooltipWrapper>
  );
}

function shownValue(field: Field, value: unknown): string {
  return field.display === undefined ? String(value) : formattedValueToString(field.display(value));
}

function names(frames: DataFrame[]): string[] {
  return frames.flatMap((frame) => frame.fields.filter(({ type }) => type === FieldType.number).map((field) => getFieldDisplayName(field, frame, frames)));
}

function hide(frames: DataFrame[], hidden: ReadonlySet<string>): DataFrame[] {
  if (hidden.size === 0) {
    return frames;
  }
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) =>
      field.type === FieldType.number && hidden.has(getFieldDisplayName(field, frame, frames))
        ? { ...field, config: { ...field.config, custom: { ...field.config.custom, hideFrom: { viz: true, legend: false, tooltip: true } } } }
        : field
    ),
  }));
}

/** Which are hidden after a click on a name in the legend. */
export function afterClick(all: string[], hidden: ReadonlySet<string>, name: string, mode: SeriesVisibilityChangeMode): ReadonlySet<string> {
  if (mode === SeriesVisibilityChangeMode.AppendToSelection) {
    const next = new Set(hidden);
    if (!next.delete(name)) {
      next.add(name);
    }
    return next;
  }
  const alone = !hidden.has(name) && all.filter((each) => !hidden.has(each)).length === 1;
  return new Set(alone ? [] : all.filter((each) => each !== name));
}
