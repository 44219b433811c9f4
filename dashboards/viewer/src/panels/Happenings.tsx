import type { GrafanaTheme2 } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect, useRef } from 'react';
import type uPlot from 'uplot';
import type { Happening } from '../annotations';

const DASH_PIXELS = [3, 3];
const SHADE = 0.12;

/** Draws moments as dashed lines, periods as a shade between two of them. What they were stands above the dashboard, as text. */
export function Happenings({ config, happenings, theme }: { config: UPlotConfigBuilder; happenings: Happening[]; theme: GrafanaTheme2 }) {
  const latest = useRef({ happenings, theme });
  const plot = useRef<uPlot | null>(null);
  useLayoutEffect(() => {
    config.addHook('init', (made) => {
      plot.current = made;
    });
    config.addHook('draw', (made) => draw(made, latest.current.happenings, latest.current.theme));
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
  for (const { from, to, color } of happenings) {
    const left = plot.valToPos(from, 'x', true);
    const right = plot.valToPos(to, 'x', true);
    ctx.strokeStyle = ctx.fillStyle = theme.visualization.getColorByName(color);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(DASH_PIXELS.map((length) => length * devicePixelRatio));
    for (const at of right > left ? [left, right] : [left]) {
      ctx.beginPath();
      ctx.moveTo(at, bbox.top);
      ctx.lineTo(at, bbox.top + bbox.height);
      ctx.stroke();
    }
    if (right > left) {
      ctx.globalAlpha = SHADE;
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.globalAlpha = 1;
    }
  }
  ctx.restore();
}
