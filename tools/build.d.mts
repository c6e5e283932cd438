export const build: (root?: string) => Promise<{ compiled: number; removed: number }>;
