import type { FileRules } from './file-rules.js';

/** The home key of an agency's entries: it chooses the partition, and all that must agree about a record lies there. */
export const homeKey = ({ home }: Pick<FileRules, 'home'>, agency: Readonly<{ ori: string; county: number | null }>): string =>
  home === 'county' ? `county/${String(agency.county ?? 0)}` : agency.ori;
