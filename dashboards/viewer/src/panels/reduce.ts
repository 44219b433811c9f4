import type { ReduceDataOptions } from '@grafana/data';
import type { Panel } from '@grafana/schema';

/** Which one value of a series is shown: Grafana's default is the last that there is. */
export function reduceOptions(panel: Panel): ReduceDataOptions {
  return { calcs: ['lastNotNull'], fields: '', values: false, ...(panel.options?.reduceOptions as Partial<ReduceDataOptions> | undefined) };
}
