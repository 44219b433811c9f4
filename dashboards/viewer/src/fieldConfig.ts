/** Units, thresholds, colours, overrides: Grafana's own code applies them, once it is told which properties there are. */
import {
  applyFieldOverrides,
  type DataFrame,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldConfigOptionsRegistry,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  FieldType,
  type GrafanaTheme2,
  identityOverrideProcessor,
  numberOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';
import { localized } from './address';
import type { Interpolate } from './templates';

type Process = FieldConfigPropertyItem['process'];

const STANDARD: Record<string, Process> = {
  actions: identityOverrideProcessor,
  color: identityOverrideProcessor,
  decimals: numberOverrideProcessor,
  description: identityOverrideProcessor,
  displayName: displayNameOverrideProcessor,
  fieldMinMax: identityOverrideProcessor,
  filterable: identityOverrideProcessor,
  links: dataLinksOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  max: numberOverrideProcessor,
  min: numberOverrideProcessor,
  noValue: identityOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  unit: unitOverrideProcessor,
};

/** These are of numbers only: a column of names has no unit, and no limits. */
const OF_NUMBERS = new Set(['decimals', 'fieldMinMax', 'max', 'min', 'unit']);

const CUSTOM = 'custom.';

export function withFieldConfig(
  frames: DataFrame[],
  fieldConfig: FieldConfigSource | undefined,
  theme: GrafanaTheme2,
  interpolate: Interpolate
): DataFrame[] {
  const source = fieldConfig ?? { defaults: {}, overrides: [] };
  return applyFieldOverrides({
    data: frames,
    fieldConfig: source,
    fieldConfigRegistry: registry(source),
    replaceVariables: interpolate,
    theme,
    timeZone: 'browser',
    dataLinkPostProcessor: ({ linkModel }) => ({ ...linkModel, href: localized(linkModel.href) }),
  });
}

/** A visualization's own properties are those that the dashboard sets: no list of them can fall behind. */
function registry(source: FieldConfigSource): FieldConfigOptionsRegistry {
  const custom = new Set([
    ...Object.keys(source.defaults.custom ?? {}),
    ...source.overrides
      .flatMap((rule) => rule.properties)
      .filter(({ id }) => id.startsWith(CUSTOM))
      .map(({ id }) => id.substring(CUSTOM.length)),
  ]);
  return new FieldConfigOptionsRegistry(() => [
    ...Object.entries(STANDARD).map(([path, process]) => property(path, path, process, false)),
    ...[...custom].map((path) => property(CUSTOM + path, path, identityOverrideProcessor, true)),
  ]);
}

function property(id: string, path: string, process: Process, isCustom: boolean): FieldConfigPropertyItem {
  const nothing = () => null;
  return {
    id,
    path,
    name: id,
    process,
    isCustom,
    shouldApply: (field) => field.type !== FieldType.time && (!OF_NUMBERS.has(id) || field.type === FieldType.number),
    editor: nothing,
    override: nothing,
  };
}
