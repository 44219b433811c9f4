import { dateTimeFormat } from '@grafana/data';
import type { Happening } from './annotations';
import type { Words } from './words';

/** The lines on the charts in words. */
export function HappeningsList({ happenings, words, color }: { happenings: Happening[]; words: Words; color: (name: string) => string }) {
  if (happenings.length === 0) {
    return null;
  }
  return (
    <details className="happenings">
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
  );
}
