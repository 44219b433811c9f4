import { useEffect, useState } from 'react';
import * as api from './api';

const RETRY_SECONDS = 5;

/** The run that is shown: asked for again and again while it goes on, or while nobody answers. */
export function useRun(): { run: api.Run | null; error: string | null } {
  const [run, setRun] = useState<api.Run | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let timer = 0;
    let gone = false;
    const later = (seconds: number) => {
      timer = window.setTimeout(ask, seconds * 1_000);
    };
    const ask = () => {
      api.run().then(
        (next) => {
          if (gone) {
            return;
          }
          setError(null);
          setRun((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
          // A stored run can only change by another one being shown, on another server.
          if (next.live) {
            later(Math.max(1, next.refreshSeconds));
          }
        },
        (problem: unknown) => {
          if (!gone) {
            setError(problem instanceof Error ? problem.message : String(problem));
            later(RETRY_SECONDS);
          }
        }
      );
    };
    ask();
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, []);
  return { run, error };
}
