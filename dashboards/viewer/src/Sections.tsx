import type { Dashboard, Panel, RowPanel } from '@grafana/schema';
import { type CSSProperties, useState } from 'react';
import { PanelView } from './PanelView';
import type { View } from './view';

/** A row's title with what stands under it; before the first row there is none. */
export interface Section {
  row: RowPanel | null;
  panels: Panel[];
}

/** A collapsed row holds its panels itself; an open one has them after it. */
export function sections(panels: Dashboard['panels']): Section[] {
  const found: Section[] = [];
  for (const panel of panels ?? []) {
    if (panel.type === 'row') {
      const row = panel as RowPanel;
      found.push({ row, panels: [...row.panels] });
    } else {
      if (found.length === 0) {
        found.push({ row: null, panels: [] });
      }
      found.at(-1)?.panels.push(panel as Panel);
    }
  }
  return found;
}

export function SectionView({ section, view }: { section: Section; view: View }) {
  const [open, setOpen] = useState(section.row?.collapsed !== true);
  const id = `row-${section.row?.id ?? 0}`;
  const top = Math.min(...section.panels.map((panel) => panel.gridPos?.y ?? 0));
  const grid = (
    <div className="grid" id={`${id}-panels`}>
      {section.panels.map((panel) => (
        <div key={panel.id} className="cell" style={place(panel, top)}>
          <PanelView panel={panel} view={view} />
        </div>
      ))}
    </div>
  );
  if (section.row === null) {
    return grid;
  }
  return (
    <section aria-labelledby={id}>
      <h2 className="row">
        <button type="button" id={id} aria-expanded={open} aria-controls={open ? `${id}-panels` : undefined} onClick={() => setOpen(!open)}>
          <span aria-hidden="true" className="arrow" />
          {view.interpolate(section.row.title ?? '')}
        </button>
      </h2>
      {open ? grid : null}
    </section>
  );
}

/** Grafana's grid: 24 columns, and rows of 30 pixels with 8 between them. */
function place(panel: Panel, top: number): CSSProperties {
  const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 12, h: 8 };
  return { '--x': x + 1, '--y': y - top + 1, '--w': w, '--h': h } as CSSProperties;
}
