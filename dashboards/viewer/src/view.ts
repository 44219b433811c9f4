import type { GrafanaTheme2 } from '@grafana/data';
import type { Happening } from './annotations';
import type { Choice, TimeSpan } from './api';
import type { Interpolate } from './templates';
import type { Words } from './words';

/** What all panels of a page have in common. */
export interface View {
  dashboard: string;
  span: TimeSpan;
  /** "All" spelled out; none while the variables are not known yet. */
  choice: Choice | null;
  interpolate: Interpolate;
  happenings: Happening[];
  theme: GrafanaTheme2;
  words: Words;
  onSpan: (span: TimeSpan) => void;
}
