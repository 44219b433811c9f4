import { compareArrayValues, compareDataFrameStructures, type DataFrame } from '@grafana/data';
import { useRef } from 'react';

/** A number that changes when the frames' fields do, and not with their values alone: the chart is then made anew. */
export function useStructureRev(frames: DataFrame[]): number {
  const last = useRef<{ frames: DataFrame[]; rev: number }>({ frames, rev: 1 });
  if (last.current.frames !== frames) {
    const same = compareArrayValues(last.current.frames, frames, compareDataFrameStructures);
    last.current = { frames, rev: last.current.rev + (same ? 0 : 1) };
  }
  return last.current.rev;
}
