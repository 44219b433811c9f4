import type { VariableModel } from '@grafana/schema';
import { useEffect, useId, useRef } from 'react';
import { ALL, toggled } from './variables';
import type { Words } from './words';

interface Props {
  variable: VariableModel;
  options: string[];
  chosen: string[];
  words: Words;
  onChoose: (values: string[]) => void;
}

/** One value from a list; or, where the dashboard allows several, a list of boxes to tick. */
export function VariablePicker({ variable, options, chosen, words, onChoose }: Props) {
  const id = useId();
  const label = variable.label ?? variable.name;
  const all = variable.includeAll === true ? [ALL] : [];
  const name = (value: string) => (value === ALL ? words.all : value);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeFromOutside(details), []);
  if (variable.multi !== true) {
    return (
      <label className="control" title={variable.description ?? undefined}>
        <span>{label}</span>
        <select value={chosen[0] ?? ''} onChange={(event) => onChoose([event.target.value])}>
          {[...all, ...options].map((value) => (
            <option key={value} value={value}>
              {name(value)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <div className="control" title={variable.description ?? undefined}>
      <span id={id}>{label}</span>
      <details ref={details}>
        <summary aria-describedby={id}>{chosen.length > 2 ? words.chosen(chosen.length) : chosen.map(name).join(', ')}</summary>
        <fieldset aria-labelledby={id}>
          {[...all, ...options].map((value) => (
            <label key={value}>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => onChoose(toggled(variable, options, chosen, value))} />
              {name(value)}
            </label>
          ))}
        </fieldset>
      </details>
    </div>
  );
}

/** A list that is open closes with Escape, and with a click beside it. */
function closeFromOutside(details: { current: HTMLDetailsElement | null }): () => void {
  const pointer = (event: Event) => {
    if (details.current !== null && !details.current.contains(event.target as Node)) {
      details.current.open = false;
    }
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && details.current?.open === true) {
      details.current.open = false;
      details.current.querySelector('summary')?.focus();
    }
  };
  document.addEventListener('pointerdown', pointer);
  document.addEventListener('keydown', key);
  return () => {
    document.removeEventListener('pointerdown', pointer);
    document.removeEventListener('keydown', key);
  };
}
