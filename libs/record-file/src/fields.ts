import type { FieldValues } from '@statewire/catalogue';

/** Values by field tag, in the order given; a tag without values is absent. */
export type Fields = FieldValues;

/** Tags that the system gives: they identify, they are never entered or changed. */
export const ASSIGNED_TAGS: readonly string[] = ['NIC', 'IDX', 'LID'];
