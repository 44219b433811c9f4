/** The page's own few words. Everything else comes with the dashboards. */
import type { Language } from './api';

const EN = {
  all: 'All',
  annotations: 'On the charts',
  chosen: (count: number) => `${count} chosen`,
  dark: 'Dark',
  dashboards: 'Dashboards',
  events: 'What happened when',
  failed: 'This panel could not be filled:',
  language: '中文',
  last: (minutes: number) => (minutes < 60 ? `Last ${minutes} minutes` : minutes === 60 ? 'Last hour' : `Last ${minutes / 60} hours`),
  licences: 'Licences of what this page is made of',
  light: 'Light',
  live: 'live',
  loading: 'Loading …',
  marked: 'Marked span',
  noAnswer: 'claimbench dashboard does not answer. Is it still running?',
  noData: 'No data',
  period: 'Period',
  system: 'As the system',
  skip: 'Skip to the panels',
  stored: 'stored run',
  theme: 'Colours',
  unknownPanel: (type: string) => `This page does not draw panels of type "${type}"; Grafana does.`,
  updated: ', up to',
  whole: 'Whole run',
};

export type Words = typeof EN;

const ZH: Words = {
  all: '全部',
  annotations: '图上标注',
  chosen: (count) => `已选 ${count} 项`,
  dark: '深色',
  dashboards: '仪表盘',
  events: '时间线',
  failed: '此面板的数据无法取得：',
  language: 'English',
  last: (minutes) => (minutes < 60 ? `最近 ${minutes} 分钟` : `最近 ${minutes / 60} 小时`),
  licences: '本页所用代码的许可证',
  light: '浅色',
  live: '实时',
  loading: '正在加载……',
  marked: '所选时段',
  noAnswer: 'claimbench dashboard 没有应答，它还在运行吗？',
  noData: '没有数据',
  period: '时段',
  system: '跟随系统',
  skip: '跳到面板',
  stored: '已存的运行',
  theme: '配色',
  unknownPanel: (type) => `本页不绘制“${type}”类型的面板，请用 Grafana 查看。`,
  updated: '，截至',
  whole: '整个运行',
};

export const WORDS: Record<Language, Words> = { en: EN, 'zh-CN': ZH };
