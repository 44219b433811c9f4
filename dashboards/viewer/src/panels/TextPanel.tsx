import { renderTextPanelMarkdown, textUtil } from '@grafana/data';
import type { DrawProps } from './types';

/** Markdown or HTML, without whatever could run. */
export function TextPanel({ panel, interpolate }: Pick<DrawProps, 'panel' | 'interpolate'>) {
  const { mode = 'markdown', content = '' } = (panel.options ?? {}) as { mode?: string; content?: string };
  const text = interpolate(content);
  const html = mode === 'html' ? textUtil.sanitizeTextPanelContent(text) : renderTextPanelMarkdown(text);
  return <div className="text-panel" dangerouslySetInnerHTML={{ __html: html }} />;
}
