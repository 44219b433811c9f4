import { dateTimeFormat } from '@grafana/data';
import type { Place } from './address';
import type { Language, Run } from './api';
import type { Wish } from './theme';
import { LAST_MINUTES, type Period } from './timeRange';
import type { Variables } from './useVariables';
import { VariablePicker } from './VariablePicker';
import type { Words } from './words';

interface Props {
  place: Place;
  period: Period;
  run: Run | null;
  language: Language;
  variables: Variables;
  words: Words;
  wish: Wish;
  onWish: (wish: Wish) => void;
  onGo: (place: Place) => void;
}

/** What someone may choose: values of variables, the time, the language, the colours. */
export function Controls({ place, period, run, language, variables, words, wish, onWish, onGo }: Props) {
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="controls">
      {variables.list.map((variable) => (
        <VariablePicker
          key={variable.name}
          variable={variable}
          options={variables.options[variable.name] ?? []}
          chosen={variables.chosen?.[variable.name] ?? []}
          words={words}
          onChoose={(values) => onGo({ ...place, choice: { ...place.choice, [variable.name]: values } })}
        />
      ))}
      <label className="control">
        <span>{words.period}</span>
        <select value={key(period)} onChange={(event) => onGo({ ...place, period: chosen(event.target.value) })}>
          <option value="whole">{words.whole}</option>
          {run?.live === true || period.kind === 'last'
            ? [...new Set([...LAST_MINUTES, ...(period.kind === 'last' ? [period.minutes] : [])])].map((minutes) => (
                <option key={minutes} value={minutes}>
                  {words.last(minutes)}
                </option>
              ))
            : null}
          {period.kind === 'marked' ? <option value="marked">{words.marked}</option> : null}
        </select>
      </label>
      <label className="control">
        <span>{words.theme}</span>
        <select value={wish} onChange={(event) => onWish(event.target.value as Wish)}>
          <option value="system">{words.system}</option>
          <option value="light">{words.light}</option>
          <option value="dark">{words.dark}</option>
        </select>
      </label>
      <button type="button" className="language" lang={other} onClick={() => onGo({ ...place, language: other })}>
        {words.language}
      </button>
      {run === null ? null : (
        <p className={run.live ? 'run live' : 'run'}>
          {run.run ?? ''} {run.live ? words.live : words.stored}{words.updated} <time dateTime={new Date(run.to).toISOString()}>{dateTimeFormat(run.to)}</time>
        </p>
      )}
    </div>
  );
}

function key(period: Period): string {
  return period.kind === 'last' ? String(period.minutes) : period.kind;
}

/** The whole run is said by name, since a run that goes on would otherwise begin with its last minutes. */
function chosen(value: string): Period {
  return value === 'whole' ? { kind: 'whole' } : { kind: 'last', minutes: Number(value) };
}
