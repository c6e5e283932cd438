type Closable = Readonly<{ close(): Promise<void> }>;

export type Closing = Readonly<{
  /** Gives the part back, to be closed before those that were opened before it. */
  opened: <T extends Closable>(part: T) => T;
  /** Closes each, whatever becomes of the others; then throws the first failure. */
  close: () => Promise<void>;
}>;

/** What was opened one after the other, to be closed in the opposite order. */
export const newClosing = (): Closing => {
  const parts: Closable[] = [];
  return {
    opened: (part) => {
      parts.unshift(part);
      return part;
    },
    close: async () => {
      const failures: unknown[] = [];
      for (const part of parts.splice(0)) {
        try {
          await part.close();
        } catch (cause) {
          failures.push(cause);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
