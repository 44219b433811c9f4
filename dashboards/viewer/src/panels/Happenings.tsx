import type { GrafanaTheme2 } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect, useRef } from 'react';
import type uPlot from 'uplot';
import type { Happening } from '../annotations';

const DASH_PIXELS = [3, 3];
const SHADE = 0.12;

/** Where there is less than this for each, they would hide what the chart is about: marks at its foot take their place. */
const ROOM_PIXELS = 24;
const MARK_PIXELS = 6;

/** Behind the lines: draws moments as dashed lines, periods as a shade between two of them. What they were stands above the dashboard, as text. */
export function Happenings({ config, happenings, theme }: { config: UPlotConfigBuilder; happenings: Happening[]; theme: GrafanaTheme2 }) {
  const latest = useRef({ happenings, theme });
  const plot = useRef<uPlot | null>(null);
  useLayoutEffect(() => {
    config.addHook('init', (made) => {
      plot.current = made;
    });
    config.addHook('drawAxes', (made) => draw(made, latest.current.happenings, latest.current.theme));
  }, [config]);
  useLayoutEffect(() => {
    latest.current = { happenings, theme };
    plot.current?.redraw(false);
  }, [happenings, theme]);
  return null;
}

function draw(plot: uPlot, happenings: Happening[], theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(DASH_PIXELS.map((length) => length * devicePixelRatio));
  const crowded = bbox.width < happenings.length * ROOM_PIXELS * devicePixelRatio;
  const top = crowded ? bbox.top + bbox.height - MARK_PIXELS * devicePixelRatio : bbox.top;
  for (const color of new Set(happenings.map((happening) => happening.color))) {
    // One path for all of a colour: what happened twice at once is shaded once.
    const edges = new Path2D();
    const shade = new Path2D();
    for (const { from, to } of happenings.filter((happening) => happening.color === color)) {
      const left = plot.valToPos(from, 'x', true);
      const right = plot.valToPos(to, 'x', true);
      for (const at of right > left ? [left, right] : [left]) {
        edges.moveTo(at, top);
        edges.lineTo(at, bbox.top + bbox.height);
      }
      shade.rect(left, top, right - left, bbox.top + bbox.height - top);
    }
    ctx.strokeStyle = ctx.fillStyle = theme.visualization.getColorByName(color);
    ctx.globalAlpha = SHADE;
    ctx.fill(shade);
    ctx.globalAlpha = 1;
    ctx.stroke(edges);
  }
  ctx.restore();
}
