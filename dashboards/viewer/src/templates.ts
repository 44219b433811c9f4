/** `$name`, `${name}`, `${name:format}` and `[[name]]` in titles, texts and links, as Grafana writes them. */
import { type DataFrame, type Field, getFieldDisplayName, type ScopedVars } from '@grafana/data';
import { VariableFormatID } from '@grafana/schema';
import type { Choice } from './api';

const PLACE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{([\w.[\]"#]+?)(?::(\w+))?\}/g;

export type Interpolate = (text: string, scoped?: ScopedVars, format?: string | Function) => string;

/** A name that nobody knows stays as it is. */
export function interpolator(choice: Choice, special: Record<string, string> = {}): Interpolate {
  return (text, scoped, inUrl) =>
    text.replace(PLACE, (whole, plain?: string, square?: string, squareFormat?: string, braces?: string, bracesFormat?: string) => {
      const name = plain ?? square ?? braces ?? '';
      const format = squareFormat ?? bracesFormat;
      if (name in special) {
        return special[name] ?? '';
      }
      const values = choice[name];
      const value = values === undefined ? ofData(name, scoped) : join(name, values, format);
      if (value === undefined) {
        return whole;
      }
      return inUrl === VariableFormatID.UriEncode && format === undefined ? encodeURIComponent(value) : value;
    });
}

function join(name: string, values: string[], format: string | undefined): string {
  switch (format) {
    case 'queryparam':
      return values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join('&');
    case 'csv':
    case 'raw':
      return values.join(',');
    case 'pipe':
      return values.join('|');
    case 'percentencode':
      return encodeURIComponent(values.join(','));
    default:
      return values.join(' + ');
  }
}

interface DataContext {
  data: DataFrame[];
  frame: DataFrame;
  field: Field;
  rowIndex?: number;
}

/** What a link says of the value that it hangs on. */
function ofData(name: string, scoped: ScopedVars | undefined): string | undefined {
  const context = scoped?.__dataContext?.value as DataContext | undefined;
  if (context === undefined) {
    return undefined;
  }
  const { field, frame, data, rowIndex } = context;
  const label = /^__field\.labels(?:\.(\w+)|\["?([^"\]]+)"?\])$/.exec(name);
  if (label !== null) {
    return field.labels?.[label[1] ?? label[2] ?? ''] ?? '';
  }
  const column = /^__data\.fields(?:\.(\w+)|\["?([^"\]]+)"?\])$/.exec(name);
  if (column !== null) {
    const wanted = column[1] ?? column[2];
    const other = frame.fields.find((each) => each.name === wanted || getFieldDisplayName(each, frame, data) === wanted);
    return String(other?.values[rowIndex ?? 0] ?? '');
  }
  switch (name) {
    case '__field.name':
    case '__field.displayName':
    case '__series.name':
      return getFieldDisplayName(field, frame, data);
    case '__value.raw':
    case '__value.text':
    case '__value.numeric':
      return rowIndex === undefined ? undefined : String(field.values[rowIndex]);
    default:
      return undefined;
  }
}
