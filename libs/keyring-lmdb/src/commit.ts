const passedOver = (): void => undefined;

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
