import { getFieldDisplayName } from '@grafana/data';
import type { TableCellHeight } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import type { DrawProps } from './types';

interface Options {
  frameIndex?: number;
  showHeader?: boolean;
  cellHeight?: TableCellHeight;
  sortBy?: Array<{ displayName: string; desc?: boolean }>;
}

/** The table that Grafana itself uses since version 12. */
export default function TablePanel({ panel, frames, width, height, timeRange, theme }: DrawProps) {
  const options = (panel.options ?? {}) as Options;
  const frame = frames[options.frameIndex ?? 0] ?? frames[0];
  if (frame === undefined) {
    return null;
  }
  return (
    <TableNG
      // Its columns are measured when it is made.
      key={`${theme.name} ${frame.fields.map((field) => getFieldDisplayName(field, frame)).join()}`}
      ariaLabel={panel.title}
      data={frame}
      width={width}
      height={height}
      noHeader={options.showHeader === false}
      cellHeight={options.cellHeight}
      sortBy={options.sortBy}
      timeRange={timeRange}
      noValue={panel.fieldConfig?.defaults.noValue}
      enableVirtualization={false}
      disableSanitizeHtml={false}
    />
  );
}
