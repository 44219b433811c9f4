import type { AnnotationQuery, Dashboard } from '@grafana/schema';
import { useMemo, useState } from 'react';

/** The annotations that can be shown: Grafana's own, of what people wrote there, are not. */
export function annotationsOf(dashboard: Dashboard | null): AnnotationQuery[] {
  return (dashboard?.annotations?.list ?? []).filter(({ builtIn, hide }) => builtIn !== 1 && hide !== true);
}

/** By their names, those annotations that are shown: at first those that the dashboard says. */
export function useShown(dashboard: Dashboard | null): [ReadonlySet<string>, (name: string) => void] {
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const shown = useMemo(
    () => new Set(annotationsOf(dashboard).filter(({ name, enable }) => changed.get(name) ?? enable === true).map(({ name }) => name)),
    [dashboard, changed]
  );
  return [shown, (name) => setChanged((before) => new Map(before).set(name, !shown.has(name)))];
}
