type Schema = Readonly<{
  $ref?: string; type?: string; format?: string; enum?: readonly unknown[]; oneOf?: readonly Schema[]; items?: Schema;
  properties?: Readonly<Record<string, Schema>>; required?: readonly string[]; additionalProperties?: Schema;
}>;
type Media = Readonly<{ schema: Schema }>;
type Operation = Readonly<{ responses: Readonly<Record<string, Readonly<{ content?: Readonly<Record<string, Media>> }>>> }>;

/** As much of OpenAPI 3.1 as our own description uses. */
export type Description = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>;
}>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value);

/** Where a value is not as the schema says, a line each. Members that the schema does not know are told too: the description would be out of date. */
const breaches = (description: Description, schema: Schema, value: unknown, at: string): readonly string[] => {
  if (schema.$ref !== undefined) {
    const named = description.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    return named === undefined ? [`${at}: ${schema.$ref} is described nowhere`] : breaches(description, named, value, at);
  }
  if (schema.oneOf !== undefined) {
    return schema.oneOf.some((one) => breaches(description, one, value, at).length === 0) ? [] : [`${at}: fits none of what is described`];
  }
  if (schema.enum !== undefined) return schema.enum.includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is none of those described`];
  if (schema.type !== typeOf(value)) return [`${at}: ${typeOf(value)} instead of ${schema.type ?? 'nothing'}`];
  if (schema.format === 'date-time' && !INSTANT.test(String(value))) return [`${at}: ${String(value)} is no instant with offset`];
  if (Array.isArray(value)) return value.flatMap((item: unknown, n) => breaches(description, schema.items ?? {}, item, `${at}[${String(n)}]`));
  if (schema.type !== 'object' || (schema.properties === undefined && schema.additionalProperties === undefined)) return [];

  const members = value as Readonly<Record<string, unknown>>;
  const missing = (schema.required ?? []).filter((name) => !(name in members)).map((name) => `${at}.${name}: missing`);
  return [
    ...missing,
    ...Object.entries(members).flatMap(([name, member]) => {
      const described = schema.properties?.[name] ?? schema.additionalProperties;
      return described === undefined ? [`${at}.${name}: not described`] : breaches(description, described, member, `${at}.${name}`);
    }),
  ];
};

/** What an answer has that is not described for its route, verb and status. `route` is the path as described. */
export const undescribed = (
  description: Description, verb: string, route: string, answer: Readonly<{ status: number; headers: Headers; text: string; json: unknown }>,
): readonly string[] => {
  const responses = description.paths[route]?.[verb]?.responses;
  const response = responses?.[String(answer.status)] ?? (answer.status >= 400 ? responses?.['default'] : undefined);
  if (response === undefined) return [`${verb} ${route}: ${String(answer.status)} is not described`];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (response.content === undefined) return answer.text === '' ? [] : [`${verb} ${route}: a body where none is described`];
  const media = response.content[type];
  return media === undefined ? [`${verb} ${route}: content of ${type} is not described`] : breaches(description, media.schema, type.endsWith('json') ? answer.json : answer.text, `${verb} ${route} ${String(answer.status)}`);
};
