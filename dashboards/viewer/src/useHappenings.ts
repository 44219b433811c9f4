import type { Dashboard } from '@grafana/schema';
import { useEffect, useState } from 'react';
import { type Happening, happenings, type Wording } from './annotations';
import * as api from './api';

/** The same steps for every annotation: the server asks Prometheus at whole seconds. */
const STEP_MILLIS = 1_000;

/** What happened in the span, of all annotations of the dashboard that are on. */
export function useHappenings(name: string, dashboard: Dashboard | null, span: api.TimeSpan | null, choice: api.Choice | null): Happening[] {
  const [found, setFound] = useState<Happening[]>([]);
  useEffect(() => {
    if (dashboard === null || span === null || choice === null) {
      return undefined;
    }
    let gone = false;
    const asked = (dashboard.annotations?.list ?? []).map(async (annotation, position) => {
      if (annotation.enable !== true || annotation.builtIn === 1) {
        return [];
      }
      const result = await api.annotations(name, position, span, choice);
      return happenings(result, { ...(annotation.target as Wording | undefined), ...(annotation as unknown as Wording) }, STEP_MILLIS * 60);
    });
    Promise.allSettled(asked).then((all) => {
      if (!gone) {
        setFound(all.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));
      }
    });
    return () => {
      gone = true;
    };
  }, [name, dashboard, span, choice]);
  return found;
}
