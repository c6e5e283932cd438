/** A set that remembers only the newest `max` members. */
export const recentSet = (max: number): Readonly<{ has(item: string): boolean; add(item: string): void }> => {
  const items = new Set<string>();
  return {
    has: (item) => items.has(item),
    add(item) {
      items.add(item);
      if (items.size <= max) return;
      const [oldest] = items;
      if (oldest !== undefined) items.delete(oldest);
    },
  };
};
