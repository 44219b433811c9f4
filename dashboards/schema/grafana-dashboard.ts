/** A classic dashboard of the panels that are used here, each with the options and the field configuration of its own type. */
import type * as dashboard from '@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as text from '@grafana/schema/dist/types/raw/composable/text/panelcfg/x/types.gen';
import type * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';

type Fields<Custom> = Omit<dashboard.FieldConfigSource, 'defaults'> & {
  defaults: Omit<dashboard.FieldConfig, 'custom'> & { custom?: Custom };
};

type Panel<Type extends string, Options, Custom> = Omit<dashboard.Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> & {
  type: Type;
  options: Options;
  fieldConfig?: Fields<Custom>;
  targets?: PrometheusQuery[];
};

/** Of Grafana's plug-in for Prometheus, whose types are not in the schema. */
interface PrometheusQuery {
  refId: string;
  datasource: dashboard.DataSourceRef;
  expr: string;
  legendFormat?: string;
  format: 'time_series' | 'table';
  range: boolean;
  instant: boolean;
}

/** The same. */
type PrometheusAnnotation = dashboard.AnnotationQuery & {
  expr: string;
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
};

type AnyPanel =
  | Panel<'timeseries', timeseries.Options, timeseries.FieldConfig>
  | Panel<'stat', stat.Options, never>
  | Panel<'bargauge', bargauge.Options, never>
  | Panel<'table', table.Options, Partial<table.FieldConfig>>
  | Panel<'text', text.Options, never>;

export type Dashboard = Omit<dashboard.Dashboard, 'panels' | 'annotations'> & {
  annotations: { list: PrometheusAnnotation[] };
  panels: Array<AnyPanel | dashboard.RowPanel>;
};
