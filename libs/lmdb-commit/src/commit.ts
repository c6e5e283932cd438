const passedOver = (): void => undefined;

/** A write within a batch: the batch tells whether it was stored, and what this one says of it besides is passed over. */
export const within = (write: Promise<unknown>): void => {
  write.catch(passedOver);
};

/**
 * Resolves with the commit. LMDB tells of a failed one by a rejected promise that names a second one, also rejected,
 * for the reason (which it prints): unheard, that one would end the process over a full disk.
 */
export const committed = async <T>(commit: Promise<T>): Promise<T> => {
  try {
    return await commit;
  } catch (cause) {
    (cause as { commitError?: Promise<never> }).commitError?.catch(passedOver);
    throw cause;
  }
};
