import { type DisplayValueAlignmentFactors, type FieldConfigSource, type FieldDisplay, getDisplayValueAlignmentFactors, getFieldDisplayValues, getRawDisplayProcessor, VizOrientation } from '@grafana/data';
import { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeValueMode, type VizTextDisplayOptions } from '@grafana/schema';
import { BarGauge, DataLinksContextMenu, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { reduceOptions } from './reduce';
import type { DrawProps } from './types';

interface Options {
  displayMode?: BarGaugeDisplayMode;
  orientation?: VizOrientation;
  showUnfilled?: boolean;
  valueMode?: BarGaugeValueMode;
  namePlacement?: BarGaugeNamePlacement;
  minVizWidth?: number;
  minVizHeight?: number;
  maxVizHeight?: number;
  text?: VizTextDisplayOptions;
}

const SPACING = 8;
const LCD_SPACING = 2;

/** A bar for each series, all on one scale. */
export function BarGaugePanel({ panel, frames, width, height, theme, interpolate }: DrawProps) {
  const options = (panel.options ?? {}) as Options;
  const orientation = options.orientation ?? VizOrientation.Auto;
  const lies = orientation === VizOrientation.Horizontal || (orientation === VizOrientation.Auto && width > height);
  const displayMode = options.displayMode ?? BarGaugeDisplayMode.Gradient;
  const values = () =>
    getFieldDisplayValues({
      fieldConfig: (panel.fieldConfig ?? { defaults: {}, overrides: [] }) as FieldConfigSource,
      reduceOptions: reduceOptions(panel),
      replaceVariables: interpolate,
      theme,
      data: frames,
      timeZone: 'browser',
    });
  const draw = ({ value, width: each, height: high, alignmentFactors }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => {
    const bar = (onClick?: React.MouseEventHandler<HTMLElement>) => (
      <BarGauge
        value={value.display}
        field={value.field}
        display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0) ?? getRawDisplayProcessor()}
        width={each}
        height={high}
        theme={theme}
        orientation={lies ? VizOrientation.Horizontal : VizOrientation.Vertical}
        displayMode={displayMode}
        showUnfilled={options.showUnfilled ?? true}
        valueDisplayMode={options.valueMode ?? BarGaugeValueMode.Color}
        namePlacement={options.namePlacement ?? BarGaugeNamePlacement.Auto}
        text={options.text}
        itemSpacing={displayMode === BarGaugeDisplayMode.Lcd ? LCD_SPACING : SPACING}
        alignmentFactors={alignmentFactors}
        onClick={onClick}
      />
    );
    return value.hasLinks && value.getLinks !== undefined ? <DataLinksContextMenu links={value.getLinks}>{({ openMenu }) => bar(openMenu)}</DataLinksContextMenu> : bar();
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
      itemSpacing={SPACING}
      orientation={lies ? VizOrientation.Horizontal : VizOrientation.Vertical}
      minVizWidth={options.minVizWidth ?? 8}
      minVizHeight={options.minVizHeight ?? 16}
      maxVizHeight={options.maxVizHeight ?? 300}
    />
  );
}
