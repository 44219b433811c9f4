import type { Dashboard, VariableModel } from '@grafana/schema';
import { useEffect, useState } from 'react';
import * as api from './api';
import { choosable, listed, type Options, settle, spelledOut } from './variables';

export interface Variables {
  list: VariableModel[];
  options: Options;
  /** As chosen, which may be "all"; none until the server has said what there is. */
  chosen: api.Choice | null;
  error: string | null;
}

/** Asks one variable after the other, since those that come later may depend on those before them. */
export function useVariables(name: string, dashboard: Dashboard | null, run: api.Run | null, wanted: api.Choice): Variables {
  const [state, setState] = useState<Variables>({ list: [], options: {}, chosen: null, error: null });
  const wish = JSON.stringify(wanted);
  useEffect(() => {
    if (dashboard === null || run === null) {
      return undefined;
    }
    let gone = false;
    settleAll(name, dashboard, run, JSON.parse(wish) as api.Choice).then(
      (next) => {
        if (!gone) {
          setState((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
        }
      },
      (problem: unknown) => {
        if (!gone) {
          setState((before) => ({ ...before, error: problem instanceof Error ? problem.message : String(problem) }));
        }
      }
    );
    return () => {
      gone = true;
    };
  }, [name, dashboard, run, wish]);
  return state;
}

async function settleAll(name: string, dashboard: Dashboard, run: api.Run, wanted: api.Choice): Promise<Variables> {
  const list = choosable(dashboard.templating?.list ?? []);
  const options: Options = {};
  const chosen: api.Choice = {};
  for (const variable of list) {
    const values =
      variable.type === 'custom'
        ? listed(variable)
        : await api.variable(name, variable.name, { from: run.from, to: run.to }, spelledOut(chosen, options));
    options[variable.name] = values;
    chosen[variable.name] = settle(variable, values, wanted[variable.name]);
  }
  return { list, options, chosen, error: null };
}
