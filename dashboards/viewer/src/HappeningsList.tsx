import { dateTimeFormat } from '@grafana/data';
import type { AnnotationQuery } from '@grafana/schema';
import type { Happening } from './annotations';
import type { Words } from './words';

interface Props {
  annotations: AnnotationQuery[];
  shown: ReadonlySet<string>;
  onToggle: (name: string) => void;
  happenings: Happening[];
  words: Words;
  color: (name: string) => string;
}

/** Which lines are on the charts, and what they are, in words. */
export function HappeningsList({ annotations, shown, onToggle, happenings, words, color }: Props) {
  if (annotations.length === 0) {
    return null;
  }
  return (
    <div className="happenings">
      <fieldset>
        <legend>{words.annotations}</legend>
        {annotations.map(({ name, iconColor }) => (
          <label key={name}>
            <input type="checkbox" checked={shown.has(name)} onChange={() => onToggle(name)} />
            <span className="mark" style={{ background: color(iconColor ?? 'blue') }} aria-hidden="true" />
            {name}
          </label>
        ))}
      </fieldset>
      {happenings.length === 0 ? null : (
        <details>
          <summary>
            {words.events} ({happenings.length})
          </summary>
          <ol>
            {happenings.map(({ from, to, title, text, color: name }, position) => (
              <li key={position}>
                <span className="mark" style={{ background: color(name) }} aria-hidden="true" />
                <time dateTime={new Date(from).toISOString()}>{dateTimeFormat(from, { format: 'HH:mm:ss' })}</time>
                {to > from ? ` – ${dateTimeFormat(to, { format: 'HH:mm:ss' })}` : ''} {title} {text}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
