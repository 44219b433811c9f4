import type { Dashboard } from '@grafana/schema';
import { useEffect, useState } from 'react';
import { type Happening, happenings, type Wording } from './annotations';
import * as api from './api';

/** What happened in the span, of those annotations of the dashboard that are shown. */
export function useHappenings(name: string, dashboard: Dashboard | null, span: api.TimeSpan | null, choice: api.Choice | null, shown: ReadonlySet<string>): Happening[] {
  const [found, setFound] = useState<Happening[]>([]);
  useEffect(() => {
    if (dashboard === null || span === null || choice === null) {
      return undefined;
    }
    let gone = false;
    const asked = (dashboard.annotations?.list ?? []).map(async (annotation, position) => {
      if (!shown.has(annotation.name)) {
        return [];
      }
      const result = await api.annotations(name, position, span, choice);
      return happenings(result, { ...(annotation.target as Wording | undefined), ...(annotation as unknown as Wording) });
    });
    Promise.allSettled(asked).then((all) => {
      if (!gone) {
        setFound(all.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));
      }
    });
    return () => {
      gone = true;
    };
  }, [name, dashboard, span, choice, shown]);
  return found;
}
