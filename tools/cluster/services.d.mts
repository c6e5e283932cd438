import type { ServerNode } from '../servers/servers.mjs';

export const SERVICES: readonly string[];

export type ServicesOptions = Readonly<{ dataDir: string; env: Readonly<Record<string, string>>; port?: number; host?: string }>;

/** Every service of the cluster profile as a process; `url` is the switch's. */
export function startServices(options: ServicesOptions): Promise<
  Readonly<{ url: string; nodes: Readonly<Record<string, ServerNode>>; stop(): Promise<void> }>
>;
