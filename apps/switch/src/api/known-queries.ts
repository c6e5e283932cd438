import { openApiDocument } from './openapi.js';

type Operation = Readonly<{ parameters?: readonly Readonly<{ name: string; in: string }>[] }>;

const SAYABLE = /^[\w[\]-]{1,40}$/;

const queriesOf = (operation: Operation): readonly string[] => (operation.parameters ?? []).flatMap(({ name, in: place }) => (place === 'query' ? [name] : []));

const QUERIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(openApiDocument.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>)
    .filter(([path]) => path.startsWith('/v1/'))
    .map(([path, operations]) => [path, new Set(Object.values(operations).flatMap(queriesOf))]),
);

/**
 * What is wrong with the query of a request to a route of the interface: one that is passed over because of its spelling
 * would be answered with what was not asked for, the record of today instead of that of then.
 */
export const queryFault = (pattern: string | undefined, query: Readonly<Record<string, unknown>>): string | undefined => {
  const known = QUERIES.get((pattern ?? '').replace(/:(\w+)/g, '{$1}'));
  if (known === undefined) return undefined;
  const may = known.size === 0 ? 'none is taken here' : `taken here: ${[...known].join(', ')}`;
  for (const [name, value] of Object.entries(query)) {
    if (!known.has(name)) return `${SAYABLE.test(name) ? name : 'The query'}: no parameter of this address; ${may}.`;
    if (Array.isArray(value)) return `${name}: given more than once.`;
  }
  return undefined;
};
