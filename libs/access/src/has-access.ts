import type { Agency } from '@statewire/contracts';

/** What is said of the access of agencies that have no part in LEADS, or exist no more (General Information: QORI). */
const WITHOUT_ACCESS: readonly string[] = ['no-leads-access', 'retired'];

/** Whether an agency has part in LEADS: one that has none sends nothing, is sent nothing, and nobody acts for it. */
export const hasAccess = ({ access }: Pick<Agency, 'access'>): boolean => !WITHOUT_ACCESS.includes(access);
