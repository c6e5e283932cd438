/** RFC 3339, UTC, milliseconds, Z (`2026-11-21T04:10:05.123Z`): strings compare. Offsets appear only at the interface. */
export type Instant = string;

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = Readonly<{ [key: string]: Json }>;

/** Who caused a commit. Stored in every commit body, so it names ids and never a person's data. */
export type Actor = Readonly<{
  /** The agency under whose ORI it was done. */
  ori: string;
  /** The terminal, or the service for what the system does by itself. */
  device: string;
  /** The operator's id, or `system`. */
  user: string;
  purpose?: string;
}>;
