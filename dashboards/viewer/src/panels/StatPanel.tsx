import { type FieldConfigSource, type FieldDisplay, getDisplayValueAlignmentFactors, getFieldDisplayValues, type DisplayValueAlignmentFactors, VizOrientation } from '@grafana/data';
import { BigValue, BigValueColorMode, BigValueGraphMode, BigValueJustifyMode, BigValueTextMode, DataLinksContextMenu, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import type { VizTextDisplayOptions } from '@grafana/schema';
import { type DrawProps } from './types';
import { reduceOptions } from './reduce';

interface Options {
  colorMode?: BigValueColorMode;
  graphMode?: BigValueGraphMode;
  justifyMode?: BigValueJustifyMode;
  orientation?: VizOrientation;
  textMode?: BigValueTextMode;
  wideLayout?: boolean;
  text?: VizTextDisplayOptions;
}

/** One large number for each series. */
export function StatPanel({ panel, frames, width, height, timeRange, theme, interpolate }: DrawProps) {
  const options = (panel.options ?? {}) as Options;
  const graphMode = options.graphMode ?? BigValueGraphMode.Area;
  const values = () =>
    getFieldDisplayValues({
      fieldConfig: (panel.fieldConfig ?? { defaults: {}, overrides: [] }) as FieldConfigSource,
      reduceOptions: reduceOptions(panel),
      replaceVariables: interpolate,
      theme,
      data: frames,
      sparkline: graphMode !== BigValueGraphMode.None,
      timeZone: 'browser',
    });
  const draw = ({ value, width: each, height: high, count, alignmentFactors }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => {
    const sparkline = value.sparkline;
    if (sparkline !== undefined) {
      sparkline.timeRange = timeRange;
    }
    const big = (onClick?: React.MouseEventHandler<HTMLElement>) => (
      <BigValue
        value={value.display}
        count={count}
        width={each}
        height={high}
        theme={theme}
        colorMode={options.colorMode ?? BigValueColorMode.Value}
        graphMode={graphMode}
        justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
        textMode={options.textMode ?? BigValueTextMode.Auto}
        text={options.text}
        alignmentFactors={alignmentFactors}
        disableWideLayout={options.wideLayout === false}
        sparkline={sparkline}
        onClick={onClick}
      />
    );
    return value.hasLinks && value.getLinks !== undefined ? <DataLinksContextMenu links={value.getLinks}>{({ openMenu }) => big(openMenu)}</DataLinksContextMenu> : big();
  };
  return (
    <VizRepeater
      source={frames}
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={draw}
      renderCounter={0}
      width={width}
      height={height}
      orientation={options.orientation ?? VizOrientation.Auto}
      autoGrid
    />
  );
}

