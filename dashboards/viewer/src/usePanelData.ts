import type { DataFrame, DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { Panel } from '@grafana/schema';
import { useEffect, useMemo, useRef, useState } from 'react';
import * as api from './api';
import { withFieldConfig } from './fieldConfig';
import { toFrames } from './frames';
import { asked, stepSeconds } from './timeRange';
import { transformed } from './transformations';
import type { View } from './view';

/** A query of a panel, as far as this page needs to know it: its text is the server's business. */
interface Query {
  refId: string;
  legendFormat?: string;
  format?: string;
  instant?: boolean;
  hide?: boolean;
}

export interface PanelData {
  frames: DataFrame[];
  /** Until the first answer. */
  loading: boolean;
  error: string | null;
}

interface Answer {
  frames: DataFrame[];
  error: string | null;
}

/** Asks all of a panel's queries, again whenever the span or the choice is another, and keeps the last answer until the next is there. */
export function usePanelData(panel: Panel, view: View, width: number, seen: boolean): PanelData {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { dashboard, span, choice, interpolate, theme } = view;
  const points = Math.min(width, panel.maxDataPoints ?? Infinity);
  const current = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!seen || width === 0 || choice === null || panel.id === undefined) {
      return undefined;
    }
    const controller = new AbortController();
    current.current = controller;
    const { id } = panel;
    fetchFrames()
      .then((frames) => ({ frames, error: null }))
      .catch((problem: unknown) => ({ frames: [], error: problem instanceof Error ? problem.message : String(problem) }))
      .then((next) => {
        if (!controller.signal.aborted) {
          setAnswer(next);
        }
      });
    return () => controller.abort();

    async function fetchFrames(): Promise<DataFrame[]> {
      const queries = ((panel.targets ?? []) as unknown as Query[]).filter((query) => query.hide !== true);
      const tables = queries.filter(({ format }) => format === 'table').length;
      const step = stepSeconds(span, points);
      const results = await Promise.all(
        queries.map(async (query) => {
          const result = await api.panel(dashboard, id ?? 0, query.refId, asked(span, step, query.instant === true), step, choice ?? {}, controller.signal);
          return toFrames(result, { ...query, tables }, step * 1_000);
        })
      );
      return transformed(results.flat(), panel.transformations as DataTransformerConfig[] | undefined, interpolate);
    }
  }, [panel, dashboard, span, choice, interpolate, points, seen, width]);
  const frames = useMemo(
    () => (answer === null ? [] : withFieldConfig(answer.frames, panel.fieldConfig as FieldConfigSource | undefined, theme, interpolate)),
    [answer, panel, theme, interpolate]
  );
  return { frames, loading: answer === null, error: answer?.error ?? null };
}
