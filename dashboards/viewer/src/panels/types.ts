import type { DataFrame, GrafanaTheme2, TimeRange } from '@grafana/data';
import type { Panel } from '@grafana/schema';
import type { Happening } from '../annotations';
import type { TimeSpan } from '../api';
import type { Interpolate } from '../templates';

/** What a panel is drawn from: its part of the dashboard's JSON, and the data with units and colours on it. */
export interface DrawProps {
  panel: Panel;
  frames: DataFrame[];
  width: number;
  height: number;
  timeRange: TimeRange;
  theme: GrafanaTheme2;
  interpolate: Interpolate;
  happenings: Happening[];
  onSpan: (span: TimeSpan) => void;
}
