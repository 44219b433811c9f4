/** What a dashboard does to its tables before they are shown, done by Grafana's own code. */
import {
  type DataFrame,
  type DataTransformerConfig,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import type { Interpolate } from './templates';

standardTransformersRegistry.setInit(() => {
  const known = new Map(Object.values(standardTransformers).map((transformer) => [transformer.id, transformer]));
  return [...known.values()].map((transformer) => ({
    id: transformer.id,
    name: transformer.name,
    transformation: () => Promise.resolve(transformer),
    editor: () => null,
    imageDark: '',
    imageLight: '',
  }));
});

export async function transformed(
  frames: DataFrame[],
  steps: DataTransformerConfig[] | undefined,
  interpolate: Interpolate
): Promise<DataFrame[]> {
  const active = (steps ?? []).filter((step) => step.disabled !== true);
  const unknown = active.find((step) => standardTransformersRegistry.getIfExists(step.id) === undefined);
  if (unknown !== undefined) {
    throw new Error(`Transformation "${unknown.id}" is not among those that this page knows: ${standardTransformersRegistry.list().map(({ id }) => id).join(', ')}`);
  }
  return active.length === 0 ? frames : lastValueFrom(transformDataFrame(active, frames, { interpolate }));
}
