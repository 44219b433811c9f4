/** A dashboard's variables: what they start with, what can be chosen, what is asked for then. */
import type { VariableModel } from '@grafana/schema';
import type { Choice } from './api';

export const ALL = '$__all';

/** What can be chosen, by the variable's name. */
export type Options = Record<string, string[]>;

/** Those that someone may choose: the data source is the page's server, a constant is what it is. */
export function choosable(variables: VariableModel[]): VariableModel[] {
  return variables.filter(({ type }) => type === 'query' || type === 'custom');
}

/** The values of those whose values the dashboard itself lists. */
export function listed(variable: VariableModel): string[] {
  const text = typeof variable.query === 'string' ? variable.query : '';
  return text.split(/(?<!\\),/).map((value) => value.trim().replaceAll('\\,', ',')).filter((value) => value !== '');
}

/** What was chosen as far as it is still there; otherwise what the dashboard starts with; otherwise all, or the first. */
export function settle(variable: VariableModel, options: string[], wanted: string[] | undefined): string[] {
  const wishes = [wanted, asList(variable.current?.value)];
  for (const wish of wishes) {
    if (wish?.includes(ALL) === true && variable.includeAll === true) {
      return [ALL];
    }
    const there = (wish ?? []).filter((value) => options.includes(value));
    if (there.length > 0) {
      return variable.multi === true ? there : there.slice(0, 1);
    }
  }
  return variable.includeAll === true ? [ALL] : options.slice(0, 1);
}

/** "All" is every value by its name, so that nobody has to guess what it means. */
export function spelledOut(choice: Choice, options: Options): Choice {
  return Object.fromEntries(Object.entries(choice).map(([name, values]) => [name, values.includes(ALL) ? (options[name] ?? []) : values]));
}

/** One value more, or one less; never none where "all" is possible; one alone where the dashboard allows one. */
export function toggled(variable: VariableModel, options: string[], chosen: string[], value: string): string[] {
  if (value === ALL) {
    return [ALL];
  }
  if (variable.multi !== true) {
    return [value];
  }
  const before = chosen.includes(ALL) ? [] : chosen;
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  if (after.length === 0) {
    return variable.includeAll === true ? [ALL] : chosen;
  }
  return options.filter((each) => after.includes(each));
}

function asList(value: string | Record<string, unknown> | unknown[] | undefined | null): string[] | undefined {
  if (typeof value === 'string') {
    return value === '' ? undefined : [value];
  }
  return Array.isArray(value) ? value.map(String) : undefined;
}
