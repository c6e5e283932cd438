import type { FieldValues } from '@statewire/catalogue';

/** Values by field tag, in the order given; a tag without values is absent. */
export type Fields = FieldValues;

/**
 * What was said of a record beside its own fields, in blocks of fields: supplemental data, false papers, a detainer, dental data.
 * A block's name is printed above it. All of them are sealed.
 */
export type Parts = Readonly<Record<string, Fields>>;

/** Tags that the system gives: they identify, they are never entered or changed. */
export const ASSIGNED_TAGS: readonly string[] = ['NIC', 'IDX', 'LID', 'COP-ID'];
